import { readerFor } from "../context.ts";
import { type JobHandler, NOTHING } from "./job-handler.ts";
import { sendOwnFile } from "./own-file.ts";

/** A table with the one column that is read: filled in, it is chosen in the invite form. */
const LIST_TEMPLATE = "email\r\n";

export const sendTemplate: JobHandler<"send-template"> = async (context, { person, on }, row) => {
  const { title, said } = context.store.read(
    (tx) => readerFor({ tx, context }, tx.people.get(person), on).strings.addressFile.template,
  );
  const name = `mistral-setup-list-${row.id}.csv`;
  await sendOwnFile(context, { person, on }, row, name, async () => ({ title, text: LIST_TEMPLATE, said }));
  return NOTHING;
};
