import type { Mode } from "../../domain/mode.ts";
import { measureEvidence } from "../../domain/setup/measures.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { button, confirm, opens, page } from "../core/buttons.ts";
import { proven, type Reader } from "../core/reader.ts";
import { actions, heading, joined, lines, list, note, paragraph } from "../core/spans.ts";
import type { Button, View } from "../core/view.ts";
import type { Counts } from "../setup/step-rows.ts";
import { measureLine } from "./measures.ts";

type Facts = {
  readonly setup: Setup;
  readonly counts: Pick<Counts, "pending">;
  readonly mode: Mode;
  readonly now: number;
};

/** The way to SSO in Mistral's order, with the exact names, what usually goes wrong, and who would be shut out. */
export function samlView(reader: Reader, facts: Facts): View {
  const { saml } = reader.strings;
  const { setup, counts, now } = facts;
  const fact = measureEvidence(setup.observed, "saml");
  const steps = saml.steps({
    domain: measureLine(reader, facts, "domain"),
    discoverable: measureLine(reader, facts, "discoverable"),
  });
  return {
    summary: fact === null ? saml.summary : `${saml.confirm}.`,
    blocks: [
      heading(saml.title),
      note(saml.needs),
      ...(fact === null ? [] : [paragraph("✅ ", proven(reader, saml.confirm, fact, now), ".")]),
      ...(counts.pending > 0 ? [paragraph(saml.pending(counts.pending))] : []),
      { kind: "text", spans: lines(steps.map((step, at) => joined([`${at + 1}. `, step]))) },
      paragraph(saml.failuresTitle),
      list(saml.failures),
      note(saml.off),
      ...actions(...buttonsOf(reader, fact !== null, counts.pending)),
    ],
  };
}

function buttonsOf(reader: Reader, isOn: boolean, pending: number): Button[] {
  const { saml, domains } = reader.strings;
  const asked = confirm(reader, saml.confirm, saml.confirmText(pending));
  const action = { do: "confirm-measure", measure: "saml" } as const;
  return [
    ...(isOn ? [] : [button(saml.confirm, action, { style: "primary", confirm: asked })]),
    page(reader, "access"),
    opens(domains.button, { form: "domain" }),
    ...(pending > 0 ? [page(reader, "members")] : []),
  ];
}
