import { setImmediate as others } from "node:timers/promises";
import { type PersonId, PLATFORMS } from "../../domain/accounts/person.ts";
import type { FileContent, FileOffer } from "../../domain/file-offer.ts";
import { CHAIN_START, type ChainEnd, entryLine, headText } from "../../domain/record/record.ts";
import { refuse } from "../../domain/refusal.ts";
import { isApprover } from "../../domain/setup/setup.ts";
import { AppError } from "../../lib/errors.ts";
import type { Store } from "../../store/tx.ts";
import { fileCard, putFileCard } from "../../view/record/file-cards.ts";
import { type Lookup, recordView } from "../../view/record/record-line.ts";
import type { Strings } from "../../view/strings/strings.ts";
import type { FileAnswer, OutgoingFile, Reply } from "../core/app.ts";
import { type ActorUnit, messengerOf, readerFor, type Unit, type Where } from "../core/context.ts";
import type { Drawers } from "../core/drawing.ts";
import { enqueue, post, recipientOf } from "../core/effects.ts";
import { say } from "../core/replies.ts";
import { requireApprover } from "../core/rights.ts";
import { isMember } from "../requests/deciders.ts";
import { type JobHandler, NOTHING } from "../worker/job-handler.ts";
import { endsAt } from "../worker/retry.ts";

const BATCH = 500;

/** A table with the one column that is read: filled in, it is a list for the invite form. */
export const LIST_TEMPLATE = "email\r\n";

/** The same file as `npm run record` writes, with all that is recorded by now, or up to `until` (a sequence number). */
export async function recordText(store: Store, until = Number.POSITIVE_INFINITY) {
  const parts: string[] = [];
  let end: ChainEnd = CHAIN_START;
  for (let full = true; full && end.seq < until; ) {
    const found = store.read((tx) => tx.record.following(end.seq === 0 ? null : end.seq, BATCH));
    const wanted = found.filter(({ seq }) => seq <= until);
    parts.push(...wanted.map((entry) => `${entryLine(entry)}\n`));
    end = wanted.at(-1) ?? end;
    full = found.length === BATCH;
    await others();
  }
  return { text: parts.join(""), end };
}

type Made = Omit<OutgoingFile, "name"> & { readonly content: FileContent };

/** All that is recorded by now, or a list to fill in. */
async function made(store: Store, isRecord: boolean, strings: Strings, name: string): Promise<Made> {
  const { lists, addressFile } = strings;
  const { title, said } = addressFile.template;
  if (!isRecord) return { title, said, text: LIST_TEMPLATE, content: { kind: "template" } };
  const { text, end } = await recordText(store);
  const about = { title: lists.recordTitle, said: lists.recordFileSaid(headText(end), name) };
  return { ...about, text, content: { kind: "record", end } };
}

/** Into their direct messages; or, where people are asked first, as an offer that says how large it is. */
export const sendFile: JobHandler<"send-record" | "send-template"> = async (context, job, row) => {
  const { store } = context;
  const { on } = job;
  const isRecord = job.kind === "send-record";
  const recipient = store.read((tx) => {
    const allowed = !isRecord || mayHaveRecord({ tx, context }, job.person);
    return allowed ? recipientOf({ tx, context }, job) : null;
  });
  if (recipient?.account == null || recipient.person === null) return NOTHING;
  const { messenger, account, person } = recipient;
  const name = isRecord ? `mistral-setup-record-${row.id}.jsonl` : `mistral-setup-list-${row.id}.csv`;
  const { strings } = store.read((tx) => readerFor({ tx, context }, person, on));
  const make = () => made(store, isRecord, strings, name);
  if (messenger.sendFile !== undefined && messenger.lookForFile !== undefined) {
    const channel = await messenger.openDirect(account);
    const isThere =
      row.unknownSince !== null && (await messenger.lookForFile(channel, name, row.createdAt)) === true;
    if (!isThere) await messenger.sendFile(channel, { name, ...(await make()) });
    return NOTHING;
  }
  if (messenger.putFile === undefined) return NOTHING;
  const { text, content } = await make();
  const size = Buffer.byteLength(text);
  return (unit) => {
    const { id: file } = unit.tx.files.insert({
      ...{ person: person.id, platform: on, content, name, size },
      ...{ state: "offered", place: null, createdAt: unit.now },
    });
    post(unit, { kind: "file", file }, { person: person.id, on });
  };
};

/** The Record is for whoever decides and is still there, at the moment at which it goes to them. */
function mayHaveRecord(where: Where, person: PersonId): boolean {
  const setup = where.tx.setup.load();
  return setup !== null && isApprover(setup, person) && isMember(where, person);
}

const mayHave = (where: Where, { content, person }: FileOffer): boolean =>
  content.kind === "template" || mayHaveRecord(where, person);

