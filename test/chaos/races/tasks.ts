import type { Reply } from "../../../src/app/core/app.ts";
import type { Task } from "../../../src/domain/tasks/task.ts";
import type { Tx } from "../../../src/store/tx.ts";
import { must as present } from "../../support/must.ts";
import { type Bot, billing, invitation } from "../../support/world/bot.ts";
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
import { guidedScene } from "./scenes.ts";

const CLOSES = new Map([
  ["done", "done"],
  ["done twice", "done"],
  ["impossible", "impossible"],
]);

function act(bot: Bot, { does, by }: Move, key: string): Promise<Reply>[] {
  const who = callerOf(bot, by);
  const done = (id: string) => bot.app.press(who, { do: "task-done", task: 1, rows: 9 }, id);
  switch (does) {
    case "done":
      return [done(key)];
    case "done twice":
      return [done(key), done(`${key}again`)];
    case "impossible":
      return [bot.app.submit(who, { form: "impossible", task: 1 }, { reason: "no seat left" }, key)];
    case "revoke":
      return [bot.app.press(who, { do: "revoke", invitation: 1 }, key)];
    case "joined":
      return [bot.app.press(who, { do: "joined", invitation: 1 }, key)];
    default:
      return [bot.app.submit(who, { form: "hand", step: "members" }, { person: "chloe" }, key)];
  }
}

const NAMES = ["ana", "ben", "chloe", "tara in Teams"];

/** The person who closed it hears nothing more, and everybody else hears who it was and how. */
function answerFindings(tx: Tx, task: Task, { does, by, reply }: Answer): string[] {
  const state = CLOSES.get(does);
  if (state === undefined) return [];
  const won = task.closedBy === personIn(tx, by) && task.state === state;
  const heard = `${by} hears at "${does}": ${said(reply)}`;
  if (reply.kind === "nothing") return must(won, `${heard}, and did not close it`);
  const [name] = NAMES.find((each) => personIn(tx, each) === task.closedBy)?.split(" ") ?? [];
  const told = `@${name} marked this as ${task.state === "done" ? "done" : "not possible"}`;
  const isTurnedDown = /Only they|was given to somebody else/.test(said(reply));
  return must(isTurnedDown || said(reply).includes(told), `${heard}, and not "${told}"`);
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
  prepare: async () => {
    const scene = await guidedScene();
    const { bot } = scene;
    await bot.as("ana").submit({ form: "billing" }, billing());
    const addresses = "kenji@lumen.example, paul@lumen.example";
    await bot.as("chloe").submit({ form: "invite" }, invitation(addresses));
    await bot.as("ben").press({ do: "approve", request: 1 });
    return {
      ...scene,
      act: (move, key) => act(bot, move, key),
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
