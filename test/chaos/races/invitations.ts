import type { Reply } from "../../../src/app/core/app.ts";
import type { InvitationStatus } from "../../../src/domain/invitations/invitation.ts";
import { accept } from "../../../src/sandbox/mistral/people.ts";
import { isExpired, type MistralState } from "../../../src/sandbox/mistral/state.ts";
import type { Tx } from "../../../src/store/tx.ts";
import { must as present } from "../../support/must.ts";
import { type Bot, billing, invitation } from "../../support/world/bot.ts";
import { type Answer, callerOf, type Move, movesOf, must, type Race, recorded, said } from "./race.ts";
import { automaticScene, MINUTE } from "./scenes.ts";

const ADDRESS = "kenji@lumen.example";
const APPROVERS = ["ana", "ben", "ben in Teams", "tara in Teams"];

/** What Mistral says of it, in our words; null: it has nothing. */
function atMistral(state: MistralState, now: number): InvitationStatus | null {
  if (state.members.some(({ email }) => email === ADDRESS)) return "active";
  const invites = state.invites.filter(({ email }) => email === ADDRESS);
  if (invites.length === 0) return null;
  return invites.some((invite) => !isExpired(invite, now)) ? "pending" : "expired";
}

function act(bot: Bot, state: MistralState, { does, by }: Move, key: string): Promise<Reply>[] {
  const who = callerOf(bot, by);
  switch (does) {
    case "accept": {
      const mail = state.mails.findLast(({ to }) => to === ADDRESS);
      accept(state, mail?.id ?? "", bot.now());
      return [];
    }
    case "time":
      void bot.skip(11 * MINUTE);
      return [];
    case "resend":
    case "revoke":
    case "remove":
    case "joined":
    case "mark-active":
      return [bot.app.press(who, { do: does, invitation: 1 }, key)];
    default:
      throw new Error(`nobody can ${does}`);
  }
}

/** Each of its moves begins where the one before ended: no two left the same place. */
function chainFindings(tx: Tx): string[] {
  const moves = recorded(tx, "invitation:1", "invitation.moved").map(({ data }) => data);
  return moves.flatMap((data, at) =>
    must(at === 0 || data["from"] === moves[at - 1]?.["to"], `it moved as ${JSON.stringify(moves)}`),
  );
}

const isTrouble = ({ does, by, reply }: Answer) =>
  must(
    !/did not work just now|could not be read/.test(said(reply)),
    `${by} hears at "${does}": ${said(reply)}`,
  );

const invitations = (name: string, isAccepted: boolean, moves: readonly Move[]): Race => ({
  name,
  moves,
  prepare: async () => {
    const { state, ...scene } = await automaticScene();
    const { bot } = scene;
    await bot.as("ana").submit({ form: "billing" }, billing());
    await bot.as("ana").submit({ form: "invite" }, invitation(ADDRESS));
    await bot.skip(11 * MINUTE);
    if (isAccepted) await Promise.all(act(bot, state, { does: "accept", by: "kenji" }, ""));
    return {
      ...scene,
      act: (move, key) => act(bot, state, move, key),
      // What is told twice in a row counts.
      settle: async () => {
        for (let look = 0; look < 4; look += 1) await bot.skip(11 * MINUTE);
      },
      findings: (tx, answers) => {
        const { status } = present(tx.invitations.get(1));
        const there = atMistral(state, bot.now());
        const holds =
          there === null ? ["revoked", "removed", "expired", "failed"].includes(status) : status === there;
        return [
          ...must(holds, `it is ${status}, and at Mistral ${there ?? "nothing"}`),
          ...must(state.doubleInvites === 0, "somebody was invited while Pending"),
          ...must(state.members.filter(({ email }) => email === ADDRESS).length <= 1, "one Member twice"),
          ...must(
            recorded(tx, "invitation:1", "invitation.moved").filter(({ data }) => data["to"] === "active")
              .length <= state.mails.filter((mail) => mail.state === "accepted").length,
            "somebody became Active again who had been removed",
          ),
          ...chainFindings(tx),
          ...answers.flatMap(isTrouble),
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
