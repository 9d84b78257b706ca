import { setImmediate as others } from "node:timers/promises";
import { type PersonId, PLATFORMS } from "../../domain/accounts/person.ts";
import { periodName } from "../../domain/approvals/review.ts";
import type { FileContent, FileOffer } from "../../domain/file-offer.ts";
import { CHAIN_START, type ChainEnd, entryLine, headText } from "../../domain/record/record.ts";
import { refuse } from "../../domain/refusal.ts";
import { isApprover } from "../../domain/setup/setup.ts";
import { AppError } from "../../lib/errors.ts";
import type { Store } from "../../store/tx.ts";
import { fileCard, fileWords, putFileCard } from "../../view/record/file-cards.ts";
import { type Lookup, recordView } from "../../view/record/record-line.ts";
import { reviewText } from "../approvals/review-rows.ts";
import type { FileAnswer, Reply } from "../core/app.ts";
import {
  type ActorUnit,
  type Context,
  messengerOf,
  readerFor,
  type Unit,
  type Where,
} from "../core/context.ts";
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

/** The same file as `npx mistral-setup record` writes, with all that is recorded by now, or up to `until` (a sequence number). */
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

/** What it is made of as things are now. */
const contentOf = ({ tx }: Pick<Where, "tx">, file: FileContent["kind"]): FileContent =>
  file === "record" ? { kind: file, end: tx.record.end() } : { kind: file };

/** As it was asked for at that moment (epoch ms). null: the Record is another one than its head says. */
async function textOf(context: Context, content: FileContent, at: number): Promise<string | null> {
  const { store } = context;
  if (content.kind === "template") return LIST_TEMPLATE;
  if (content.kind === "review") return store.read((tx) => reviewText({ tx, context }, at));
  const { text, end } = await recordText(store, content.end.seq);
  return end.hash === content.end.hash ? text : null;
}

/** Into their direct messages; or, where people are asked first, as an offer that says how large it is. */
export const sendFile: JobHandler<"send-file"> = async (context, job, row) => {
  const { store } = context;
  const { on, file } = job;
  const [recipient, content, period] = store.read((tx) => {
    const allowed = file === "template" || mayHaveRecord({ tx, context }, job.person);
    const period = periodName(tx.setup.load()?.settings.review ?? "off", row.createdAt);
    return [allowed ? recipientOf({ tx, context }, job) : null, contentOf({ tx }, file), period];
  });
  if (recipient?.account == null || recipient.person === null) return NOTHING;
  const { messenger, account, person } = recipient;
  const names = { record: "record", review: `review-${period}`, template: "list" };
  const name = `mistral-setup-${names[file]}-${row.id}.${file === "record" ? "jsonl" : "csv"}`;
  const offer = { person: person.id, platform: on, content, name, place: null };
  const text = await textOf(context, content, row.createdAt);
  if (text === null) throw new AppError("unavailable", "the Record was replaced meanwhile");
  if (messenger.sendFile !== undefined && messenger.lookForFile !== undefined) {
    const channel = await messenger.openDirect(account);
    const isThere =
      row.unknownSince !== null && (await messenger.lookForFile(channel, name, row.createdAt)) === true;
    const reader = store.read((tx) => readerFor({ tx, context }, person, on));
    const { title, said } = fileWords(reader, offer);
    if (!isThere) await messenger.sendFile(channel, { name, title, said, text });
    return NOTHING;
  }
  if (messenger.putFile === undefined) return NOTHING;
  return (unit) => {
    const size = Buffer.byteLength(text);
    const { id: file } = unit.tx.files.insert({ ...offer, size, state: "offered", createdAt: unit.now });
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

/** Puts an accepted file where its platform wants it. Doing it again does no harm: the bytes are the same. */
export const putFile: JobHandler<"put-file"> = async (context, { offer: id }, row) => {
  const { store, now, log } = context;
  const [offer, allowed] = store.read((tx) => {
    const found = tx.files.get(id);
    return [found, found !== null && mayHave({ tx, context }, found)];
  });
  if (offer?.state !== "accepted") return NOTHING;
  const failed = (unit: Unit) => endOffer(unit, id, "failed");
  const { platform, place, content, size, createdAt } = offer;
  const messenger = messengerOf(context, platform);
  const address = place?.address;
  const isOver = !allowed || now() >= endsAt(row);
  if (isOver || address == null || messenger?.putFile === undefined) return failed;
  const text = await textOf(context, content, createdAt);
  // What a review says may change until it is accepted.
  if (text === null || (content.kind !== "review" && Buffer.byteLength(text) !== size)) return failed;
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
  const facts = { list, head: headText(record.end()), sendsFile: sendsFiles(unit), lookup };
  return { kind: "show", view: recordView(unit.reader, facts) };
}

/** All of the Record, the review, or a list to fill in, as a file into the direct messages of whoever asks. */
export function fileAsked(unit: ActorUnit, file: FileContent["kind"]): Reply {
  if (file !== "template") requireApprover(unit);
  const words = fileWords(unit.reader, { content: contentOf(unit, file), name: "", place: null });
  if (!sendsFiles(unit)) return say(words.instead);
  const { person, account } = unit.actor;
  const job = { kind: "send-file", file, person: person.id, on: account.platform } as const;
  // Behind what else goes to the same conversation.
  enqueue(unit, job, `send-${file}:${person.id}:${unit.now}`, { group: `to:${person.id}` });
  return say(words.comes);
}

export const sendsFiles = ({ context, actor }: ActorUnit): boolean =>
  messengerOf(context, actor.account.platform)?.maySendFiles?.() ?? false;

export const readsFiles = ({ context, actor }: ActorUnit): boolean =>
  messengerOf(context, actor.account.platform)?.mayReadFiles?.() ?? false;
