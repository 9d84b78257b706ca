import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import type { ParsedRow } from "../../domain/requests/address.ts";
import {
  addressesIn,
  type FileProblem,
  MAX_FILE_BYTES,
  tableIn,
} from "../../domain/requests/address-file.ts";
import { AppError } from "../../lib/errors.ts";
import { listCard } from "../../view/requests/invite-form.ts";
import type { Caller, Reply, SentFile } from "../core/app.ts";
import { type ActorUnit, type Context, messengerOf, readerOf } from "../core/context.ts";
import { requireStarted } from "../core/rights.ts";
import { FieldErrors, holdsSecret, keepDraft } from "./form-handler.ts";

export const addressList = z.array(z.string());
export const listDraft = z.object({ list: addressList });

export const listFrom = (rows: readonly ParsedRow[]): string[] => rows.map(({ address }) => address);

/** A list that was sent to the bot waits in a draft until the invite form, which the answer opens, is filled in. */
export function chatList(unit: ActorUnit, rows: Rows): Reply {
  requireStarted(unit);
  const draft = keepDraft(unit, { list: listFrom(rows) });
  return { kind: "show", view: listCard(unit.reader, rows.filter(({ valid }) => valid).length, draft) };
}

export function chosenFile(context: Context, { platform, account }: Caller, id: string): SentFile {
  const messenger = messengerOf(context, platform);
  return async (most) => {
    if (messenger?.readFile === undefined)
      throw new AppError("invalid", "no files on this platform", { detail: "no_files" });
    return messenger.readFile(id, account, most);
  };
}

type Rows = readonly ParsedRow[];
type ListTrouble = FileProblem | "not-allowed" | "unread" | "key" | "several";

/** Reads the list that somebody gave. Throws FieldErrors that say at that field why it cannot be used. */
export async function givenList(context: Context, caller: Caller, field: string, files: readonly SentFile[]) {
  const [file] = files;
  const found = file === undefined || files.length > 1 ? "several" : await listIn(context, caller, file);
  if (typeof found !== "string") return found;
  const { addressFile, refusals } = context.store.read((tx) => readerOf({ tx, context }, caller).strings);
  throw new FieldErrors({ [field]: found === "key" ? refusals.key_typed : addressFile.errors[found] });
}

/** What the file holds. With a key among the addresses nothing of it is kept. */
async function listIn({ log }: Context, { platform }: Caller, file: SentFile): Promise<Rows | ListTrouble> {
  const bytes = await file(MAX_FILE_BYTES).catch((error: unknown): ListTrouble => {
    log.warn({ error, platform }, "a file could not be read");
    return error instanceof AppError && error.detail === "no_files" ? "not-allowed" : "unread";
  });
  if (bytes === null) return "too-large";
  const table = typeof bytes === "string" ? bytes : tableIn(bytes);
  if (typeof table === "string") return table;
  await setImmediate();
  const rows = addressesIn(table);
  if (typeof rows === "string") return rows;
  await setImmediate();
  return rows.some(({ raw }) => holdsSecret(raw)) ? "key" : rows;
}
