import type { JobRow } from "../../domain/job.ts";
import type { Platform } from "../../domain/person.ts";
import type { Context } from "../context.ts";
import type { OutgoingFile } from "../messenger.ts";
import { recipientOf } from "./messages.ts";

type For = { readonly person: string; readonly on: Platform };

/** Sends a file into the direct messages of whoever asked for it. By its name, which is its own, it is found again. */
export async function sendOwnFile(
  context: Context,
  to: For,
  row: JobRow,
  name: string,
  made: () => Promise<Omit<OutgoingFile, "name">>,
): Promise<void> {
  const recipient = context.store.read((tx) => recipientOf(context, tx, to));
  const messenger = recipient?.messenger;
  if (recipient?.account == null) return;
  if (messenger?.sendFile === undefined || messenger.lookForFile === undefined) return;
  const channel = await messenger.openDirect(recipient.account);
  const isThere =
    row.unknownSince !== null && (await messenger.lookForFile(channel, name, row.createdAt)) === true;
  if (!isThere) await messenger.sendFile(channel, { name, ...(await made()) });
}
