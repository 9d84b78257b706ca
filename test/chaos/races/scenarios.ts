import fc from "fast-check";
import type { InvitationStatus } from "../../../src/domain/invitations/invitation.ts";
import { LAPSE_AFTER_MS, type Request } from "../../../src/domain/requests/request.ts";
import { accept } from "../../../src/sandbox/mistral/people.ts";
import { isExpired, type MistralState } from "../../../src/sandbox/mistral/state.ts";
import type { Tx } from "../../../src/store/tx.ts";
import { must as present } from "../../support/must.ts";
import { type Bot, KENJI, PAUL, START } from "../../support/world/bot.ts";
import { bothBot } from "../../support/world/both.ts";
import { buttonsOf, said } from "../../support/world/chat.ts";
import { createMemoryMistral } from "../../support/world/memory-mistral.ts";
import { MINUTE } from "../../support/world/times.ts";
import { type Play, type Scenario, tryOut } from "../scenario.ts";
import {
  type Answer,
  heard,
  MET,
  type Move,
  movesOf,
  must,
  nameOf,
  personIn,
  type Race,
  recorded,
  run,
} from "./race.ts";

/** Ben decides on either platform, Tara in Teams. */
const APPROVERS = ["ana", "ben", "ben in Teams", "tara in Teams"];

/** Both platforms and an Admin API in memory. */
export async function automaticBoth(log: Bot["context"]["log"]) {
  const bots: Bot[] = [];
  const { admin, state } = createMemoryMistral(() => bots[0]?.now() ?? START);
  const bot = await bothBot({ mistral: admin, log });
  bots.push(bot);
  return { bot, outside: [admin], state };
}

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
    const accepted = () => {
      const mail = state.mails.findLast(({ to }) => to === KENJI);
      accept(state, mail?.id ?? "", bot.now());
    };
    await bot.pay();
    await bot.ask(KENJI, "ana");
    await bot.skip(11 * MINUTE);
    if (isAccepted) accepted();
    return {
      ...{ bot, outside },
      happens: { accept: accepted, time: () => void bot.skip(11 * MINUTE) },
      // What is told twice in a row counts.
      settle: async () => {
        for (let look = 0; look < 4; look += 1) await bot.skip(11 * MINUTE);
      },
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
  const { does, by, reply } = answer;
  if (does === "change" && reply.kind === "nothing") return [];
  // Changed behind the card that was pressed: the whole list comes first.
  if (does.startsWith("approve") && reply.kind === "open" && isChanged(tx)) return [];
  const winner = decision?.by ?? null;
  const won = winner === personIn(tx, by) && state === STATES[does];
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
const SCHEDULES: readonly (readonly [Race, number])[] = [
  [decisions, 600],
  [takenBack, 300],
  [removals, 300],
];

async function schedulesOf(play: Play, race: Race, times: number): Promise<void> {
  const moves = fc.array(fc.constantFrom(...race.moves), { minLength: 1, maxLength: 5 });
  const choices = fc.array(fc.nat({ max: 11 }), { maxLength: 60 });
  await tryOut(play, fc.tuple(moves, choices), times, async ([chosen, order]) => {
    const findings = await run(play, race, chosen, order);
    return findings.length === 0 ? [] : [race.name, ...findings];
  });
}

export const RACES: readonly Scenario[] = [
  {
    name: "races",
    about: "whatever meets, one wins, the others are told who, and everything happens once",
    run: async (play) => {
      for (const [race, full] of SCHEDULES)
        await schedulesOf(play, race, play.of(full, Math.max(6, full / 50)));
    },
    atLeast: { schedules: [1_200, 20], [MET]: [600, 10] },
  },
];
