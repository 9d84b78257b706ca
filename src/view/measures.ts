import { inDns, isWatched } from "../domain/domain-watch.ts";
import { MEASURES, type Measure, measureEvidence } from "../domain/measures.ts";
import type { Setup } from "../domain/setup.ts";
import { evidence, type Reader } from "./reader.ts";
import { code, joined, type Piece } from "./spans.ts";
import type { ActionButton, Span } from "./view.ts";
import { named } from "./workspace-words.ts";

const NAMED = 3;

type Facts = { readonly setup: Setup; readonly now: number };

/** Every measure with the plan that it needs and why it is believed; `known`: only those with something to say. */
export function measureLines(reader: Reader, facts: Facts, known = false): Span[][] {
  const { measures } = reader.strings;
  const { domains } = facts.setup.settings;
  const allowed = domains.length === 0 ? null : allowedWords(reader, domains);
  const lines: [keyof typeof measures.labels, Piece | null][] = [
    ["allowed", allowed],
    ...MEASURES.map((measure): [Measure, Piece | null] => [measure, stateOf(reader, facts, measure)]),
  ];
  return lines
    .filter(([, state]) => state !== null || !known)
    .map(([name, state]) =>
      measures.line(measures.labels[name], measures.plans[name], state ?? measures.notYet),
    );
}

function stateOf(reader: Reader, { setup, now }: Facts, measure: Measure): Piece | null {
  const { semicolon, measures } = reader.strings;
  const proof = evidence(reader, measureEvidence(setup.observed, measure), now);
  const besides = besidesEvidence(reader, { setup, now }, measure);
  const parts = proof.length === 0 ? besides : [proof, ...besides];
  if (parts.length === 0) return null;
  // Being in DNS is not Mistral's verification: that is still to come.
  const open = measure === "domain" && proof.length === 0 ? [measures.notVerified] : [];
  return joined([...parts, ...open], semicolon);
}

/** What the bot itself sees, which is nobody's word that the measure is in place. */
function besidesEvidence(reader: Reader, facts: Facts, measure: Measure): Piece[] {
  const { auditRead, auditRefused } = reader.strings.measures;
  const { audit } = facts.setup.observed;
  if (measure === "domain") return recordWords(reader, facts);
  if (measure !== "audit" || audit === null) return [];
  return [audit.state === "read" ? auditRead : auditRefused];
}

function recordWords(reader: Reader, { setup, now }: Facts): Piece[] {
  const { records } = reader.strings.measures;
  return setup.observed.domains
    .filter(isWatched)
    .slice(-NAMED)
    .map((watch) => {
      const domain = code(watch.domain);
      if (watch.state === "there") return records.there(domain, evidence(reader, inDns(watch), now));
      return watch.state === "gone" ? records.gone(domain) : records.searching(domain);
    });
}

function allowedWords(reader: Reader, domains: readonly string[]): Span[] {
  const { comma, andMore } = reader.strings;
  const [first, more] = named(domains);
  const spans = first.map((domain) => code(domain));
  return joined(more > 0 ? [...spans, andMore(more)] : spans, comma);
}

/** Where the two measures are explained that take more than a tick. */
export function measureButtons(reader: Reader): ActionButton[] {
  const { domains, saml } = reader.strings;
  return [
    { label: domains.button, action: { do: "open", to: { form: "domain" } } },
    { label: saml.button, action: { do: "saml" } },
  ];
}
