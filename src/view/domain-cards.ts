import { type DomainWatch, inDns, isWatched, searchEnds } from "../domain/domain-watch.ts";
import type { Setup } from "../domain/setup.ts";
import { evidence, moment, type Reader } from "./reader.ts";
import { code, heading, note, paragraph, wordsOf } from "./spans.ts";
import { LINKS } from "./steps.ts";
import type { ActionButton, Block, Button, Confirm, OtherButton, Span, View } from "./view.ts";

type Facts = {
  readonly watch: DomainWatch;
  readonly setup: Setup;
  readonly now: number;
};
/** `told`: the time of what was told, and whether it is still so. */
type NewsFacts = Facts & { readonly told: { readonly at: number; readonly current: boolean } };

/** The one card of a domain: where its record belongs, what DNS has, and what follows from that. */
export function domainCard(reader: Reader, facts: Facts): View {
  const { domains } = reader.strings;
  const { watch } = facts;
  const missing = isWatched(watch) && watch.state !== "there";
  return {
    summary: domains.summaries[watch.state](watch.domain),
    blocks: [
      heading(domains.heading),
      paragraph(stateWords(reader, facts)),
      ...(missing ? whereBlocks(reader, watch) : []),
      ...(isWatched(watch) ? sightBlocks(reader, facts) : []),
      ...followBlocks(reader, facts),
      { kind: "actions", buttons: [...verifiedButtons(reader, facts), ...buttonsOf(reader, watch)] },
    ],
  };
}

/** To whoever wants to know now. */
export function silentDns(reader: Reader, silentSince: number, now: number): View {
  const sentence = reader.strings.domains.silent(moment(reader, silentSince, now));
  return { summary: wordsOf(sentence), blocks: [paragraph(sentence)] };
}

/** Said once, when what is known of a record has changed. */
export function domainNewsCard(reader: Reader, facts: NewsFacts): View {
  const { domains } = reader.strings;
  const { watch, told, now } = facts;
  if (!told.current) {
    const sentence = domains.overtaken(code(watch.domain), moment(reader, told.at, now));
    return { summary: domains.overtakenSummary(watch.domain), blocks: [paragraph(sentence)] };
  }
  return {
    summary: domains.summaries[watch.state](watch.domain),
    blocks: [
      paragraph(stateWords(reader, facts)),
      ...followBlocks(reader, facts).filter(({ kind }) => kind !== "note"),
      { kind: "actions", buttons: [...verifiedButtons(reader, facts), accessButton(reader)] },
    ],
  };
}

/** One look may miss what is there, so it takes several before a record counts as gone. */
const isMissed = ({ state, sight }: DomainWatch): boolean =>
  state === "there" && ["misplaced", "nothing", "other"].includes(sight?.kind ?? "");

function stateWords(reader: Reader, { watch, now }: Facts): Span[] {
  const { states } = reader.strings.domains;
  const domain = code(watch.domain);
  switch (watch.state) {
    case "there":
      return states[isMissed(watch) ? "missed" : "there"](domain, evidence(reader, inDns(watch), now));
    case "gone":
    case "stopped":
      return states[watch.state](domain, moment(reader, watch.since, now));
    case "searching":
    case "overdue":
      return states[watch.state](domain);
  }
}

function whereBlocks(reader: Reader, { domain, record }: DomainWatch): Block[] {
  const { domains } = reader.strings;
  const label = record.name.endsWith(`.${domain}`) ? record.name.slice(0, -domain.length - 1) : record.name;
  const where =
    record.name === domain ? domains.whereApex(code(domain)) : domains.where(code(label), code(record.name));
  return [paragraph(where, " ", domains.value), { kind: "copy", text: record.value }];
}

function sightBlocks(reader: Reader, { watch, now }: Facts): Block[] {
  const { domains } = reader.strings;
  const { sight, lookedAt, record, silentSince } = watch;
  if (sight === null || lookedAt === null) return [note(domains.looking)];
  const at = moment(reader, lookedAt, now);
  switch (sight.kind) {
    case "found":
      return sight.name === record.name
        ? [note(domains.found(code(sight.name), at))]
        : [paragraph(domains.foundElsewhere(code(sight.name), code(record.name)))];
    case "misplaced":
      return [paragraph(domains.misplaced(code(sight.name), at))];
    case "other":
      return [
        paragraph(domains.other(at)),
        { kind: "list", items: sight.values.map((value) => [code(value)]) },
      ];
    case "nothing":
      return [paragraph(domains.nothing(at))];
    case "unknown":
      return [paragraph(domains.unknown(moment(reader, silentSince ?? lookedAt, now), at))];
  }
}

function followBlocks(reader: Reader, { watch, setup, now }: Facts): Block[] {
  const { domains } = reader.strings;
  const { domainVerified } = setup.observed;
  switch (watch.state) {
    case "searching":
      if (now >= searchEnds(watch)) return [note(domains.goesOn)];
      return [note(domains.until(moment(reader, searchEnds(watch), now)))];
    case "overdue":
      return [paragraph(domains.check), note(domains.daily)];
    case "gone":
      return [paragraph(domains.restore), note(domains.daily)];
    case "stopped":
      return [note(domains.again)];
    case "there":
      if (domainVerified === null && isMissed(watch))
        return [paragraph(domains.keep), note(domains.looksAgain)];
      if (domainVerified === null) return [paragraph(domains.now), note(domains.daily)];
      return [
        paragraph(domains.mistralSays(evidence(reader, domainVerified, now))),
        note(domains.keep, " ", isMissed(watch) ? domains.looksAgain : domains.daily),
      ];
  }
}

const accessButton = (reader: Reader): Button => ({
  label: reader.strings.domains.openAccess,
  url: LINKS.access,
});

/** The record is there, and Mistral's word is not: a person may give theirs. */
function verifiedButtons(reader: Reader, { watch, setup }: Facts): Button[] {
  if (watch.state !== "there" || setup.observed.domainVerified !== null) return [];
  const action = { do: "confirm-measure", measure: "domain" } as const;
  return [{ label: reader.strings.measures.confirmDomain, action, style: "primary" }];
}

function buttonsOf(reader: Reader, watch: DomainWatch): Button[] {
  const { domains, buttons } = reader.strings;
  const { id, domain, startedAt: began } = watch;
  const described = (label: string, action: OtherButton["action"]): ActionButton => ({
    label,
    action,
    description: reader.strings.lists.describeRow(label, domain),
  });
  if (!isWatched(watch)) return [described(domains.button, { do: "open", to: { form: "domain" } })];
  const confirm: Confirm = {
    danger: true,
    title: domains.stopTitle,
    text: domains.stopText,
    yes: domains.stop,
    no: buttons.cancel,
  };
  return [
    accessButton(reader),
    described(domains.lookNow, { do: "look-domain", watch: id, began }),
    { ...described(domains.stop, { do: "unwatch-domain", watch: id, began }), confirm },
  ];
}
