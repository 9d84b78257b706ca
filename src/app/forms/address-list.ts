import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import {
  type AddressFile,
  addressesIn,
  isProblem,
  MAX_FILE_BYTES,
  shortHeading,
  tableIn,
} from "../../domain/requests/address-file.ts";
import { AppError } from "../../lib/errors.ts";
import { listCard } from "../../view/requests/list-card.ts";
import { type ListTrouble, listProblem } from "../../view/requests/list-problem.ts";
import type { Caller, Reply, SentFile } from "../core/app.ts";
import { type ActorUnit, type Context, messengerOf, readerOf } from "../core/context.ts";
import { requireActor } from "../core/identify.ts";
import { requireStarted } from "../core/rights.ts";
import { keepDraft } from "./drafts.ts";
import { FieldErrors } from "./form-handler.ts";
import { holdsSecret } from "./typed.ts";

/** What a draft keeps of a list: the addresses, and of the rest only what is said about it. */
export const addressList = z.object({
  addresses: z.array(z.string()),
  ignored: z.array(z.string()),
  without: z.number(),
});

export type List = z.infer<typeof addressList>;

export const listFrom = ({ rows, ignored, without }: AddressFile): List => ({
  addresses: rows.map(({ address }) => address),
  ignored: [...ignored],
  without,
});

/** A list that was sent to the bot waits in a draft until the invite form, which the answer opens, is filled in. */
export function chatList(unit: ActorUnit, file: AddressFile): Reply {
  requireStarted(unit);
  const list = listFrom(file);
  return { kind: "show", view: listCard(unit.reader, { ...list, draft: keepDraft(unit, list) }) };
}

/** Where a list comes from, and at which field of a form its troubles are said. */
export type Given = { readonly field: string; readonly files: readonly SentFile[] };

/** A file that was chosen in a form, by the platform's id of it. */
export function chosenFile(context: Context, { platform, account }: Caller, id: string): SentFile {
  const messenger = messengerOf(context, platform);
  return (most) => {
    if (messenger?.readFile === undefined)
      throw new AppError("invalid", "no files on this platform", { detail: "no_files" });
    return messenger.readFile(id, account, most);
  };
}

/** Reads the list that somebody gave. Throws FieldErrors that say why it cannot be used. */
export async function givenList(
  context: Context,
  caller: Caller,
  { field, files }: Given,
): Promise<AddressFile> {
  // Nothing is fetched for whoever is turned down.
  context.store.read((tx) => requireActor(tx, caller));
  const [file] = files;
  const found = file === undefined || files.length > 1 ? "several" : await listIn(context, caller, file);
  if (isList(found)) return found;
  const words = context.store.read((tx) => listProblem(readerOf({ tx, context }, caller), found));
  throw new FieldErrors({ [field]: words });
}

const isList = (found: AddressFile | ListTrouble): found is AddressFile =>
  typeof found === "object" && !isProblem(found);

/** What the bytes hold. With a key among the addresses nothing of it is kept. */
async function listIn(context: Context, caller: Caller, file: SentFile): Promise<AddressFile | ListTrouble> {
  const bytes = await fetched(context, caller, file);
  if (!(bytes instanceof Uint8Array)) return bytes;
  const table = tableIn(bytes);
  if ("kind" in table) return table;
  await setImmediate();
  const read = addressesIn(table);
  if (isProblem(read)) return read;
  await setImmediate();
  // The headings that were passed over are named, cut short: of a long key too little would be left to know it by.
  const seen = [...read.rows.map(({ raw }) => raw), ...read.ignored];
  return seen.some(holdsSecret) ? "key" : { ...read, ignored: read.ignored.map(shortHeading) };
}

async function fetched(
  context: Context,
  { platform }: Caller,
  file: SentFile,
): Promise<Uint8Array | ListTrouble> {
  try {
    return (await file(MAX_FILE_BYTES)) ?? { kind: "too-large" };
  } catch (error) {
    context.log.warn({ error, platform }, "a file could not be read");
    return error instanceof AppError && error.detail === "no_files" ? "not-allowed" : "unread";
  }
}
