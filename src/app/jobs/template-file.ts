import { readerFor } from "../context.ts";
import { LIST_TEMPLATE } from "./file-text.ts";
import type { JobHandler } from "./job-handler.ts";
import { sendOwnFile } from "./own-file.ts";

export const sendTemplate: JobHandler<"send-template"> = async (context, to, row) => {
  const { title, said } = context.store.read(
    (tx) => readerFor({ tx, context }, tx.people.get(to.person), to.on).strings.addressFile.template,
  );
  const name = `mistral-setup-list-${row.id}.csv`;
  const content = { kind: "template" } as const;
  return sendOwnFile(context, to, row, name, async () => ({ title, text: LIST_TEMPLATE, said, content }));
};
