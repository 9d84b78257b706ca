import type { References } from "../../app/messages/conversation-references.ts";
import type { Account, Standing } from "../../domain/accounts/person.ts";
import type { ConversationReference } from "../../domain/conversation-reference.ts";
import { AppError } from "../../lib/errors.ts";
import { patiently } from "../../lib/rate-limit.ts";
import { isYounger } from "../../lib/timing.ts";
import { cleanLine } from "../../view/core/clean.ts";
import { zoneOf } from "../activity.ts";
import { type ConversationAt, conversationFrom } from "../conversations.ts";
import { failure, neverAsked, UNTRUSTED } from "./call.ts";
import type { Connector, TeamsMember } from "./connector.ts";

/** Who people are, and how to write to each. Without an `ownTenant` everybody is of the tenant that they write from. */
export function createPeople(
  connector: Connector,
  references: References,
  ownTenant: string | null,
  now: () => number,
) {
  const byAddress = createRosters(connector, references, now);
  /** Opened by this process: if such a one is gone as well, opening it once more helps nobody. */
  const openedHere = new Set<string>();

  function accountOf(told: TeamsMember, known: ConversationReference["data"]): Account {
    const { tenant = "", timezone, locale } = known;
    const own = ownTenant ?? (tenant || told.tenantId || "");
    // A local client may leave out what Teams itself always tells.
    const unsaid = { tenantId: told.tenantId || own, userRole: told.userRole || "user" };
    const member = ownTenant === null ? { ...told, ...unsaid } : told;
    return toAccount(member, { ownTenant: own.toLowerCase(), timezone, locale });
  }

  function meet({ member, among }: Found): Account {
    const known = references.get("person", accountIdOf(member))?.data;
    const { serviceUrl = "", tenant = "", bot = "", botName = "" } = among.data;
    const nothing = { conversation: "", locale: "", timezone: "" };
    const data = { ...nothing, botName, ...known, serviceUrl, tenant, bot, user: member.id };
    const account = accountOf(member, data);
    const { id, name: label, standing } = account;
    references.note({ kind: "person", id, label, data: { ...data, standing } });
    return account;
  }

  /** The first of these conversations that knows them answers. Where we may not ask, nobody can say that they are gone. */
  async function ask<At extends ConversationAt>(user: string, conversations: readonly At[]) {
    let refused: AppError | null = null;
    let asked = false;
    for (const at of conversations) {
      try {
        return { member: await patiently(() => connector.member(at, user)), at };
      } catch (error) {
        if (!isNobodys(error)) throw error;
        asked ||= error.asked;
        if (error.code === "forbidden") refused ??= error;
      }
    }
    throw refused ?? failure("not_found", "never_met", { asked });
  }

  const shared = () =>
    [
      ...references.all("team"),
      ...references.all("channel").filter(({ data }) => data["kind"] === "group"),
    ].map((among) => ({ ...atOf(among), among }));

  async function amongOthers(id: string): Promise<Account> {
    const { member, at } = await ask(id, shared());
    return meet({ member, among: at.among });
  }

  /** Read anew: an inbound request may have told more of them meanwhile. */
  function keep(id: string, conversation: string): void {
    const reference = references.get("person", id);
    if (reference !== null) references.note({ ...reference, data: { ...reference.data, conversation } });
  }

  return {
    /** Who is in a team, whom the bot can then write to. */
    async membersOf(id: string, most: number): Promise<readonly string[]> {
      const among = references.get("team", id);
      if (among === null) throw neverAsked("not_found", "never_met");
      const members = await everybodyIn(connector, among, most);
      // Of a team that is too big for it nobody is noted.
      if (members.length > most) return members.map(accountIdOf);
      return members.map((member) => meet({ member, among }).id);
    },

    async findByAddress(address: string): Promise<Account | null> {
      const found = await byAddress(address);
      return found && meet(found);
    },

    // By the id that was asked for, whatever else Teams calls them: the core knows them by it.
    async account(id: string): Promise<Account> {
      const reference = references.get("person", id);
      const { serviceUrl, user, conversation, seenIn } = reference?.data ?? {};
      if (reference === null || !serviceUrl || !user) return amongOthers(id);
      const own = [conversation, seenIn].flatMap((one) => (one ? [{ serviceUrl, id: one }] : []));
      const { member } = await ask(user, [...own, ...shared()]).catch((error: unknown) => {
        // A local client may know its people by what they send alone.
        if (ownTenant !== null || !isNobodys(error)) throw error;
        return { member: { id: user, name: reference.label, aadObjectId: id } };
      });
      const now = references.get("person", id) ?? reference;
      const account = accountOf(member, now.data);
      // What Teams tells by itself, such as that the app was added, names nobody.
      references.note({ ...now, label: account.name, data: { ...now.data, standing: account.standing } });
      return { ...account, id };
    },

    async open(id: string): Promise<string> {
      if (references.get("person", id) === null) await amongOthers(id);
      const reference = references.get("person", id);
      const reached = reference && conversationFrom(reference, "personal");
      if (reference === null || reached === null) throw neverAsked("not_found", "never_met");
      const known = reference.data["conversation"];
      if (known) return known;
      const { serviceUrl, tenant, bot } = reached;
      const members = [{ id: reference.data["user"] || id }];
      const around = { isGroup: false, bot, tenantId: tenant, channelData: { tenant: { id: tenant } } };
      const conversation = await connector.openPersonal(serviceUrl, { ...around, members });
      openedHere.add(id);
      keep(id, conversation);
      return conversation;
    },

    /** The conversation is gone. true: it was known from before, so that a new one may help. */
    lost({ id }: ConversationReference): boolean {
      keep(id, "");
      return !openedHere.has(id);
    },
  };
}

