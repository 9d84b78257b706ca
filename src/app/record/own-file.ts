import type { Platform } from "../../domain/accounts/person.ts";
import type { FileContent } from "../../domain/file-offer.ts";
import type { JobRow } from "../../domain/job.ts";
import { headText } from "../../domain/record/record.ts";
import { isApprover } from "../../domain/setup/setup.ts";
import { type Context, readerFor } from "../core/context.ts";
import type { OutgoingFile } from "../core/messenger.ts";
import { post } from "../core/outgoing.ts";
import { requireStarted } from "../core/rights.ts";
import { recipientOf } from "../messages/message-jobs.ts";
import { type Commit, type JobHandler, NOTHING } from "../worker/job-handler.ts";
import { LIST_TEMPLATE, recordText } from "./file-text.ts";

type For = { readonly person: string; readonly on: Platform };
type Made = Omit<OutgoingFile, "name"> & { readonly content: FileContent };

/**
 * A file for whoever asked for it: at once into their direct messages, where it is found again by its name, which is its
 * own; or, where people are asked first, as an offer that says how large it is.
 */
async function sendOwnFile(
  context: Context,
  to: For,
  row: JobRow,
  name: string,
  make: () => Promise<Made>,
): Promise<Commit> {
  const recipient = context.store.read((tx) => recipientOf(context, tx, to));
  if (recipient?.account == null || recipient.person === null) return NOTHING;
  const { messenger, account, person } = recipient;
  if (messenger.sendFile !== undefined && messenger.lookForFile !== undefined) {
    const channel = await messenger.openDirect(account);
    const isThere =
      row.unknownSince !== null && (await messenger.lookForFile(channel, name, row.createdAt)) === true;
    if (isThere) return NOTHING;
    const { title, text, said } = await make();
    await messenger.sendFile(channel, { name, title, text, said });
    return NOTHING;
  }
  if (messenger.putFile === undefined) return NOTHING;
  const { text, content } = await make();
  const size = Buffer.byteLength(text);
  return (unit) => {
    const { id } = unit.tx.files.insert({
      ...{ person: person.id, platform: to.on, content, name, size },
      ...{ state: "offered", place: null, createdAt: unit.now },
    });
    post(unit, { kind: "file", file: id }, { person: person.id, on: to.on });
  };
}

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

export const sendTemplate: JobHandler<"send-template"> = async (context, to, row) => {
  const { title, said } = context.store.read(
    (tx) => readerFor({ tx, context }, tx.people.get(to.person), to.on).strings.addressFile.template,
  );
  const name = `mistral-setup-list-${row.id}.csv`;
  const content = { kind: "template" } as const;
  return sendOwnFile(context, to, row, name, async () => ({ title, text: LIST_TEMPLATE, said, content }));
};
