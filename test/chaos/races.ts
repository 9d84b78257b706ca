import fc from "fast-check";
import type { Caller, Reply } from "../../src/app/core/app.ts";
import type { FormRef, FormValues, UserAction } from "../../src/domain/action.ts";
import type { InvitationStatus } from "../../src/domain/invitations/invitation.ts";
import type { ChainedEntry, RecordEvent } from "../../src/domain/record/record.ts";
import { LAPSE_AFTER_MS, type Request } from "../../src/domain/requests/request.ts";
import { accept } from "../../src/sandbox/mistral/people.ts";
import { isExpired, type MistralState } from "../../src/sandbox/mistral/state.ts";
import type { Tx } from "../../src/store/tx.ts";
import { must as present } from "../support/must.ts";
import { approvalOf, type Bot, KENJI, PAUL } from "../support/world/bot.ts";
import { buttonsOf, said } from "../support/world/chat.ts";
import { MINUTE } from "../support/world/times.ts";
import { automaticBoth, calm, createGate, wholeBot } from "./gate.ts";
import { type Play, type Scenario, tryOut } from "./scenario.ts";

/** Something that somebody, or time, does; `by`: an account, such as `ben` in Slack and `ben in Teams`. */
type Move = { readonly does: string; readonly by: string };

type Answer = Move & { readonly caller: Caller; readonly reply: Reply };

type Scene = {
  readonly bot: Bot;
  /** Whatever is outside besides the chats. */
  readonly outside: readonly object[];
  /** What happens without a request to the bot; what is not in it is something that people ask of it. */
  readonly happens: Readonly<Record<string, () => void>>;
  /** Each sentence is something that is not as it must be. */
  findings(tx: Tx, answers: readonly Answer[]): string[];
};

/** People, time and Mistral who do things about one subject, in any order and while calls are on their way. */
type Race = {
  readonly name: string;
  readonly moves: readonly Move[];
  /** What the bot logs as an error goes there. */
  prepare(log: Bot["context"]["log"]): Promise<Scene>;
};

/** All of these by all of them. */
const movesOf = (does: readonly string[], by: readonly string[]): Move[] =>
  does.flatMap((what) => by.map((who) => ({ does: what, by: who })));

/** What people ask of the bot: always of the first Request or Invitation. */
const ASKED: Readonly<Record<string, UserAction | readonly [FormRef, FormValues]>> = {
  withdraw: { do: "withdraw", request: 1 },
  revoke: { do: "revoke", invitation: 1 },
  resend: { do: "resend", invitation: 1 },
  remove: { do: "remove", invitation: 1 },
  joined: { do: "joined", invitation: 1 },
  "mark-active": { do: "mark-active", invitation: 1 },
  deny: [{ form: "deny", request: 1 }, { reason: "not now" }],
  change: [{ form: "change", request: 1 } as const, { keep: ["1"], role: "member" }],
};

/** `twice`: two clicks, each with a key of its own. */
function asked(bot: Bot, who: Caller, does: string, key: string): Promise<Reply>[] {
  const [what = "", twice] = does.split(/ (?=twice)/);
  const ask = what === "approve" ? approvalOf(bot.store, 1) : present(ASKED[what]);
  return (twice === undefined ? [key] : [key, `${key}again`]).map((id) =>
    "do" in ask ? bot.app.press(who, ask, id) : bot.app.submit(who, ...ask, id),
  );
}

const MET = "moves while a call was on its way";

/** One schedule: each choice lets one held call through, or the next move happen. Gives what is not as it must be. */
async function run(
  play: Play,
  race: Race,
  moves: readonly Move[],
  choices: readonly number[],
): Promise<string[]> {
  const errors: string[] = [];
  const silent = () => {};
  const error = (fields: object, message: string) => {
    const facts = "error" in fields ? String(fields.error) : JSON.stringify(fields);
    errors.push(`the log says ${message}: ${facts}`);
  };
  const { bot, outside, happens, findings } = await race.prepare({ info: silent, warn: silent, error });
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
      const [account = "", inTeams] = next.by.split(" ");
      const { caller } = inTeams === undefined ? bot.as(account) : bot.inTeams(account);
      const outcome = happens[next.does];
      outcome?.();
      for (const reply of outcome === undefined ? asked(bot, caller, next.does, `key${step}`) : [])
        answers.push(reply.then((given) => ({ ...next, caller, reply: given })));
    }
    await calm(bot);
  }
  gate.open();
  await bot.settle();
  // What is told twice in a row counts: the bot looks at Mistral again.
  for (let look = 0; look < 4; look += 1) await bot.skip(11 * MINUTE);
  const settled = await Promise.all(answers);
  await bot.worker.stop(0);
  return bot.store.read((tx) => [...findings(tx, settled), ...wholeBot(bot, tx), ...errors]);
}

