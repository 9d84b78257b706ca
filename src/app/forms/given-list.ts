import { type AddressFile, isProblem, MAX_FILE_BYTES, readAddressFile } from "../../domain/address-file.ts";
import { holdsKey } from "../../domain/secret.ts";
import { AppError } from "../../errors.ts";
import { type ListTrouble, listProblem } from "../../view/forms/list-problem.ts";
import type { Caller } from "../app.ts";
import { type Context, messengerOf, readerFor } from "../context.ts";
import { requireActor } from "../identify.ts";
import { FieldErrors } from "./field-errors.ts";

/** The field of a form in which a file was chosen, and the platform's id of it. */
export type Given = { readonly field: string; readonly file: string };

/** Reads the list that came with a form. Throws FieldErrors that say at the field why it cannot be used. */
export async function givenList(
  context: Context,
  caller: Caller,
  { field, file }: Given,
): Promise<AddressFile> {
  // Nothing is fetched for whoever is turned down.
  context.store.read((tx) => requireActor(tx, caller));
  const found = listIn(await fetched(context, caller, file));
  if (isList(found)) return found;
  const words = context.store.read((tx) => {
    const person = tx.people.byAccount(caller.platform, caller.account);
    return listProblem(readerFor({ tx, context }, person, caller.platform), found);
  });
  throw new FieldErrors({ [field]: words });
}

/** What the bytes hold. Of a key nothing is kept, in whichever column it stands. */
function listIn(bytes: Uint8Array | ListTrouble): AddressFile | ListTrouble {
  if (!(bytes instanceof Uint8Array)) return bytes;
  const read = readAddressFile(bytes);
  return !isProblem(read) && read.rows.some(({ raw }) => holdsKey(raw)) ? "key" : read;
}

const isList = (found: AddressFile | ListTrouble): found is AddressFile =>
  typeof found === "object" && !isProblem(found);

async function fetched(
  context: Context,
  { platform, account }: Caller,
  file: string,
): Promise<Uint8Array | ListTrouble> {
  const messenger = messengerOf(context, platform);
  if (messenger?.readFile === undefined) return "not-allowed";
  try {
    return (await messenger.readFile(file, account, MAX_FILE_BYTES)) ?? { kind: "too-large" };
  } catch (error) {
    context.log.warn({ error, platform }, "a file could not be read");
    return error instanceof AppError && error.detail === "no_files" ? "not-allowed" : "unread";
  }
}
