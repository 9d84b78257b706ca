import { setImmediate as others } from "node:timers/promises";
import type { FileContent } from "../../domain/file-offer.ts";
import { CHAIN_START, type ChainEnd, entryLine } from "../../domain/record/record.ts";
import type { Store } from "../../store/tx.ts";

/** Entries in one reading transaction: nobody's click may wait for a Record of thousands. */
const BATCH = 500;

/** A table with the one column that is read: filled in, it is a list for the invite form. */
export const LIST_TEMPLATE = "email\r\n";

/** The same file as `npm run record` writes, with all that is recorded by now, or up to `until` (a sequence number). */
export async function recordText(
  store: Store,
  until = Number.POSITIVE_INFINITY,
): Promise<{ text: string; end: ChainEnd }> {
  const parts: string[] = [];
  let end: ChainEnd = CHAIN_START;
  for (let full = true; full && end.seq < until; ) {
    const found = store.read((tx) => tx.record.following(end.seq === 0 ? null : end.seq, BATCH));
    const wanted = found.filter(({ seq }) => seq <= until);
    parts.push(...wanted.map((entry) => `${entryLine(entry)}\n`));
    end = wanted.at(-1) ?? end;
    full = found.length === BATCH;
    await others();
  }
  return { text: parts.join(""), end };
}

/** What was offered, byte for byte; null: the Record is another one now, because an older copy was put back. */
export async function offeredText(store: Store, content: FileContent): Promise<string | null> {
  if (content.kind === "template") return LIST_TEMPLATE;
  const { text, end } = await recordText(store, content.end.seq);
  return end.hash === content.end.hash ? text : null;
}
