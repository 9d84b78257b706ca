import type { Task } from "../domain/task.ts";
import { type ActorUnit, modeOf } from "./context.ts";
import { answersTo } from "./overview.ts";

type Which = (task: Task) => boolean;

/** In guided mode: whether the cards that ask for what was just ordered are with the person who acts. */
export function cardOf(unit: ActorUnit, isIt: Which): string {
  const { yours, others } = answersTo(unit).byHand;
  const me = unit.actor.person.id;
  const mine = unit.tx.tasks.open().filter((task) => task.assignee === me && isIt(task));
  // Another order for the same people may have a card of its own.
  const asked = mine.filter(({ kind }) => kind === mine.at(-1)?.kind);
  return asked.length > 0 ? yours(asked.length) : others;
}

/** What is answered to an order. Without an Admin API nothing is on its way until a person has done it. */
export const ordered = (unit: ActorUnit, automatic: string, isIt: Which): string =>
  modeOf(unit.context) === "automatic" ? automatic : cardOf(unit, isIt);

export const asksFor =
  (...invitations: readonly number[]): Which =>
  (task) =>
    invitations.some((id) => task.invitations.includes(id));
