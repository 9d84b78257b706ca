import { LAPSE_AFTER_MS, type Request } from "../../../src/domain/requests/request.ts";
import type { Tx } from "../../../src/store/tx.ts";
import { must as present } from "../../support/must.ts";
import { KENJI, PAUL } from "../../support/world/bot.ts";
import { buttonsOf, said } from "../../support/world/chat.ts";
import { MINUTE } from "../../support/world/times.ts";
import { automaticBoth } from "./invitations.ts";
import { type Answer, heard, movesOf, must, nameOf, personIn, type Race, recorded } from "./race.ts";

/** Ben decides on either platform, Tara in Teams. */
const DECIDERS = ["ana", "ben", "ben in Teams", "tara in Teams"];
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
export const decisions: Race = {
  name: "a decision about a Request",
  moves: [
    ...movesOf(["approve", "approve twice", "deny", "change"], DECIDERS),
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
