import type { Alert } from "../domain/alert.ts";
import { moment, type Reader } from "./reader.ts";
import { code, note, paragraph } from "./spans.ts";
import type { Button, View } from "./view.ts";

const VARIABLE = "MISTRAL_ADMIN_API_KEY";

/** To the owner: the Admin API key is refused, what to ask Mistral for, and that nothing is lost meanwhile. */
export function adminKeyCard(
  reader: Reader,
  { since, until, noRights }: Pick<Alert<"admin-key">, "since" | "until" | "noRights">,
  now: number,
): View {
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

/** To the owner: whose key it is not, that nothing is done with it, and what to do in either case. */
export function otherOrganizationCard(
  reader: Reader,
  { since, until }: Pick<Alert, "since" | "until">,
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
