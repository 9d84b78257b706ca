import { headText } from "../../domain/record.ts";
import { isApprover } from "../../domain/setup.ts";
import { readerFor } from "../context.ts";
import { requireStarted } from "../rights.ts";
import { recordText } from "./file-text.ts";
import { type JobHandler, NOTHING } from "./job-handler.ts";
import { sendOwnFile } from "./own-file.ts";

/** All of the Record to whoever asked for it. */
export const sendRecord: JobHandler<"send-record"> = async (context, to, row) => {
  const { setup, reader } = context.store.read((tx) => ({
    setup: requireStarted({ tx }),
    reader: readerFor({ tx, context }, tx.people.get(to.person), to.on),
  }));
  // Whoever decides no longer is not shown the Record any more.
  if (!isApprover(setup, to.person)) return NOTHING;
  const name = `mistral-setup-record-${row.id}.jsonl`;
  return sendOwnFile(context, to, row, name, async () => {
    const { text, end } = await recordText(context.store);
    const { recordTitle, recordFileSaid } = reader.strings.lists;
    const content = { kind: "record", end } as const;
    return { title: recordTitle, text, said: recordFileSaid(headText(end), name), content };
  });
};
