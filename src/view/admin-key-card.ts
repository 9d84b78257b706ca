import type { KeyRefusal, Observed, OtherOrganization } from "../domain/observed.ts";
import { moment, type Reader } from "./reader.ts";
import { code, note, paragraph } from "./spans.ts";
import type { Block, Button, View } from "./view.ts";

const VARIABLE = "MISTRAL_ADMIN_API_KEY";

/** To the owner: the Admin API key is refused, what to ask Mistral for, and that nothing is lost meanwhile. */
export function adminKeyCard(reader: Reader, { since, until, noRights }: KeyRefusal, now: number): View {
  const { adminKey } = reader.strings;
  const from = moment(reader, since, now);
  if (until !== null) {
    const over = adminKey.over(from, moment(reader, until, now));
    return { summary: adminKey.overSummary, blocks: [paragraph(over)] };
  }
  const words = noRights ? adminKey.noRights : adminKey;
  return {
    summary: words.summary,
    blocks: [paragraph(words.refused(code(VARIABLE), from)), paragraph(words.ask), note(adminKey.restart)],
  };
}

/** A message of its own: an edited one tells nobody. */
export function keyAgainCard(reader: Reader, { until, since }: KeyRefusal, now: number): View {
  const { adminKey } = reader.strings;
  const words = adminKey.again(moment(reader, until ?? since, now));
  return { summary: adminKey.overSummary, blocks: [paragraph(words)] };
}

/** To the owner: whose key it is not, that nothing is done with it, and what to do in either case. */
export function otherOrganizationCard(
  reader: Reader,
  { since, until }: OtherOrganization,
  now: number,
): View {
  const { buttons } = reader.strings;
  const { other } = reader.strings.adminKey;
  const from = moment(reader, since, now);
  if (until !== null) {
    const over = other.over(from, moment(reader, until, now));
    return { summary: other.overSummary, blocks: [paragraph(over)] };
  }
  const button: Button = {
    label: other.button,
    action: { do: "confirm-organization" },
    confirm: { title: other.title, text: other.text, yes: other.button, no: buttons.cancel },
  };
  return {
    summary: other.summary,
    blocks: [
      paragraph(other.is(code(VARIABLE), from)),
      paragraph(other.ask),
      { kind: "actions", buttons: [button] },
    ],
  };
}

/** The key that it was about is configured no more. */
export function withoutKeyCard({ strings: { adminKey } }: Reader): View {
  return { summary: adminKey.withoutSummary, blocks: [paragraph(adminKey.without)] };
}

/** The card that `id` names: of a refusal, of its end (`.again`), or of a key of another Organization (`other.`). */
export function adminKeyCardOf(
  reader: Reader,
  { adminKey, otherOrganization }: Pick<Observed, "adminKey" | "otherOrganization">,
  { id, now }: { readonly id: string; readonly now: number },
): View {
  const isOther = id.startsWith("other.");
  if (isOther && otherOrganization !== null) return otherOrganizationCard(reader, otherOrganization, now);
  if (isOther || adminKey === null) return withoutKeyCard(reader);
  // It may be refused anew by the time that this is posted.
  const again = id.endsWith(".again") && adminKey.until !== null;
  return (again ? keyAgainCard : adminKeyCard)(reader, adminKey, now);
}

/** On the checklist, the status and the Home page while it lasts. */
export function keyRefusedNote(
  reader: Reader,
  { adminKey, otherOrganization }: Pick<Observed, "adminKey" | "otherOrganization">,
  now: number,
): Block[] {
  const words = reader.strings.adminKey;
  const { row } = adminKey?.noRights === true ? words.noRights : words;
  return [
    ...(adminKey?.until === null ? [paragraph(row(moment(reader, adminKey.since, now)))] : []),
    ...(otherOrganization?.until === null
      ? [paragraph(words.other.row(moment(reader, otherOrganization.since, now)))]
      : []),
  ];
}
