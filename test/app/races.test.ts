import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Reply } from "../../src/app/app.ts";
import { draw } from "../../src/app/draw.ts";
import type { RecordEvent } from "../../src/domain/record.ts";
import { LAPSE_AFTER_MS, type Request } from "../../src/domain/request.ts";
import type { View } from "../../src/view/view.ts";
import { type Bot, billing, invitation, START } from "../support/bot.ts";
import { bothBot } from "../support/both.ts";
import { buttonsOf, words } from "../support/chat.ts";
import { createMemoryMistral } from "../support/memory-mistral.ts";
import { must } from "../support/must.ts";

const MINUTE = 60_000;
const ADDRESSES = ["kenji@lumen.example", "paul@lumen.example"];

/** Holds back every call that leaves the bot until the schedule lets it through, and its answer likewise. */
function createGate() {
  const held: (() => void)[] = [];
  let open = true;
  const pass = (): Promise<void> => (open ? Promise.resolve() : new Promise((go) => void held.push(go)));
  function guard<T extends object>(target: T): void {
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
  const close = () => {
    open = false;
  };
  return { held, guard, close };
}

const MOVES = ["approve", "double", "deny", "change", "withdraw", "time"] as const;
/** Ben decides on either platform, Tara in Teams. */
const DECIDERS = ["ana", "ben", "ben in Teams", "tara in Teams"] as const;
type Move = { do: (typeof MOVES)[number]; by: (typeof DECIDERS)[number] };
type Answer = Move & { reply: Reply };

const move: fc.Arbitrary<Move> = fc.record({
  do: fc.constantFrom(...MOVES),
  by: fc.constantFrom(...DECIDERS),
});

/** What a person does; the replies come when the schedule lets them. */
function act(bot: Bot, { do: what, by }: Move, key: string): Promise<Reply>[] {
  const caller = (who: string) => {
    const [account = "", inTeams] = who.split(" ");
    return (inTeams === undefined ? bot.as(account) : bot.inTeams(account)).caller;
  };
  const press = (id: string) => bot.app.press(caller(by), { do: "approve", request: 1 }, id);
  switch (what) {
    case "approve":
      return [press(key)];
    case "double":
      return [press(key), press(`${key}again`)];
    case "deny":
      return [bot.app.submit(caller(by), { form: "deny", request: 1 }, { reason: "not now" }, key)];
    case "change":
      return [
        bot.app.submit(caller(by), { form: "change", request: 1 }, { keep: ["1"], role: "member" }, key),
      ];
    case "withdraw":
      return [bot.app.press(caller("chloe"), { do: "withdraw", request: 1 }, key)];
    case "time":
      void bot.skip(LAPSE_AFTER_MS + MINUTE);
      return [];
  }
}

/** Everything that can happen without a held call has happened. */
async function calm(bot: Bot): Promise<void> {
  bot.worker.wake();
  for (let turns = 0; turns < 6; turns += 1) await turn();
}

async function play(moves: readonly Move[], choices: readonly number[]) {
  const bots: Bot[] = [];
  const mistral = createMemoryMistral(() => bots[0]?.now() ?? START);
  const bot = await bothBot({ mistral: mistral.admin });
  bots.push(bot);
  await bot.as("ana").submit({ form: "billing" }, billing());
  await bot.as("chloe").submit({ form: "invite" }, invitation(ADDRESSES.join(", ")));
  await bot.skip(4 * MINUTE);
  const gate = createGate();
  gate.guard(mistral.admin);
  gate.guard(bot.chat.messenger);
  gate.guard(bot.teams.messenger);
  gate.close();
  const answers: Promise<Answer>[] = [];
  const left = [...moves];
  for (let step = 0; left.length > 0 || gate.held.length > 0; step += 1) {
    const choice = (choices[step] ?? 0) % (gate.held.length + Math.min(1, left.length));
    const [go] = gate.held.splice(choice, 1);
    const next = go === undefined ? left.shift() : undefined;
    go?.();
    if (next !== undefined)
      for (const reply of act(bot, next, `key${step}`))
        answers.push(reply.then((given) => ({ ...next, reply: given })));
    await calm(bot);
  }
  const settled = await Promise.all(answers);
  await bot.worker.stop(0);
  return { bot, state: mistral.state, answers: settled };
}

const DECIDED: readonly RecordEvent[] = [
  "request.approved",
  "request.denied",
  "request.withdrawn",
  "request.lapsed",
];
const STATES = { approve: "approved", double: "approved", deny: "denied", withdraw: "withdrawn" } as const;

/** A refused submission keeps its form, with the sentence in it. */
const said = (reply: Reply): string => {
  if (reply.kind === "errors") return Object.values(reply.errors).join(" ");
  return reply.kind === "show" ? words(reply.view) : reply.kind;
};

/** The winner hears nothing more; everybody else is told who was first, or that nobody was in time. */
function checkAnswer(
  ids: ReadonlyMap<string, string>,
  request: Request,
  { do: what, by, reply }: Answer,
): void {
  if (what === "time" || (what === "change" && reply.kind === "nothing")) return;
  const winner = request.decision?.by ?? null;
  const me = ids.get(what === "withdraw" ? "chloe" : must(by.split(" ")[0]));
  const won = what !== "change" && winner === me && request.state === STATES[what];
  // A second click of the winner changes nothing and says nothing; a second form says that it was done.
  if (what !== "deny") expect(reply.kind === "nothing").toBe(won);
  if (won && reply.kind === "nothing") return;
  const verbs = { approved: "approved", denied: "denied", withdrawn: "withdrew", lapsed: "", open: "?" };
  const name = [...ids.keys()].find((each) => ids.get(each) === winner);
  const told = winner === null ? "This Request lapsed" : `@${name} ${verbs[request.state]} this Request`;
  expect(said(reply)).toContain(told);
}

/** Days later a time names its day too; no message is drawn anew for that alone. */
const shown = (view: View): string =>
  JSON.stringify(view, (_key, value: unknown) =>
    typeof value === "object" && value !== null && "at" in value ? value.at : value,
  );

async function check(moves: readonly Move[], choices: readonly number[]): Promise<void> {
  const { bot, state, answers } = await play(moves, choices);
  const ids = new Map(["ana", "ben", "chloe"].map((account) => [account, bot.personOf(account).id]));
  ids.set("tara", bot.personOf("t-tara", "teams").id);
  bot.store.read((tx) => {
    const request = must(tx.requests.get(1));
    const events = [...tx.record.all()].filter(({ subject }) => subject === "request:1");
    const decided = events.filter(({ event }) => DECIDED.includes(event)).map(({ event }) => event);
    expect(decided).toEqual(request.state === "open" ? [] : [`request.${request.state}`]);
    expect(request.state === "open").toBe(moves.every((each) => each.do === "change"));
    for (const answer of answers) checkAnswer(ids, request, answer);

    const changed = events.some(({ event }) => event === "request.changed");
    const kept = changed ? ADDRESSES.slice(0, 1) : ADDRESSES;
    const approved = request.state === "approved";
    expect(state.mails.map(({ to }) => to).sort()).toEqual(approved ? kept : []);
    expect(state.doubleInvites).toBe(0);

    const messages = [bot.chat, bot.teams].flatMap(({ messages: all, messenger }) =>
      all.map((message) => ({ ...message, platform: messenger.platform })),
    );
    const posts = messages.map(({ channel, key }) => `${key.split("#")[0]} in ${channel}`);
    expect(posts).toEqual([...new Set(posts)]);
    const outcomes = posts.filter((post) => post.startsWith("outcome:1 in ")).length;
    expect(outcomes).toBe(["approved", "denied", "lapsed"].includes(request.state) ? 1 : 0);
    for (const message of messages) {
      const [subject = ""] = message.key.split("#");
      const copy = must(tx.copies.at(message, message.id));
      const person = copy.person === null ? null : tx.people.get(copy.person);
      expect(shown(message.view)).toEqual(
        shown(must(draw(bot.context, tx, copy.subject, { person, platform: copy.platform }))),
      );
      if (subject === "request:1" && request.state !== "open") expect(buttonsOf(message.view)).toEqual([]);
    }
    expect(tx.jobs.dead()).toEqual([]);
  });
}

it("whatever meets, one wins, the others are told who, and everything happens once", async () => {
  const moves = fc.array(move, { minLength: 1, maxLength: 5 });
  const choices = fc.array(fc.nat({ max: 11 }), { maxLength: 60 });
  await fc.assert(fc.asyncProperty(moves, choices, check), { numRuns: 150 });
}, 120_000);
