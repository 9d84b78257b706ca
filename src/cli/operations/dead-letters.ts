import { setTimeout as pause } from "node:timers/promises";
import {
  type DeadLetter,
  type DeadLetterOrder,
  deadLetters,
  hasOpenOrders,
  orderDeadLetter,
} from "../../app/alerts/dead-letters.ts";
import { AppError } from "../../lib/errors.ts";
import type { Store } from "../../store/tx.ts";
import { answerFrom, type DatabaseFile, misused, type Print, plain, understood } from "../answer.ts";

const USAGE = [
  "Usage: npm run dead-letters",
  "       npm run dead-letters -- retry ID… | --all",
  "       npm run dead-letters -- drop ID…",
].join("\n");

/** A running server looks for work four times in a second. */
const PATIENCE_MS = 3_000;
const LOOK_MS = 100;

type Asked = { readonly order: DeadLetterOrder; readonly ids: readonly number[] | "all" };
type Timing = { readonly clock: () => number; readonly patienceMs: number };

/** Lists the work that was given up, or has the server try it again or drop it. Returns the exit code. */
export async function runDeadLetters(
  args: readonly string[],
  database: DatabaseFile,
  print: Print,
  { clock, patienceMs }: Timing = { clock: Date.now, patienceMs: PATIENCE_MS },
): Promise<number> {
  const asked = args.length === 0 ? "list" : askedFor(args);
  if (asked === null) return misused(print, USAGE);
  return answerFrom(database, print, async (store) => {
    if (asked === "list") return list(store, print);
    const ordered = place(store, asked, clock());
    if (ordered.length === 0) return list(store, print);
    print(said(asked.order, ordered, await isTaken(store, patienceMs)));
    return 0;
  });
}

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

function described({
  id,
  what,
  why,
  about,
  attempts,
  createdAt,
  lastError,
  together,
  ordered,
}: DeadLetter): string {
  const since = new Date(createdAt).toISOString().slice(0, 16).replace("T", " ");
  const others = together.map((other) => `#${other}`).join(", ");
  return [
    `#${id} ${what}`,
    ...(about === "" ? [] : [`  for: ${plain(about)}`]),
    `  tried ${attempts === 1 ? "once" : `${attempts} times`} since ${since} UTC`,
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
      if (one === undefined)
        throw new AppError(
          "not_found",
          `#${id} is no work that was given up, so nothing was changed; npm run dead-letters lists it.`,
        );
      if (covered.has(id)) continue;
      for (const each of [id, ...one.together]) covered.add(each);
      orderDeadLetter({ tx, now }, id, order);
    }
    return [...covered];
  });
}

/** Whether a server has taken care of all of it. */
async function isTaken(store: Store, patienceMs: number): Promise<boolean> {
  for (let waited = 0; waited < patienceMs; waited += LOOK_MS) {
    await pause(LOOK_MS);
    if (!store.read(hasOpenOrders)) return true;
  }
  return false;
}

function said(order: DeadLetterOrder, ids: readonly number[], taken: boolean): string {
  const which = ids.map((id) => `#${id}`).join(", ");
  if (!taken)
    return `No server runs on this database, or it is busy. It is noted, and happens as soon as one runs: ${order} ${which}.`;
  return order === "drop"
    ? `Dropped ${which}. The Record says so.`
    : `Tried again: ${which}. What fails once more is in the list again.`;
}