/** Who did it, or what else became of it, is what the person who came too late is told. */
const nameOf = (tx: Tx, person: string | null): string => `@${tx.people.get(person ?? "")?.name}`;

const heard = ({ does, by, reply }: Answer): string => `${by} hears at "${does}": ${said(reply)}`;

const recorded = (tx: Tx, subject: string, ...events: readonly RecordEvent[]): ChainedEntry[] =>
  [...tx.record.all()].filter((entry) => entry.subject === subject && events.includes(entry.event));

/** A finding unless it holds. */
const must = (holds: boolean, otherwise: string): string[] => (holds ? [] : [otherwise]);

/** Ben decides on either platform, Tara in Teams. */
const APPROVERS = ["ana", "ben", "ben in Teams", "tara in Teams"];

/** What Mistral says of it, in our words; null: it has nothing. */
function atMistral(state: MistralState, now: number): InvitationStatus | null {
  if (state.members.some(({ email }) => email === KENJI)) return "active";
  const invites = state.invites.filter(({ email }) => email === KENJI);
  if (invites.length === 0) return null;
  return invites.some((invite) => !isExpired(invite, now)) ? "pending" : "expired";
}

const movesIn = (tx: Tx) => recorded(tx, "invitation:1", "invitation.moved").map(({ data }) => data);

/** Each of its moves begins where the one before ended: no two left the same place. */
function chainFindings(tx: Tx): string[] {
  const moves = movesIn(tx);
  return moves.flatMap((data, at) =>
    must(at === 0 || data["from"] === moves[at - 1]?.["to"], `it moved as ${JSON.stringify(moves)}`),
  );
}

const invitations = (name: string, isAccepted: boolean, moves: readonly Move[]): Race => ({
  name,
  moves,
  prepare: async (log) => {
    const { bot, state, outside } = await automaticBoth(log);
    const accepted = () => accept(state, state.mails.findLast(({ to }) => to === KENJI)?.id ?? "", bot.now());
    await bot.pay();
    await bot.ask(KENJI, "ana");
    await bot.skip(11 * MINUTE);
    if (isAccepted) accepted();
    return {
      ...{ bot, outside },
      happens: { accept: () => void accepted(), time: () => void bot.skip(11 * MINUTE) },
      findings: (tx, answers) => {
        const { status } = present(tx.invitations.get(1));
        const there = atMistral(state, bot.now());
        const isOut = ["revoked", "removed", "expired", "failed"].includes(status);
        const joined = movesIn(tx).filter(({ to }) => to === "active").length;
        return [
          ...must(there === null ? isOut : status === there, `it is ${status}, and at Mistral ${there}`),
          ...must(state.doubleInvites === 0, "somebody was invited while Pending"),
          ...must(state.members.filter(({ email }) => email === KENJI).length <= 1, "one Member twice"),
          ...must(
            joined <= state.mails.filter((mail) => mail.state === "accepted").length,
            "somebody became Active again who had been removed",
          ),
          ...chainFindings(tx),
          ...answers.flatMap((answer) =>
            must(!/did not work just now|could not be read/.test(said(answer.reply)), heard(answer)),
          ),
        ];
      },
    };
  },
});

/** Taken back, sent again by either side, and accepted meanwhile. */
const takenBack = invitations("an Invitation that is taken back", false, [
  ...movesOf(["revoke", "resend"], APPROVERS),
  ...movesOf(["accept", "accept", "time", "joined", "resend"], ["kenji"]),
]);

/** Removed from the Organization while Mistral, the invitee and an approver say that they are in it. */
const removals = invitations("a Member who is removed", true, [
  ...movesOf(["remove", "mark-active"], APPROVERS),
  ...movesOf(["time", "time", "time", "joined"], ["kenji"]),
  ...movesOf(["revoke"], ["ben"]),
]);