export function answerOffer(unit: ActorUnit, { offer: id, place }: FileAnswer): Reply {
  const { tx, actor } = unit;
  const offer = tx.files.get(id);
  const { person, account } = actor;
  if (offer?.person !== person.id || offer.platform !== account.platform) throw refuse("gone");
  // In any case: whoever could answer saw an offer, and it is none any more.
  tx.changed(`file:${id}`);
  // The first answer counts.
  if (offer.state !== "offered" || (place !== null && !mayHave(unit, offer))) return { kind: "nothing" };
  tx.files.save({ ...offer, state: place === null ? "declined" : "accepted", place });
  const job = { kind: "put-file", offer: id, person: person.id, on: offer.platform } as const;
  if (place !== null) enqueue(unit, job, `put-file:${id}`);
  return { kind: "nothing" };
}

/** Nobody can write to its place any more. */
export function endOffer(unit: Unit, id: number, state: "put" | "failed"): void {
  const offer = unit.tx.files.get(id);
  if (offer?.state !== "accepted") return;
  const { person, platform: on, place } = offer;
  unit.tx.files.save({ ...offer, state, place: place && { ...place, address: null } });
  if (state === "put") post(unit, { kind: "put-file", file: id }, { person, on });
}

/** null: the Record is another one than the card has named by its head. */
async function offeredText(store: Store, content: FileContent): Promise<string | null> {
  if (content.kind === "template") return LIST_TEMPLATE;
  const { text, end } = await recordText(store, content.end.seq);
  return end.hash === content.end.hash ? text : null;
}

/** Puts an accepted file where its platform wants it. Doing it again does no harm: the bytes are the same. */
export const putFile: JobHandler<"put-file"> = async (context, { offer: id }, row) => {
  const { store, now, log } = context;
  const [offer, allowed] = store.read((tx) => {
    const found = tx.files.get(id);
    return [found, found !== null && mayHave({ tx, context }, found)];
  });
  if (offer?.state !== "accepted") return NOTHING;
  const failed = (unit: Unit) => endOffer(unit, id, "failed");
  const { platform, place, content, size } = offer;
  const messenger = messengerOf(context, platform);
  const address = place?.address;
  const isOver = !allowed || now() >= endsAt(row);
  if (isOver || address == null || messenger?.putFile === undefined) return failed;
  const text = await offeredText(store, content);
  if (text === null || Buffer.byteLength(text) !== size) return failed;
  try {
    await messenger.putFile(address, Buffer.from(text));
  } catch (error) {
    if (!(error instanceof AppError) || !isFinal(error)) throw error;
    log.warn({ error, platform }, "a file could not be put where it was wanted");
    // What an earlier attempt had brought there is not taken again.
    if (row.unknownSince === null || error.code !== "conflict") return failed;
  }
  return (unit) => endOffer(unit, id, "put");
};

const isFinal = ({ code }: AppError): boolean =>
  !["unavailable", "outcome_unknown", "rate_limited", "unauthorized"].includes(code);

export const fileMessages: Drawers<"file" | "put-file"> = {
  file: ({ context, tx, reader }, { file }) => {
    const offer = tx.files.get(file);
    return offer && fileCard(reader, offer, mayHave({ tx, context }, offer));
  },
  "put-file": ({ tx, reader }, { file }) => {
    const offer = tx.files.get(file);
    return offer && putFileCard(reader, offer);
  },
};

const groupName = ({ tx }: ActorUnit, id: string): string | null =>
  PLATFORMS.flatMap((platform) => tx.references.get(platform, "group", id) ?? [])[0]?.label ?? null;

const ENTRIES_PER_PAGE = 15;

export function recordPage(unit: ActorUnit, page: number): Reply {
  requireApprover(unit);
  const { record, workspaces, members, invitations } = unit.tx;
  const lookup: Lookup = (kind, id) => {
    if (kind === "workspace") return workspaces.get(Number(id))?.name ?? null;
    if (kind === "member") return members.byId(id)?.address ?? null;
    if (kind === "group") return groupName(unit, id);
    return kind === "invitation" ? (invitations.get(Number(id))?.address ?? null) : null;
  };
  const list = record.page(page, ENTRIES_PER_PAGE);
  const facts = { list, head: record.end().hash, sendsFile: sendsFiles(unit), lookup };
  return { kind: "show", view: recordView(unit.reader, facts) };
}

/** All of the Record, or a list to fill in, as a file into the direct messages of whoever asks. */
export function fileAsked(unit: ActorUnit, kind: "send-record" | "send-template"): Reply {
  if (kind === "send-record") requireApprover(unit);
  const { lists, addressFile } = unit.reader.strings;
  const [instead, comes] =
    kind === "send-record"
      ? [lists.recordByOperator, lists.recordFileComes]
      : [addressFile.template.inWords, addressFile.template.comes];
  if (!sendsFiles(unit)) return say(instead);
  const { person, account } = unit.actor;
  const job = { kind, person: person.id, on: account.platform };
  // Behind what else goes to the same conversation.
  enqueue(unit, job, `${kind}:${person.id}:${unit.now}`, { group: `to:${person.id}` });
  return say(comes);
}

export const sendsFiles = ({ context, actor }: ActorUnit): boolean =>
  messengerOf(context, actor.account.platform)?.maySendFiles?.() ?? false;

export const readsFiles = ({ context, actor }: ActorUnit): boolean =>
  messengerOf(context, actor.account.platform)?.mayReadFiles?.() ?? false;
