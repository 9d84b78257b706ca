import { setImmediate as turn } from "node:timers/promises";
import type { Caller, Reply } from "../../../src/app/core/app.ts";
import { draw } from "../../../src/app/messages/draw.ts";
import type { PersonId } from "../../../src/domain/accounts/person.ts";
import type { FormRef, FormValues, UserAction } from "../../../src/domain/action.ts";
import type { ChainedEntry, RecordEvent } from "../../../src/domain/record/record.ts";
import type { Tx } from "../../../src/store/tx.ts";
import type { View } from "../../../src/view/core/view.ts";
import { approvalOf, type Bot } from "../../support/world/bot.ts";
import { said } from "../../support/world/chat.ts";
import { brokenChain, type Play } from "../scenario.ts";

/** Holds back every call that leaves the bot until somebody lets it through, and its answer likewise. */
export function createGate() {
  const held: (() => void)[] = [];
  let open = true;
  const pass = (): Promise<void> => (open ? Promise.resolve() : new Promise((go) => void held.push(go)));

  function guard(target: object): void {
    for (const [name, call] of Object.entries(target)) {
      if (typeof call !== "function") continue;
      const guarded = async (...given: unknown[]): Promise<unknown> => {
        await pass();
        const answer: unknown = await call.apply(target, given);
        await pass();
        return answer;
      };
      Object.assign(target, { [name]: guarded });
    }
  }

  return {
    held,
    guard,
    /** Who waits here waits for ever, as if their process had ended. */
    forget: () => {
      open = true;
      held.splice(0);
    },
    close: () => {
      open = false;
    },
    open: () => {
      open = true;
      for (const go of held.splice(0)) go();
    },
  };
}

const MOMENT = /(?:\p{L}+\.? \d{1,2}, |\d{1,2} \p{L}+\.?,? )?\d{1,2}:\d{2}/gu;

/** Days later a time names its day too; no message is drawn again for that alone. */
const shown = (view: View | null): string =>
  JSON.stringify(view, (key, value: unknown) => {
    if (key === "summary" && typeof value === "string") return value.replace(MOMENT, "then");
    return typeof value === "object" && value !== null && "at" in value ? value.at : value;
  });

/** Once all is quiet: each message was posted once and shows what is so, and nothing was given up. */
export function wholeBot(bot: Bot, tx: Tx): string[] {
  const findings: string[] = [];
  const seen = new Set<string>();
  for (const { messenger, messages } of [bot.chat, bot.teams]) {
    const { platform } = messenger;
    for (const { channel, id, key, view } of messages) {
      const post = `${key.split("#")[0]} in ${channel}`;
      if (seen.has(post)) findings.push(`${post} was posted twice`);
      seen.add(post);
      const copy = tx.posted.at({ platform, channel }, id);
      if (copy === null) {
        findings.push(`${post} was posted, and nobody knows of it`);
        continue;
      }
      const person = copy.person === null ? null : tx.people.get(copy.person);
      const wanted = draw(bot.context, tx, copy.subject, { person, platform });
      if (wanted !== null && shown(view) !== shown(wanted))
        findings.push(`${post} shows ${shown(view)} instead of ${shown(wanted)}`);
    }
  }
  findings.push(...brokenChain(tx));
  for (const { job, lastError } of tx.jobs.dead()) findings.push(`gave up ${job.kind}: ${lastError}`);
  return findings;
}

/** Something that somebody, or time, does; `by`: an account, such as `ben` in Slack and `ben in Teams`. */
export type Move = { readonly does: string; readonly by: string };

export type Answer = Move & { readonly reply: Reply };

type Scene = {
  readonly bot: Bot;
  /** Whatever is outside besides the chats. */
  readonly outside?: readonly object[];
  /** What happens without a request to the bot; what is not in it is something that people ask of it. */
  readonly happens?: Readonly<Record<string, () => void>>;
  /** When nobody does anything any more: lets the bot look at Mistral again. */
  settle?(): Promise<void>;
  /** Each sentence is something that is not as it must be. */
  findings(tx: Tx, answers: readonly Answer[]): string[];
};

/** People, time and Mistral who do things about one subject, in any order and while calls are on their way. */
export type Race = {
  readonly name: string;
  readonly moves: readonly Move[];
  /** What the bot logs as an error goes there. */
  prepare(log: Bot["context"]["log"]): Promise<Scene>;
};

/** All of these by all of them. */
export const movesOf = (does: readonly string[], by: readonly string[]): Move[] =>
  does.flatMap((what) => by.map((who) => ({ does: what, by: who })));

