import type { Alert } from "../../domain/alert.ts";
import { verified } from "../../domain/evidence.ts";
import type { Mode } from "../../domain/invitations/invitation.ts";
import type { Finding, FindingKind } from "../../domain/members/drift.ts";
import { problemsOf, type SpendingLimit } from "../../domain/setup/observed.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { opens, page, button as press, toKey, toMembers } from "../core/buttons.ts";
import { evidence, moment, money, type Reader, someNamed } from "../core/reader.ts";
import { actions, card, code, heading, joined, note, type Piece, paragraph } from "../core/spans.ts";
import type { Block, Button, View } from "../core/view.ts";
import { alertNotes } from "./alert-cards.ts";

export type DriftView = {
  readonly setup: Setup;
  readonly findings: readonly Finding[];
  readonly alerts: readonly Alert[];
  /** When Mistral's lists were read (epoch ms); null: not since the start. */
  readonly readAt: number | null;
  readonly mode: Mode;
  readonly now: number;
};

const NAMED = 5;

export const driftReading = (reader: Reader): View =>
  card(reader.strings.drift.reading, ...actions(again(reader)));

const again = ({ strings }: Reader): Button => press(strings.drift.again, { do: "drift" });

export function driftView(reader: Reader, facts: DriftView): View {
  const { drift } = reader.strings;
  const { findings, alerts, mode, readAt, now } = facts;
  const { read, before, byPeople } = drift.known;
  const n = findings.length;
  const known = mode === "guided" ? byPeople : readAt === null ? before : read(moment(reader, readAt, now));
  return {
    summary: n > 0 ? drift.summary(n) : drift.nothingSummary,
    blocks: [
      heading(drift.title),
      ...alertNotes(reader, alerts, { withKey: mode === "automatic", now }),
      ...(n === 0 ? [paragraph(drift.nothing)] : findings.map((finding) => row(reader, facts, finding))),
      note(known),
      ...actions(again(reader)),
    ],
  };
}

function row(reader: Reader, facts: DriftView, { kind, names }: Finding): Block {
  const { titles, details } = reader.strings.drift;
  const detail = details[kind](aboutFinding(reader, facts, kind, names));
  return { kind: "row", title: titles[kind](names.length), detail, button: buttonFor(reader, kind) };
}

function aboutFinding(reader: Reader, facts: DriftView, kind: FindingKind, names: readonly string[]): Piece {
  const { setup, now } = facts;
  const { probe, spending } = setup.observed;
  if (kind === "key-fails") return moment(reader, probe?.failingSince ?? now, now);
  if (kind === "limit-reached" || kind === "payment-failed") return proofOf(reader, spending, now);
  return someNamed(reader, names.map(code), NAMED);
}

function buttonFor(reader: Reader, kind: FindingKind): Button {
  if (kind === "limit-reached" || kind === "payment-failed") return page(reader, "billing");
  if (kind === "domain-gone") return page(reader, "access");
  if (kind === "review") return opens(reader.strings.reviews.title, { form: "member-review" });
  return kind === "key-fails" ? toKey(reader) : toMembers(reader);
}

const proofOf = (reader: Reader, said: SpendingLimit | null, now: number): Piece =>
  evidence(reader, verified("spend-limit", said?.at ?? now), now);

export function spendingWords(reader: Reader, said: SpendingLimit | null, now: number): Piece[] {
  if (said === null) return [];
  const { spending, drift } = reader.strings;
  const { limit, currency } = said;
  const proof = proofOf(reader, said, now);
  const shown = limit === null ? spending.none(proof) : spending.unknown;
  return [
    typeof limit === "number" ? spending.limit(money(reader, limit, currency), proof) : shown,
    ...problemsOf(said).map((problem) => `${drift.titles[problem]()}.`),
  ];
}

/** What Mistral says of spending that keeps keys from working, and until when. */
export function problemWords(reader: Reader, said: SpendingLimit, now: number): Piece[] {
  const { titles, details } = reader.strings.drift;
  const proof = proofOf(reader, said, now);
  return problemsOf(said).flatMap((problem) => [`${titles[problem]()}.`, details[problem](proof)]);
}

export const spendingNote = (reader: Reader, said: SpendingLimit | null, now: number): Block[] =>
  said === null ? [] : [note(joined(spendingWords(reader, said, now), " "))];
