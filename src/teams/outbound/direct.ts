import type { References } from "../../app/messages/conversation-references.ts";
import type { Account } from "../../domain/accounts/person.ts";
import type { ConversationReference } from "../../domain/conversation-reference.ts";
import type { AppError } from "../../lib/errors.ts";
import { patiently } from "../../lib/rate-limit.ts";
import { accountIdOf, toAccount } from "../account.ts";
import { failure, neverAsked } from "../api-error.ts";
import type { ConversationAt } from "../conversation.ts";
import { conversationFrom } from "../conversations.ts";
import type { Connector, TeamsMember } from "./connector.ts";
import { atOf, type Found, isNobodys } from "./rosters.ts";

/** `ownTenant` null: a local client's, where everybody is of the tenant that they write from. */
export function createDirect(connector: Connector, references: References, ownTenant: string | null) {
  /** Opened by this process: if such a one is gone as well, opening it once more helps nobody. */
  const openedHere = new Set<string>();

  function accountOf(
    told: TeamsMember,
    { tenant = "", timezone, locale }: ConversationReference["data"],
  ): Account {
    const own = ownTenant ?? (tenant || told.tenantId || "");
    // A local client may leave out what Teams itself always tells.
    const unsaid = { tenantId: told.tenantId || own, userRole: told.userRole || "user" };
    const member = ownTenant === null ? { ...told, ...unsaid } : told;
    return toAccount(member, { tenant, ownTenant: own.toLowerCase(), timezone, locale });
  }

  /** A local client may know its people by what they send alone. */
  const asSeen = ({ id, label, data }: ConversationReference): TeamsMember | null =>
    ownTenant === null ? { id: data["user"] ?? id, name: label, aadObjectId: id } : null;

  /** Notes how to write to somebody who was found among others. */
  function meet({ member, among }: Found): Account {
    const known = references.get("person", accountIdOf(member))?.data;
    const { serviceUrl = "", tenant = "", bot = "", botName = "" } = among.data;
    const nothing = { conversation: "", locale: "", timezone: "" };
    const data = { ...nothing, botName, ...known, serviceUrl, tenant, bot, user: member.id };
    const account = accountOf(member, data);
    references.note({
      ...{ kind: "person", id: account.id, label: account.name },
      data: { ...data, standing: account.standing },
    });
    return account;
  }

  /** The first of these conversations that knows them answers. Where we may not ask, nobody can say that they are gone. */
  async function ask(
    user: string,
    conversations: readonly ConversationAt[],
  ): Promise<{ member: TeamsMember; at: ConversationAt }> {
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

  const isGroup = ({ data }: ConversationReference) => data["kind"] === "group";
  const shared = (): ConversationReference[] => [
    ...references.all("team"),
    ...references.all("channel").filter(isGroup),
  ];

  async function amongOthers(id: string): Promise<Account> {
    const groups = shared();
    const { member, at } = await ask(id, groups.map(atOf));
    const among = groups.find((group) => group.id === at.id);
    if (among === undefined) throw failure("not_found", "never_met");
    return meet({ member, among });
  }

  /** Read anew: an inbound request may have told more of them meanwhile. */
  function keep(id: string, conversation: string): void {
    const reference = references.get("person", id);
    if (reference !== null) references.note({ ...reference, data: { ...reference.data, conversation } });
  }

  return {
    meet,

    // By the id that was asked for, whatever else Teams calls them: the core knows them by it.
    async account(id: string): Promise<Account> {
      const reference = references.get("person", id);
      const { serviceUrl, user, conversation, seenIn } = reference?.data ?? {};
      if (reference === null || !serviceUrl || !user) return amongOthers(id);
      const own = [conversation, seenIn].flatMap((one) => (one ? [{ serviceUrl, id: one }] : []));
      const member = await ask(user, [...own, ...shared().map(atOf)]).then(
        (found) => found.member,
        (error: unknown) => {
          const seen = asSeen(reference);
          if (seen === null || !isNobodys(error)) throw error;
          return seen;
        },
      );
      const now = references.get("person", id) ?? reference;
      const account = accountOf(member, now.data);
      // What Teams tells by itself, such as that the app was added, names nobody.
      references.note({ ...now, label: account.name, data: { ...now.data, standing: account.standing } });
      return { ...account, id };
    },

    /** The personal conversation; made when there is none yet. */
    async open(id: string): Promise<string> {
      if (references.get("person", id) === null) await amongOthers(id);
      const reference = references.get("person", id);
      const reached = reference && conversationFrom(reference, "personal", reference);
      if (reference === null || reached === null) throw neverAsked("not_found", "never_met");
      const known = reference.data["conversation"];
      if (known) return known;
      const { serviceUrl, tenant, bot } = reached;
      const conversation = await connector.openPersonal(serviceUrl, {
        isGroup: false,
        bot,
        members: [{ id: reference.data["user"] || id }],
        tenantId: tenant,
        channelData: { tenant: { id: tenant } },
      });
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
