import type { Role, Seat } from "../../domain/role.ts";
import { AppError } from "../../lib/errors.ts";
import { ROLE_NAMES } from "./roles.ts";

export type InviteOrder = {
  addresses: string[];
  role: Role;
  seats: Seat[];
  workspaceIds: string[];
  /** A locale such as `fr` or `pt-BR`; null, or one that Mistral does not write in: Mistral decides. */
  language: string | null;
};

const SEAT_NAMES: Readonly<Record<Seat, string>> = { chat: "CHAT", code: "MISTRAL_CODE" };
const LANGUAGES = ["en", "fr", "es", "de", "it", "pt_br", "pl", "ar", "nl"];

/** The body of `POST /users-invite`: all addresses are ONE string there, so a comma inside one would invite two. */
export function inviteBody(order: InviteOrder): Record<string, unknown> {
  const odd = order.addresses.some((address) => address === "" || /[\s,;]/.test(address));
  if (odd || order.addresses.length === 0) {
    throw new AppError("invalid", "Not a list of addresses", { detail: "bad_address", asked: false });
  }
  const language = mailLanguage(order.language);
  return {
    email: order.addresses.join(", "),
    role_names: [ROLE_NAMES[order.role]],
    ...(order.seats.length > 0 ? { subscription_types: order.seats.map((seat) => SEAT_NAMES[seat]) } : {}),
    ...(order.workspaceIds.length > 0 ? { workspace_uuids: order.workspaceIds } : {}),
    ...(language === undefined ? {} : { email_language: language }),
  };
}

function mailLanguage(locale: string | null): string | undefined {
  const word = (locale ?? "").toLowerCase().replaceAll("-", "_");
  if (word === "pt" || word === "pt_br") return "pt_br";
  const language = word.split("_")[0] ?? "";
  return LANGUAGES.includes(language) ? language : undefined;
}
