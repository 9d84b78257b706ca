import type { Alert } from "../../domain/alert.ts";
import type { Finding, FindingKind } from "../../domain/members/drift.ts";
import type { Mode } from "../../domain/mode.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { page, button as press, toKey, toMembers } from "../core/buttons.ts";
import { moment, type Reader, someNamed } from "../core/reader.ts";
import { actions, card, code, heading, note, paragraph } from "../core/spans.ts";
import type { Block, Button, View } from "../core/view.ts";
import { alertNotes } from "./alert-cards.ts";
import { spendingProblem } from "./spending.ts";

export type DriftView = {
  readonly setup: Setup;
  readonly findings: readonly Finding[];
  readonly alerts: readonly Alert[];
  /** When Mistral's lists were read (epoch ms); null: not since the start. */
  readonly readAt: number | null;
  readonly mode: Mode;
  readonly now: number;
};

/** So many addresses are named; the list of Members has all. */
const NAMED = 5;

/** Somebody asked, and Mistral is read anew first. */
export const driftReading = (reader: Reader): View =>
  card(reader.strings.drift.reading, ...actions(again(reader)));

const again = ({ strings }: Reader): Button => press(strings.drift.again, { do: "drift" });

/** What the check found, each with what to do; what could not be checked; and how old all of that is. */
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

function row(reader: Reader, { setup, now }: DriftView, { kind, names }: Finding): Block {
  const { drift } = reader.strings;
  const button = buttonFor(reader, kind);
  const named = someNamed(reader, names.map(code), NAMED);
  const { probe, spending } = setup.observed;
  switch (kind) {
    case "limit-reached":
    case "payment-failed":
      return { kind: "row", ...spendingProblem(reader, kind, spending, now), button };
    case "key-fails": {
      const detail = drift.details["key-fails"](moment(reader, probe?.failingSince ?? now, now));
      return { kind: "row", title: drift.titles[kind](), detail, button };
    }
    default:
      return {
        kind: "row",
        title: drift.titles[kind](names.length),
        detail: drift.details[kind](named),
        button,
      };
  }
}

function buttonFor(reader: Reader, kind: FindingKind): Button {
  if (kind === "limit-reached" || kind === "payment-failed") return page(reader, "billing");
  if (kind === "domain-gone") return page(reader, "access");
  return kind === "key-fails" ? toKey(reader) : toMembers(reader);
}