const DECIDED = ["request.approved", "request.denied", "request.withdrawn", "request.lapsed"] as const;
const STATES: Readonly<Record<string, Request["state"]>> = {
  ...{ approve: "approved", "approve twice": "approved", deny: "denied", withdraw: "withdrawn" },
};
const VERBS = { approved: "Approved", denied: "Denied", withdrawn: "Withdrawn", lapsed: "", open: "?" };

const isChanged = (tx: Tx): boolean => recorded(tx, "request:1", "request.changed").length > 0;

/** The winner hears nothing more; everybody else is told who was first, or that nobody was in time. */
function answerFindings(tx: Tx, { state, decision }: Request, answer: Answer): string[] {
  const { does, caller, reply } = answer;
  if (does === "change" && reply.kind === "nothing") return [];
  // Changed behind the card that was pressed: the whole list comes first.
  if (does.startsWith("approve") && reply.kind === "open" && isChanged(tx)) return [];
  const winner = decision?.by ?? null;
  const who = tx.people.byAccount(caller.platform, caller.account)?.id;
  const won = winner === who && state === STATES[does];
  // A second click of the winner changes nothing and says nothing; a second form says that it was done.
  if (won && reply.kind === "nothing") return [];
  const told = winner === null ? "Lapsed" : `${VERBS[state]} by ${nameOf(tx, winner)}`;
  return [
    ...must(does === "deny" || !won, `${heard(answer)}, though it was their own`),
    ...must(said(reply).includes(told), `${heard(answer)}, and not "${told}"`),
  ];
}

/** Two approvers, double clicks, withdrawal and seven days, on both platforms. */
const decisions: Race = {
  name: "a decision about a Request",
  moves: [
    ...movesOf(["approve", "approve twice", "deny", "change"], APPROVERS),
    ...movesOf(["withdraw", "withdraw", "time", "time"], ["chloe"]),
  ],
  prepare: async (log) => {
    const { bot, state, outside } = await automaticBoth(log);
    await bot.pay();
    await bot.ask(`${KENJI}, ${PAUL}`);
    await bot.skip(4 * MINUTE);
    return {
      ...{ bot, outside },
      happens: { time: () => void bot.skip(LAPSE_AFTER_MS + MINUTE) },
      findings: (tx, answers) => {
        const request = present(tx.requests.get(1));
        const decided = recorded(tx, "request:1", ...DECIDED).map(({ event }) => event);
        const wanted = request.state !== "approved" ? [] : isChanged(tx) ? [KENJI] : [KENJI, PAUL];
        const mails = state.mails.map(({ to }) => to).sort();
        const messages = [...bot.chat.messages, ...bot.teams.messages];
        const outcomes = messages.filter(({ key }) => key.startsWith("outcome:1#")).length;
        const isTold = ["approved", "denied", "lapsed"].includes(request.state);
        const cards = messages.filter(({ key }) => key.startsWith("request:1#"));
        const over = request.state !== "open";
        return [
          ...must(
            decided.join() === (over ? `request.${request.state}` : ""),
            `it is ${request.state}, and recorded is ${decided.join()}`,
          ),
          ...answers.flatMap((answer) => answerFindings(tx, request, answer)),
          ...must(mails.join() === wanted.join(), `${mails.join()} got e-mails instead of ${wanted.join()}`),
          ...must(state.doubleInvites === 0, "somebody was invited while Pending"),
          ...must(outcomes === (isTold ? 1 : 0), `chloe was told ${outcomes} times`),
          ...must(
            !over || cards.every(({ view }) => buttonsOf(view).length === 0),
            "a decided Request has buttons",
          ),
        ];
      },
    };
  },
};

/** What is raced for, and how many schedules of it at full length. */
const SCHEDULES = new Map([decisions, takenBack, removals].map((race, at) => [race, at === 0 ? 600 : 300]));

export const RACES: readonly Scenario[] = [
  {
    name: "races",
    about: "whatever meets, one wins, the others are told who, and everything happens once",
    run: async (play) => {
      for (const [race, full] of SCHEDULES) {
        const moves = fc.array(fc.constantFrom(...race.moves), { minLength: 1, maxLength: 5 });
        const choices = fc.array(fc.nat({ max: 11 }), { maxLength: 60 });
        const times = play.of(full, Math.max(6, full / 50));
        await tryOut(play.at(race.name), fc.tuple(moves, choices), times, (schedule) =>
          run(play, race, ...schedule),
        );
      }
    },
    atLeast: { schedules: [1_200, 20], [MET]: [600, 10] },
  },
];
