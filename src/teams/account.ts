import type { Account, Standing } from "../domain/accounts/person.ts";
import { cleanLine } from "../view/core/clean.ts";
import type { TeamsMember } from "./outbound/connector.ts";

/** What the member's own answer does not tell. */
export type Seen = {
  readonly tenant: string;
  /** The tenant whose people are ours, in lower case. */
  readonly ownTenant: string;
  readonly timezone: string | undefined;
  readonly locale: string | undefined;
};

/** The id that a person has everywhere in their directory; who has none there is known by the one the bot has for them. */
export const accountIdOf = ({ id, aadObjectId, objectId }: TeamsMember): string =>
  aadObjectId || objectId || id;

/** A member of a conversation as an Account. Teams tells a bot nobody's rights, so nobody is an admin here. */
export function toAccount(member: TeamsMember, seen: Seen): Account {
  const team = member.tenantId || seen.tenant;
  const standing = standingOf(member, seen.ownTenant);
  const address = addressOf(member);
  return {
    platform: "teams",
    id: accountIdOf(member),
    team,
    name: nameOf(member),
    address,
    addressVerified: address !== null && standing === "member",
    timezone: zoneOf(seen.timezone) ?? UNKNOWN_ZONE,
    locale: seen.locale || "en-US",
    standing,
    admin: false,
  };
}

/** No zone: whoever reads a time then sees that it is in UTC. */
const UNKNOWN_ZONE = "";

/** A guest's principal name in the directory that invited them. */
const GUEST_NAME = /#EXT#/i;

/** Microsoft documents tenant and role for everybody in a roster: who comes without them, or with others, is no member. */
function standingOf(member: TeamsMember, ownTenant: string): Standing {
  const role = member.userRole?.toLowerCase();
  if (role === "bot" || member.id.startsWith("28:")) return "bot";
  if (member.tenantId?.toLowerCase() !== ownTenant || role === "anonymous") return "stranger";
  return role === "user" && !GUEST_NAME.test(member.userPrincipalName ?? "") ? "member" : "guest";
}

/** The e-mail address, else the name that one signs in with, which looks like one. */
export function addressOf({ email, userPrincipalName }: TeamsMember): string | null {
  const candidates = [email, GUEST_NAME.test(userPrincipalName ?? "") ? null : userPrincipalName];
  const found = candidates.map((one) => one?.trim().toLowerCase() ?? "").find((one) => one.includes("@"));
  return found ?? null;
}

function nameOf(member: TeamsMember): string {
  const full = [member.givenName, member.surname].filter(Boolean).join(" ");
  const names = [member.name, full, member.userPrincipalName, member.email];
  return names.map((name) => cleanLine(name ?? "", 80)).find((name) => name !== "") ?? accountIdOf(member);
}

/** Clients tell it, so it may be anything; what cannot be used as a zone would break every time that is shown. */
export function zoneOf(told: string | null | undefined): string | null {
  if (!told) return null;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: told }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
