import type { Access } from "../snapshot.ts";
import { type EventType, note } from "./audit-log.ts";
import type { MistralState } from "./state.ts";

const DOMAIN = "lumen.example";
const VALUE = "mistral-domain-verification=lumen-4f9a2c71";
/** What others have in DNS. */
const OTHERS = "v=spf1 -all";

const NOTHING = { record: false, domain: false, saml: false };

const EVENTS = {
  domain: { on: "organization.domain_verification.enable", off: "organization.domain_verification.disable" },
  saml: { on: "organization.saml_authentication.enable", off: "organization.saml_authentication.disable" },
} as const satisfies Record<string, Record<"on" | "off", EventType>>;

export const accessOf = ({ access = NOTHING }: MistralState): Access => ({
  ...access,
  name: "@",
  value: VALUE,
  of: DOMAIN,
});

/** A person changes the DNS of the company, or presses a switch on the Access page. */
export function changeAccess(
  draft: MistralState,
  kind: "record" | "domain" | "saml",
  on: boolean,
  now: number,
): string | null {
  const access = draft.access ?? NOTHING;
  if (kind === "domain" && on && !access.record) return "Mistral does not see the record in DNS yet.";
  draft.access = { ...access, [kind]: on };
  if (kind !== "record") note(draft, now, EVENTS[kind][on ? "on" : "off"]);
  return null;
}

/** The TXT records of a name in the embedded world; null: there is no such name. */
export function txtAt({ access }: MistralState, name: string): string[] | null {
  if (name !== DOMAIN) return null;
  return access?.record === true ? [OTHERS, VALUE] : [OTHERS];
}