const FRESH_MS = 5 * 60_000;
/** Of 500 people each: a service that names the same page again and again must come to an end. */
const MAX_PAGES = 50;

type People = ReadonlyMap<string, TeamsMember>;

type Found = { readonly member: TeamsMember; readonly among: ConversationReference };

/** Who is in the teams that have the app. Teams has no other way for a bot to find somebody by their address. */
function createRosters(connector: Connector, references: References, now: () => number) {
  const kept = new Map<string, { readonly at: number; readonly people: Promise<People> }>();

  function rosterOf(team: ConversationReference): Promise<People> {
    const known = kept.get(team.id);
    if (known !== undefined && isYounger(known.at, now(), FRESH_MS)) return known.people;
    const people = read(team);
    kept.set(team.id, { at: now(), people });
    // What failed is asked again the next time.
    people.catch(() => kept.delete(team.id));
    return people;
  }

  async function read(team: ConversationReference): Promise<People> {
    const people = new Map<string, TeamsMember>();
    for (const member of await everybodyIn(connector, team)) {
      const address = addressOf(member);
      if (address !== null && !people.has(address)) people.set(address, member);
    }
    return people;
  }

  return async (address: string): Promise<Found | null> => {
    const wanted = address.trim().toLowerCase();
    const failed: unknown[] = [];
    for (const among of references.all("team")) {
      const people = await rosterOf(among).catch((error: unknown) => {
        if (!isNobodys(error)) failed.push(error);
        return null;
      });
      const member = people?.get(wanted);
      if (member !== undefined) return { member, among };
    }
    // Whoever is in none of the others may be in the one that could not be read.
    if (failed.length > 0) throw failed[0];
    return null;
  };
}

/** All of them, or more than `most` where there are more. */
async function everybodyIn(
  connector: Connector,
  team: ConversationReference,
  most = Number.POSITIVE_INFINITY,
): Promise<TeamsMember[]> {
  const members: TeamsMember[] = [];
  let token: string | null = null;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    // A large team has more pages than may be read in a second; to begin again each time would never end.
    const page = await patiently(() => connector.pagedMembers(atOf(team), token));
    members.push(...page.members);
    token = page.continuationToken;
    if (token === null || page.members.length === 0 || members.length > most) break;
  }
  return members;
}

const atOf = ({ id, data }: ConversationReference) => ({ serviceUrl: data["serviceUrl"] ?? "", id });

/** A conversation that is gone or has removed the app has nobody for us; an id of another form is nobody's. */
const isNobodys = (error: unknown): error is AppError =>
  error instanceof AppError &&
  error.detail !== UNTRUSTED &&
  ["not_found", "forbidden", "invalid"].includes(error.code);

/** What the member's own answer does not tell. `ownTenant`: the tenant whose people are ours, in lower case. */
type Seen = Readonly<{ ownTenant: string } & Record<"timezone" | "locale", string | undefined>>;

/** The id that a person has everywhere in their directory; who has none there is known by the one the bot has for them. */
const accountIdOf = ({ id, aadObjectId, objectId }: TeamsMember): string => aadObjectId || objectId || id;

/** A member of a conversation as an Account. Teams tells a bot nobody's rights, so nobody is an admin here. */
export function toAccount(member: TeamsMember, seen: Seen): Account {
  const standing = standingOf(member, seen.ownTenant);
  const address = addressOf(member);
  return {
    ...{ platform: "teams", id: accountIdOf(member), name: nameOf(member), address, standing, admin: false },
    // Teams tells a bot of nobody's absence.
    status: null,
    addressVerified: address !== null && standing === "member",
    // Without a zone whoever reads a time sees that it is in UTC.
    timezone: zoneOf(seen.timezone) ?? "",
    locale: seen.locale || "en-US",
  };
}

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
function addressOf({ email, userPrincipalName }: TeamsMember): string | null {
  const candidates = [email, GUEST_NAME.test(userPrincipalName ?? "") ? null : userPrincipalName];
  const found = candidates.map((one) => one?.trim().toLowerCase() ?? "").find((one) => one.includes("@"));
  return found ?? null;
}

function nameOf(member: TeamsMember): string {
  const full = [member.givenName, member.surname].filter(Boolean).join(" ");
  const names = [member.name, full, member.userPrincipalName, member.email];
  return names.map((name) => cleanLine(name ?? "", 80)).find((name) => name !== "") ?? accountIdOf(member);
}