/** What people ask of the bot: always of the first Request or Invitation. */
const PRESSED: Readonly<Record<string, UserAction>> = {
  withdraw: { do: "withdraw", request: 1 },
  revoke: { do: "revoke", invitation: 1 },
  resend: { do: "resend", invitation: 1 },
  remove: { do: "remove", invitation: 1 },
  joined: { do: "joined", invitation: 1 },
  "mark-active": { do: "mark-active", invitation: 1 },
};
const SENT: Readonly<Record<string, readonly [FormRef, FormValues]>> = {
  deny: [{ form: "deny", request: 1 }, { reason: "not now" }],
  change: [
    { form: "change", request: 1 },
    { keep: ["1"], role: "member" },
  ],
};

/** `twice`: two clicks, each with a key of its own. */
function asked(bot: Bot, { does, by }: Move, key: string): Promise<Reply>[] {
  const who = callerOf(bot, by);
  const [what = "", twice] = does.split(/ (?=twice)/);
  const pressed = what === "approve" ? approvalOf(bot.store, 1) : PRESSED[what];
  const form = SENT[what];
  return (twice === undefined ? [key] : [key, `${key}again`]).map((id) => {
    if (pressed !== undefined) return bot.app.press(who, pressed, id);
    if (form === undefined) throw new Error(`nobody can ${does}`);
    return bot.app.submit(who, ...form, id);
  });
}

/** Everything that can happen without a held call has happened. */
export async function calm(bot: Bot): Promise<void> {
  void bot.worker.idle();
  for (let turns = 0; turns < 6; turns += 1) await turn();
}

export const MET = "moves while a call was on its way";

/** One schedule: each choice lets one held call through, or the next move happen. Gives what is not as it must be. */
export async function run(
  play: Play,
  race: Race,
  moves: readonly Move[],
  choices: readonly number[],
): Promise<string[]> {
  const errors: string[] = [];
  const silent = () => {};
  const error = (fields: object, message: string) =>
    void errors.push(
      `the log says ${message}: ${"error" in fields ? String(fields.error) : JSON.stringify(fields)}`,
    );
  const { outside = [], happens = {}, ...scene } = await race.prepare({ info: silent, warn: silent, error });
  const { bot } = scene;
  const gate = createGate();
  for (const each of [bot.chat.messenger, bot.teams.messenger, ...outside]) gate.guard(each);
  gate.close();
  const answers: Promise<Answer>[] = [];
  const left = [...moves];
  play.count("schedules");
  play.count("moves", moves.length);
  for (let step = 0; left.length > 0 || gate.held.length > 0; step += 1) {
    const waits = Math.min(1, left.length);
    const choice = (choices[step] ?? 0) % (gate.held.length + waits);
    const next = choice < waits ? left.shift() : undefined;
    const [go] = next === undefined ? gate.held.splice(choice - waits, 1) : [];
    go?.();
    if (next !== undefined) {
      play.count(MET, gate.held.length > 0 ? 1 : 0);
      const outcome = happens[next.does];
      outcome?.();
      for (const reply of outcome === undefined ? asked(bot, next, `key${step}`) : [])
        answers.push(reply.then((given) => ({ ...next, reply: given })));
    }
    await calm(bot);
  }
  gate.open();
  await bot.settle();
  await scene.settle?.();
  const settled = await Promise.all(answers);
  await bot.worker.stop(0);
  return bot.store.read((tx) => [...scene.findings(tx, settled), ...wholeBot(bot, tx), ...errors]);
}

/** `ben`, `ben in Teams`. */
function callerOf(bot: Bot, by: string): Caller {
  const [account = "", inTeams] = by.split(" ");
  return (inTeams === undefined ? bot.as(account) : bot.inTeams(account)).caller;
}

export function personIn(tx: Tx, by: string): PersonId | undefined {
  const [account = "", inTeams] = by.split(" ");
  const person = inTeams === undefined ? tx.people.byAccount("slack", account) : null;
  return (person ?? tx.people.byAccount("teams", `t-${account}`))?.id;
}

const NAMES = ["ana", "ben", "chloe", "tara in Teams"];

/** Who did it, or what else became of it, is what the person who came too late is told. */
export const nameOf = (tx: Tx, person: PersonId | null): string =>
  `@${NAMES.find((each) => personIn(tx, each) === person)?.split(" ")[0]}`;

export const heard = ({ does, by, reply }: Answer): string => `${by} hears at "${does}": ${said(reply)}`;

export const recorded = (tx: Tx, subject: string, ...events: readonly RecordEvent[]): ChainedEntry[] =>
  [...tx.record.all()].filter((entry) => entry.subject === subject && events.includes(entry.event));

/** A finding unless it holds. */
export const must = (holds: boolean, otherwise: string): string[] => (holds ? [] : [otherwise]);
