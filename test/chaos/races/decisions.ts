import type { Reply } from "../../../src/app/core/app.ts";
import { LAPSE_AFTER_MS, type Request } from "../../../src/domain/requests/request.ts";
import type { Tx } from "../../../src/store/tx.ts";
import { must as present } from "../../support/must.ts";
import { approvalOf, type Bot, billing, invitation } from "../../support/world/bot.ts";
import { buttonsOf } from "../../support/world/chat.ts";
import {
  type Answer,
  callerOf,
  type Move,
  movesOf,
  must,
  personIn,
  type Race,
  recorded,
  said,
} from "./race.ts";
import { automaticScene, MINUTE } from "./scenes.ts";

const ADDRESSES = ["kenji@lumen.example", "paul@lumen.example"];

/** Ben decides on either platform, Tara in Teams. */
const DECIDERS = ["ana", "ben", "ben in Teams", "tara in Teams"];
const STATES = new Map([
  ["approve", "approved"],
  ["approve twice", "approved"],
  ["deny", "denied"],
  ["withdraw", "withdrawn"],
]);
const NAMES = ["ana", "ben", "chloe", "tara in Teams"];

/** What a person does; the replies come when the schedule lets them. */
function act(bot: Bot, { does, by }: Move, key: string): Promise<Reply>[] {
  const who = callerOf(bot, by);
  const approve = (id: string) => bot.app.press(who, approvalOf(bot.store, 1), id);
  switch (does) {
    case "approve":
      return [approve(key)];
    case "approve twice":
      return [approve(key), approve(`${key}again`)];
    case "deny":
      return [bot.app.submit(who, { form: "deny", request: 1 }, { reason: "not now" }, key)];
    case "change":
      return [bot.app.submit(who, { form: "change", request: 1 }, { keep: ["1"], role: "member" }, key)];
    case "withdraw":
      return [bot.app.press(who, { do: "withdraw", request: 1 }, key)];
    default:
      void bot.skip(LAPSE_AFTER_MS + MINUTE);
      return [];
  }
}

const isChanged = (tx: Tx): boolean => recorded(tx, "request:1", "request.changed").length > 0;

/** The winner hears nothing more; everybody else is told who was first, or that nobody was in time. */
function answerFindings(tx: Tx, request: Request, { does, by, reply }: Answer): string[] {
  if (does === "change" && reply.kind === "nothing") return [];
  // Changed behind the card that was pressed: the whole list comes first.
  if (does.startsWith("approve") && reply.kind === "open" && isChanged(tx)) return [];
  const winner = request.decision?.by ?? null;
  const won = does !== "change" && winner === personIn(tx, by) && request.state === STATES.get(does);
  const heard = `${by} hears at "${does}": ${said(reply)}`;
  // A second click of the winner changes nothing and says nothing; a second form says that it was done.
  if (won && reply.kind === "nothing") return [];
  const verbs = { approved: "approved", denied: "denied", withdrawn: "withdrew", lapsed: "", open: "?" };
  const [name] = NAMES.find((each) => personIn(tx, each) === winner)?.split(" ") ?? [];
  const told = winner === null ? "This Request lapsed" : `@${name} ${verbs[request.state]} this Request`;
  return [
    ...must(does === "deny" || !won, `${heard}, though it was their own`),
    ...must(said(reply).includes(told), `${heard}, and not "${told}"`),
  ];
}

/** Two approvers, double clicks, withdrawal and seven days, on both platforms. */
export const decisions: Race = {
  name: "a decision about a Request",
  moves: [
    ...movesOf(["approve", "approve twice", "deny", "change"], DECIDERS),
    ...movesOf(["withdraw", "withdraw", "time", "time"], ["chloe"]),
  ],
  prepare: async () => {
    const { state, ...scene } = await automaticScene();
    const { bot } = scene;
    await bot.as("ana").submit({ form: "billing" }, billing());
    await bot.as("chloe").submit({ form: "invite" }, invitation(ADDRESSES.join(", ")));
    await bot.skip(4 * MINUTE);
    return {
      ...scene,
      act: (move, key) => act(bot, move, key),
      findings: (tx, answers) => {
        const request = present(tx.requests.get(1));
        const decided = recorded(
          tx,
          "request:1",
          "request.approved",
          "request.denied",
          "request.withdrawn",
          "request.lapsed",
        ).map(({ event }) => event);
        const changed = isChanged(tx);
        const approved = request.state === "approved";
        const wanted = approved ? (changed ? ADDRESSES.slice(0, 1) : ADDRESSES) : [];
        const mails = state.mails.map(({ to }) => to).sort();
        const outcomes = [...bot.chat.messages, ...bot.teams.messages].filter(({ key }) =>
          key.startsWith("outcome:1#"),
        ).length;
        const isTold = ["approved", "denied", "lapsed"].includes(request.state);
        const cards = [...bot.chat.messages, ...bot.teams.messages].filter(({ key }) =>
          key.startsWith("request:1#"),
        );
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
