import { type DomainWatch, inDns, isWatched } from "../../domain/security/domain-watch.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { button, confirm, of, opens, page } from "../core/buttons.ts";
import { evidence, moment, type Reader } from "../core/reader.ts";
import { actions, card, code, list, note, paragraph } from "../core/spans.ts";
import type { Block, OtherButton, Span, View } from "../core/view.ts";

type Facts = { readonly watch: DomainWatch; readonly setup: Setup; readonly now: number };

export function domainCard(reader: Reader, facts: Facts): View {
  const { watch } = facts;
  const watched = isWatched(watch);
  const blocks = [
    ...(watched && (watch.state !== "there" || isMissed(watch)) ? whereBlocks(reader, watch) : []),
    ...(watched ? [...sightBlocks(reader, facts), ...followBlocks(reader, facts)] : []),
    ...actions(...verifiedButtons(reader, facts), ...buttonsOf(reader, watch)),
  ];
  return card(stateWords(reader, facts), ...blocks);
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
  return [paragraph(where), { kind: "copy", text: record.value }];
}

function sightBlocks(reader: Reader, { watch, now }: Facts): Block[] {
  const { domains } = reader.strings;
  const { sight, lookedAt } = watch;
  if (sight === null || lookedAt === null) return [note(domains.looking)];
  const at = moment(reader, lookedAt, now);
  switch (sight.kind) {
    case "found":
      return [note(domains.found(code(sight.name), at))];
    case "misplaced":
      return [paragraph(domains.misplaced(code(sight.name), at))];
    case "other":
      return [paragraph(domains.other(at)), list(sight.values.map(code))];
    case "nothing":
    case "unknown":
      return [paragraph(domains[sight.kind](at))];
  }
}

function followBlocks({ strings: { domains } }: Reader, { watch, setup }: Facts): Block[] {
  const isThere = watch.state === "there";
  const toVerify = isThere && setup.observed.domainVerified === null && !isMissed(watch);
  return [
    ...(watch.state === "overdue" ? [paragraph(domains.check)] : []),
    ...(toVerify ? [paragraph(domains.now)] : []),
    ...(isThere && !isMissed(watch) ? [paragraph(domains.keep)] : []),
    ...(watch.state === "gone" ? [paragraph(domains.putBack)] : []),
  ];
}

/** The record is there, and Mistral's word is not: a person may give theirs. */
function verifiedButtons({ strings }: Reader, { watch, setup }: Facts): OtherButton[] {
  if (watch.state !== "there" || isMissed(watch) || setup.observed.domainVerified !== null) return [];
  const action = { do: "confirm-measure", measure: "domain" } as const;
  return [button(strings.measures.confirmDomain, action, { style: "primary" })];
}

function buttonsOf(reader: Reader, watch: DomainWatch) {
  const { domains } = reader.strings;
  const { id, domain, startedAt: began } = watch;
  if (!isWatched(watch)) return [of(domain, opens(domains.button, { form: "domain" }), reader)];
  const asked = { ...confirm(reader, domains.stop, domains.stopText), danger: true };
  return [
    page(reader, "access"),
    of(domain, button(domains.stop, { do: "unwatch-domain", watch: id, began }, { confirm: asked }), reader),
  ];
}
