import {
  type DeadLetter,
  type DeadLetterOrder,
  deadLetters,
  orderDeadLetter,
} from "../../app/alerts/dead-letters.ts";
import { AppError } from "../../lib/errors.ts";
import type { Store } from "../../store/tx.ts";
import { answerFrom, misused, type Print, plain, type Run, timeOf, understood } from "../answer.ts";

const USAGE = [
  "Usage: npx mistral-setup dead-letters",
  "       npx mistral-setup dead-letters retry ID… | --all",
  "       npx mistral-setup dead-letters drop ID…",
].join("\n");

type Asked = { readonly order: DeadLetterOrder; readonly ids: readonly number[] | "all" };

/** Lists the work that was given up, or has the server try it again or drop it. */
export const runDeadLetters: Run = async (args, database, print, clock = Date.now) => {
  const asked = args.length === 0 ? "list" : askedFor(args);
  if (asked === null) return misused(print, USAGE);
  return answerFrom(database, print, (store) => {
    const ordered = asked === "list" ? [] : place(store, asked, clock());
    if (asked === "list" || ordered.length === 0) return list(store, print);
    const which = ordered.map((id) => `#${id}`).join(", ");
    const soon = "A running server does it within a second; else the next start does.";
    print(`Noted: ${asked.order} ${which}. ${soon}`);
    return 0;
  });
};

function askedFor(args: readonly string[]): Asked | null {
  const words = understood(args, { all: { type: "boolean" } });
  const [order, ...ids] = words?.positionals ?? [];
  if (order !== "retry" && order !== "drop") return null;
  if (words?.values.all === true) return order === "retry" && ids.length === 0 ? { order, ids: "all" } : null;
  if (ids.length === 0 || !ids.every((word) => /^#?\d{1,15}$/.test(word))) return null;
  return { order, ids: ids.map((word) => Number(word.replace("#", ""))) };
}

function list(store: Store, print: Print): number {
  const found = store.read(deadLetters);
  if (found.length === 0) print("Nothing was given up.");
  for (const one of found) print(described(one));
  return 0;
}

function described(dead: DeadLetter): string {
  const { id, what, why, about, attempts, lastError, together, ordered } = dead;
  const others = together.map((other) => `#${other}`).join(", ");
  return [
    `#${id} ${what}`,
    ...(about === "" ? [] : [`  for: ${plain(about)}`]),
    `  tried ${attempts === 1 ? "once" : `${attempts} times`} since ${timeOf(dead.createdAt)}`,
    `  why: ${why}${lastError === null ? "" : ` (${plain(lastError)})`}`,
    ...(others === "" ? [] : [`  goes together with ${others}`]),
    ...(ordered === null ? [] : [`  ordered: ${ordered}, which happens as soon as a server runs`]),
  ].join("\n");
}

/** Writes the orders down, one for all that go together. Throws when one of them names nothing that was given up. */
function place(store: Store, { order, ids }: Asked, now: number): number[] {
  return store.transact((tx) => {
    const dead = deadLetters(tx);
    const wanted = ids === "all" ? dead.map(({ id }) => id) : ids;
    const covered = new Set<number>();
    for (const id of wanted) {
      const one = dead.find((other) => other.id === id);
      const none = `#${id} is no work that was given up, so nothing was changed; npx mistral-setup dead-letters lists it.`;
      if (one === undefined) throw new AppError("not_found", none);
      if (covered.has(id)) continue;
      for (const each of [id, ...one.together]) covered.add(each);
      orderDeadLetter({ tx, now }, id, order);
    }
    return [...covered];
  });
}
