import { measureEvidence } from "../domain/measures.ts";
import type { Mode } from "../domain/mode.ts";
import type { Setup } from "../domain/setup.ts";
import { measureLine } from "./measures.ts";
import { evidence, type Reader } from "./reader.ts";
import { code, heading, joined, lines, link, note, paragraph } from "./spans.ts";
import type { Counts } from "./step-rows.ts";
import { LINKS } from "./steps.ts";
import type { ActionButton, Block, Button, View } from "./view.ts";

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
  const proof = evidence(reader, measureEvidence(setup.observed, "saml"), now);
  const isOn = proof.length > 0;
  return {
    summary: isOn ? saml.onSummary : saml.summary,
    blocks: [
      heading(saml.title),
      note(saml.needs),
      ...(isOn ? [paragraph(saml.isOn(proof))] : []),
      ...pendingBlocks(reader, facts),
      ...(isOn ? [] : [paragraph(saml.isOff)]),
      { kind: "text", spans: lines(steps(reader, facts)) },
      paragraph(saml.failuresTitle),
      { kind: "list", items: saml.failures.map((failure) => joined([failure])) },
      note(saml.off),
      { kind: "actions", buttons: buttonsOf(reader, isOn, counts.pending) },
    ],
  };
}

function steps(reader: Reader, facts: Facts) {
  const { saml } = reader.strings;
  return saml.steps({
    domain: measureLine(reader, facts, "domain"),
    discoverable: measureLine(reader, facts, "discoverable"),
    access: link(saml.access, LINKS.access),
    join: link(saml.join, LINKS.join),
    firstName: code("firstName"),
    lastName: code("lastName"),
    nameId: code("EmailAddress"),
  });
}

function pendingBlocks(reader: Reader, { counts: { pending } }: Facts): Block[] {
  const { saml } = reader.strings;
  return [pending > 0 ? paragraph(saml.pending(pending)) : note(saml.nobodyPending)];
}

function buttonsOf(reader: Reader, isOn: boolean, pending: number): Button[] {
  const { saml, domains, steps: words, buttons } = reader.strings;
  const confirm = {
    title: saml.confirmTitle,
    text: pending > 0 ? saml.confirmPending(pending) : saml.confirmText,
    yes: saml.confirm,
    no: buttons.cancel,
  };
  const on: ActionButton = {
    label: saml.confirm,
    action: { do: "confirm-measure", measure: "saml" },
    style: "primary",
    confirm,
  };
  return [
    ...(isOn ? [] : [on]),
    { label: words.security.link, url: LINKS.access },
    { label: domains.button, action: { do: "open", to: { form: "domain" } } },
    ...(pending > 0 ? [{ label: words.members.link, url: LINKS.members }] : []),
  ];
}
