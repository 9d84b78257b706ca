import { z } from "zod";
import type { Seen } from "../../domain/action.ts";
import { type DomainWatch, inDns, isWatched } from "../../domain/security/domain-watch.ts";
import { publicDomain, readPastedRecord } from "../../domain/security/txt-record.ts";
import { MEASURES, type Measure, measureEvidence } from "../../domain/setup/observed.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { button, confirm, opens, page } from "../core/buttons.ts";
import { boxesField, dialog, listField, textField } from "../core/fields.ts";
import { evidence, proven, type Reader, someNamed } from "../core/reader.ts";
import { actions, code, heading, joined, lines, list, note, type Piece, paragraph } from "../core/spans.ts";
import { typed, wholeText } from "../core/values.ts";
import type { Button, OtherButton, Span, View } from "../core/view.ts";
import { domainsField } from "../setup/settings-form.ts";

const NAMED = 3;

type Facts = { readonly setup: Setup; readonly now: number };

type Name = Measure | "allowed";

function lineOf(reader: Reader, name: Name, state: Piece | null): Span[] {
  const { measures } = reader.strings;
  return measures.line(measures.labels[name], measures.plans[name], state ?? measures.notYet);
}

/** A line for each. */
export const measureWords = (reader: Reader, facts: Facts, open: boolean): Span[] =>
  lines(
    statesOf(reader, facts)
      .filter(([, state]) => open || state !== null)
      .map((one) => lineOf(reader, ...one)),
  );

function statesOf(reader: Reader, facts: Facts): [Name, Piece | null][] {
  const domains = facts.setup.settings.domains.map(code);
  const allowed = domains.length === 0 ? null : someNamed(reader, domains, NAMED);
  return [
    ["allowed", allowed],
    ...MEASURES.map((measure): [Name, Piece | null] => [measure, stateOf(reader, facts, measure)]),
  ];
}

function stateOf(reader: Reader, { setup, now }: Facts, measure: Measure): Piece | null {
  const { semicolon, measures } = reader.strings;
  const proof = evidence(reader, measureEvidence(setup.observed, measure), now);
  // What the bot sees in DNS is nobody's word that the domain is verified.
  const records = measure === "domain" ? recordWords(reader, { setup, now }) : [];
  if (proof.length + records.length === 0) return null;
  const isOpen = measure === "domain" && proof.length === 0;
  return joined([proof, ...records, ...(isOpen ? [measures.notVerified] : [])], semicolon);
}

function recordWords(reader: Reader, { setup, now }: Facts): Piece[] {
  const { records } = reader.strings.measures;
  const watched = setup.observed.domains.filter(isWatched);
  const isGone = ({ state }: DomainWatch): boolean => state === "gone";
  // What breaks logins comes first, then the newest.
  const newest = watched.toReversed().sort((a, b) => Number(isGone(b)) - Number(isGone(a)));
  return newest.slice(0, NAMED).map((watch) => {
    const domain = code(watch.domain);
    if (watch.state === "there") return records.there(domain, evidence(reader, inDns(watch), now));
    return watch.state === "gone" ? records.gone(domain) : records.searching(domain);
  });
}

export function measureButtons(reader: Reader): OtherButton[] {
  const { domains, saml } = reader.strings;
  return [opens(domains.button, { form: "domain" }), button(saml.button, { do: "saml" })];
}

export function samlView(
  reader: Reader,
  facts: Facts & { readonly counts: { readonly pending: number } },
): View {
  const { saml } = reader.strings;
  const { setup, counts, now } = facts;
  const fact = measureEvidence(setup.observed, "saml");
  const all = saml.steps(lineOf(reader, "domain", stateOf(reader, facts, "domain")));
  // The last one is to switch it on.
  const steps = fact === null ? all : all.slice(0, -1);
  return {
    summary: fact === null ? saml.summary : `${saml.confirm}.`,
    blocks: [
      heading(saml.title),
      note(saml.needs),
      ...(fact === null ? [] : [paragraph("✅ ", proven(reader, saml.confirm, fact, now), ".")]),
      ...(counts.pending > 0 ? [paragraph(saml.pending(counts.pending))] : []),
      { kind: "text", spans: lines(steps.map((step, at) => joined([`${at + 1}. `, step]))) },
      note(saml.fails),
      note(saml.off),
      ...actions(...buttonsOf(reader, fact !== null, counts.pending)),
    ],
  };
}

function buttonsOf(reader: Reader, isOn: boolean, pending: number): Button[] {
  const { saml, domains } = reader.strings;
  const asked = confirm(reader, saml.switchedOn, saml.confirmText);
  const action = { do: "confirm-measure", measure: "saml" } as const;
  return [
    ...(isOn ? [] : [button(saml.switchedOn, action, { style: "primary", confirm: asked })]),
    opens(domains.button, { form: "domain" }),
    ...(pending > 0 ? [page(reader, "members")] : []),
  ];
}

type Data = {
  readonly setup: Setup;
  readonly counts: { readonly pending: number };
  readonly now: number;
  readonly seen?: Seen;
};

export function securityForm(reader: Reader, { setup, counts, now, seen }: Data) {
  const { forms, saml, measures, steps } = reader.strings;
  const { labels, plans } = measures;
  const { security: words } = forms;
  const known = statesOf(reader, { setup, now }).filter(([, state]) => state !== null);
  const done = MEASURES.filter((measure) => measureEvidence(setup.observed, measure) !== null);
  return dialog(reader, { form: "security", seen }, words, {
    intro: [
      list(steps.security.todo()),
      ...(known.length === 0 ? [] : [list(known.map((one) => lineOf(reader, ...one)))]),
      ...actions(...measureButtons(reader)),
      ...(counts.pending > 0 ? [paragraph(saml.pending(counts.pending))] : []),
    ],
    fields: {
      domains: domainsField(reader, setup),
      done: boxesField(words.done, {
        options: MEASURES.map((value) => ({ value, label: labels[value], description: plans[value] })),
        initial: done.length === 0 ? undefined : done,
      }),
    },
  });
}

const SHOWN = 60;

export function domainForm(reader: Reader, { setup }: { readonly setup: Setup }) {
  const { domains } = reader.strings;
  const { errors } = domains;
  const known = setup.observed.domains.map(({ domain }) => domain);
  const next = setup.settings.domains.find((domain) => !known.includes(publicDomain(domain) ?? domain));
  return dialog(reader, { form: "domain" }, domains, {
    intro: [list(domains.intro())],
    fields: {
      domain: textField(
        domains.domain,
        { hint: domains.domainHint, placeholder: "example.com", maxLength: 255, initial: next },
        typed.transform((value, context) => {
          const domain = publicDomain(value);
          if (domain !== null) return domain;
          context.addIssue({ code: "custom", message: errors.domain(value.slice(0, SHOWN)) });
          return z.NEVER;
        }),
      ),
      record: listField(
        domains.record,
        { hint: domains.recordHint, placeholder: "TXT  @  mistral-domain-verification=…" },
        wholeText(errors.full).transform((value, context) => {
          const read = readPastedRecord(value);
          if (typeof read !== "string") return read;
          context.addIssue({ code: "custom", message: errors[read] });
          return z.NEVER;
        }),
      ),
    },
  });
}
