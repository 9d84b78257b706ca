import type { InvitationStatus } from "../../../src/domain/invitations/invitation.ts";
import { accept } from "../../../src/sandbox/mistral/people.ts";
import { isExpired, type MistralState } from "../../../src/sandbox/mistral/state.ts";
import type { Tx } from "../../../src/store/tx.ts";
import { must as present } from "../../support/must.ts";
import { type Bot, KENJI, START } from "../../support/world/bot.ts";
import { bothBot } from "../../support/world/both.ts";
import { said } from "../../support/world/chat.ts";
import { createMemoryMistral } from "../../support/world/memory-mistral.ts";
import { MINUTE } from "../../support/world/times.ts";
import { heard, type Move, movesOf, must, type Race, recorded } from "./race.ts";

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
export const takenBack = invitations("an Invitation that is taken back", false, [
  ...movesOf(["revoke", "resend"], APPROVERS),
  ...movesOf(["accept", "accept", "time", "joined", "resend"], ["kenji"]),
]);

/** Removed from the Organization while Mistral, the invitee and an approver say that they are in it. */
export const removals = invitations("a Member who is removed", true, [
  ...movesOf(["remove", "mark-active"], APPROVERS),
  ...movesOf(["time", "time", "time", "joined"], ["kenji"]),
  ...movesOf(["revoke"], ["ben"]),
]);
