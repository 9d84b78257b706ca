import { setImmediate as others } from "node:timers/promises";
import { CHAIN_START, type ChainEnd, entryLine, headText } from "../../domain/record.ts";
import { isApprover } from "../../domain/setup.ts";
import type { Store } from "../../store/tx.ts";
import { readerFor } from "../context.ts";
import type { OutgoingFile } from "../messenger.ts";
import { type JobHandler, NOTHING } from "./job-handler.ts";
import { recipientOf } from "./messages.ts";

/** Entries in one reading transaction: nobody's click may wait for a Record of thousands. */
const BATCH = 500;

/** The same file as `npm run record` writes, into the direct messages of whoever asked for it. */
export const sendRecord: JobHandler<"send-record"> = async (context, { person, on }, row) => {
  const { store } = context;
  const { setup, recipient, reader } = store.read((tx) => ({
    setup: tx.setup.load(),
    recipient: recipientOf(context, tx, { person, on }),
    reader: readerFor({ tx, context }, tx.people.get(person), on),
  }));
  const messenger = recipient?.messenger;
  // Whoever decides no longer is not shown the Record any more.
  if (setup === null || !isApprover(setup, person) || recipient?.account == null) return NOTHING;
  if (messenger?.sendFile === undefined || messenger.lookForFile === undefined) return NOTHING;
  const channel = await messenger.openDirect(recipient.account);
  // By its name it is found again.
  const name = `mistral-setup-record-${row.id}.jsonl`;
  const isThere =
    row.unknownSince !== null && (await messenger.lookForFile(channel, name, row.createdAt)) === true;
  if (isThere) return NOTHING;
  const { text, end } = await linesOf(store);
  const { recordTitle, recordFileSaid } = reader.strings.lists;
  const file: OutgoingFile = { name, title: recordTitle, text, said: recordFileSaid(headText(end), name) };
  await messenger.sendFile(channel, file);
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
