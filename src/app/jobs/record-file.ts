import { setImmediate as others } from "node:timers/promises";
import { CHAIN_START, type ChainEnd, entryLine, headText } from "../../domain/record.ts";
import { isApprover } from "../../domain/setup.ts";
import type { Store } from "../../store/tx.ts";
import { readerFor } from "../context.ts";
import { type JobHandler, NOTHING } from "./job-handler.ts";
import { sendOwnFile } from "./own-file.ts";

/** Entries in one reading transaction: nobody's click may wait for a Record of thousands. */
const BATCH = 500;

/** The same file as `npm run record` writes, into the direct messages of whoever asked for it. */
export const sendRecord: JobHandler<"send-record"> = async (context, { person, on }, row) => {
  const { store } = context;
  const { setup, reader } = store.read((tx) => ({
    setup: tx.setup.load(),
    reader: readerFor({ tx, context }, tx.people.get(person), on),
  }));
  // Whoever decides no longer is not shown the Record any more.
  if (setup === null || !isApprover(setup, person)) return NOTHING;
  const name = `mistral-setup-record-${row.id}.jsonl`;
  await sendOwnFile(context, { person, on }, row, name, async () => {
    const { text, end } = await linesOf(store);
    const { recordTitle, recordFileSaid } = reader.strings.lists;
    return { title: recordTitle, text, said: recordFileSaid(headText(end), name) };
  });
  return NOTHING;
};

async function linesOf(store: Store): Promise<{ text: string; end: ChainEnd }> {
  const parts: string[] = [];
  let end: ChainEnd = CHAIN_START;
  for (let full = true; full; ) {
    const found = store.read((tx) => tx.record.following(end.seq === 0 ? null : end.seq, BATCH));
    parts.push(...found.map((entry) => `${entryLine(entry)}\n`));
    end = found.at(-1) ?? end;
    full = found.length === BATCH;
    await others();
  }
  return { text: parts.join(""), end };
}
