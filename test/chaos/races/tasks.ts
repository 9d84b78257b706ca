import type { Task } from "../../../src/domain/tasks/task.ts";
import type { Tx } from "../../../src/store/tx.ts";
import { must as present } from "../../support/must.ts";
import { KENJI, PAUL } from "../../support/world/bot.ts";
import { bothBot } from "../../support/world/both.ts";
import { said } from "../../support/world/chat.ts";
import { type Answer, heard, movesOf, must, nameOf, personIn, type Race, recorded } from "./race.ts";

/** The person who closed it hears nothing more, and everybody else hears who it was and how. */
function answerFindings(tx: Tx, { closedBy, state }: Task, answer: Answer): string[] {
  const { does, by, reply } = answer;
  const [wanted = ""] = does.split(" ");
  if (wanted !== "done" && wanted !== "impossible") return [];
  const won = closedBy === personIn(tx, by) && state === wanted;
  if (reply.kind === "nothing") return must(won, `${heard(answer)}, and did not close it`);
  const told = `${state === "done" ? "Done, confirmed by" : "Not possible, says"} ${nameOf(tx, closedBy)}`;
  const isTurnedDown = /Only they|was given to somebody else/.test(said(reply));
  return must(isTurnedDown || said(reply).includes(told), `${heard(answer)}, and not "${told}"`);
}

/** What only a person can do: done, not possible, taken back, handed on, and joined meanwhile. */
export const tasks: Race = {
  name: "a Task",
  moves: [
    ...movesOf(
      ["done", "done twice", "impossible"],
      ["ben", "ben in Teams", "ana", "tara in Teams", "chloe"],
    ),
    ...movesOf(["revoke", "hand on"], ["ana"]),
    ...movesOf(["revoke"], ["tara in Teams"]),
    ...movesOf(["joined"], ["kenji"]),
  ],
  prepare: async (log) => {
    const bot = await bothBot({ log });
    await bot.pay();
    await bot.approved(`${KENJI}, ${PAUL}`);
    return {
      bot,
      findings: (tx, answers) => {
        const task = present(tx.tasks.get(1));
        const closed = recorded(tx, "task:1", "task.closed");
        const rows = tx.invitations.ofRequest(1).filter(({ id }) => task.invitations.includes(id));
        const waiting = rows.filter(({ status }) => status === "sending").length;
        return [
          ...must(closed.length <= 1, `it was closed ${closed.length} times`),
          ...must(
            closed.every(({ actor, data }) => actor === task.closedBy && data["state"] === task.state),
            `it is ${task.state}, and recorded is ${JSON.stringify(closed)}`,
          ),
          ...must(task.state === "open" || waiting === 0, `it is ${task.state}, and ${waiting} still wait`),
          ...answers.flatMap((answer) => answerFindings(tx, task, answer)),
        ];
      },
    };
  },
};
