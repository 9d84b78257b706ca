import type { Finding, FindingKind, Unchecked } from "../../domain/members/drift.ts";
import type { Mode } from "../../domain/mode.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { page, button as press, toKey, toMembers } from "../core/buttons.ts";
import { moment, type Reader } from "../core/reader.ts";
import { someNamed } from "../core/some.ts";
import { actions, code, heading, joined, list, note, paragraph } from "../core/spans.ts";
import type { Block, Button, Span, View } from "../core/view.ts";
import { spendingProblem } from "./spending.ts";

export type DriftView = {
  readonly setup: Setup;
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
  /** When what was read (epoch ms); null: not at all, or not since the start. */
  readonly read: Readonly<Record<"members" | "spending" | "dns", number | null>>;
  readonly mode: Mode;
  /** Whether Mistral is read anew just now, because somebody asked for it. */
  readonly reading?: boolean;
  readonly now: number;
};

/** So many addresses are named; the list of Members has all. */
const NAMED = 5;

/** What the check found, each with what to do; what could not be checked; and how old all of that is. */
export function driftView(reader: Reader, facts: DriftView): View {
  const { drift } = reader.strings;
  const { findings, unchecked, reading = false } = facts;
  const n = findings.length;
  return {
    summary: n > 0 ? drift.summary(n) : reading ? drift.readingSummary : drift.nothingSummary,
    blocks: [
      heading(drift.title),
      ...(reading ? [paragraph(drift.reading)] : []),
      ...(n === 0
        ? [paragraph(reading ? drift.nothingBefore : drift.nothing)]
        : findings.map((finding) => row(reader, facts, finding))),
      note(drift.known(knownFrom(reader, facts))),
      ...(unchecked.length === 0
        ? []
        : [paragraph(drift.uncheckedHeading), list(unchecked.map((reason) => drift.unchecked[reason]))]),
      ...actions(press(drift.again, { do: "drift" })),
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

function knownFrom(reader: Reader, { read, mode, now }: DriftView): Span[] {
  const { drift, comma } = reader.strings;
  const parts = (["members", "spending", "dns"] as const).flatMap((what): Span[][] => {
    const at = read[what];
    return at === null ? [] : [drift.read[what](moment(reader, at, now))];
  });
  const other = mode === "guided" ? [drift.byPeople] : read.members === null ? [drift.before] : [];
  return joined([...parts, ...other], comma);
}
