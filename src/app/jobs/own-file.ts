import type { FileContent } from "../../domain/file-offer.ts";
import type { JobRow } from "../../domain/job.ts";
import type { Platform } from "../../domain/person.ts";
import type { Context } from "../context.ts";
import type { OutgoingFile } from "../messenger.ts";
import { post } from "../outgoing.ts";
import { type Commit, NOTHING } from "./job-handler.ts";
import { recipientOf } from "./messages.ts";

type For = { readonly person: string; readonly on: Platform };
type Made = Omit<OutgoingFile, "name"> & { readonly content: FileContent };

/**
 * A file for whoever asked for it: at once into their direct messages, where it is found again by its name, which is its
 * own; or, where people are asked first, as an offer that says how large it is.
 */
export async function sendOwnFile(
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
