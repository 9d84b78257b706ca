import type { Routes } from "../app/routes.ts";
import type { Account } from "../domain/person.ts";
import type { Route } from "../domain/route.ts";
import { accountIdOf, toAccount } from "./account.ts";
import { failure } from "./api-error.ts";
import type { Connector, TeamsMember } from "./connector.ts";
import { placeAt } from "./reach.ts";
import { type Found, orNobody, type Rosters } from "./rosters.ts";

export type Direct = {
  account(id: string): Promise<Account>;
  /** Notes how to write to somebody who was found among others. */
  meet(found: Found): Account;
  /** The personal conversation; made when there is none yet. */
  open(id: string): Promise<string>;
  /** The conversation is gone. true: it was known from before, so that a new one may help. */
  lost(route: Route): boolean;
};

/** `ownTenant` null: a local client's, where everybody is of the tenant that they write from. */
export function createDirect(
  connector: Connector,
  routes: Routes,
  rosters: Rosters,
  ownTenant: string | null,
): Direct {
  /** Opened by this process: if such a one is gone as well, opening it once more helps nobody. */
  const openedHere = new Set<string>();

  const accountOf = (member: TeamsMember, { tenant = "", timezone, locale }: Route["data"]): Account =>
    toAccount(member, { tenant, ownTenant: (ownTenant ?? tenant).toLowerCase(), timezone, locale });

  function meet({ member, among }: Found): Account {
    const known = routes.get("person", accountIdOf(member))?.data;
    const { serviceUrl = "", tenant = "", bot = "", botName = "" } = among.data;
    const nothing = { conversation: "", locale: "", timezone: "" };
    const data = { ...nothing, botName, ...known, serviceUrl, tenant, bot, user: member.id };
    const account = accountOf(member, data);
    routes.note({ kind: "person", id: account.id, label: account.name, data });
    return account;
  }

  async function inTeams(id: string): Promise<Account> {
    const found = await rosters.byId(id);
    if (found === null) throw failure("not_found", "never_met");
    return meet(found);
  }

  /** Read anew: an inbound request may have told more of them meanwhile. */
  function keep(id: string, conversation: string): void {
    const route = routes.get("person", id);
    if (route !== null) routes.note({ ...route, data: { ...route.data, conversation } });
  }

  return {
    meet,

    // By the id that was asked for, whatever else Teams calls them: the core knows them by it.
    async account(id) {
      const route = routes.get("person", id);
      const { serviceUrl, user, conversation, seenIn } = route?.data ?? {};
      if (route === null || !serviceUrl || !user) return inTeams(id);
      for (const place of [conversation, seenIn]) {
        if (!place) continue;
        const member = await orNobody(connector.member({ serviceUrl, conversation: place }, user));
        if (member !== null) return { ...accountOf(member, route.data), id };
      }
      return { ...(await inTeams(user)), id };
    },

    async open(id) {
      if (routes.get("person", id) === null) await inTeams(id);
      const route = routes.get("person", id);
      const place = route && placeAt(route, "personal", route);
      if (route === null || place === null) throw failure("not_found", "never_met");
      const known = route.data["conversation"];
      if (known) return known;
      const { serviceUrl, tenant, bot } = place;
      const conversation = await connector.openPersonal(serviceUrl, {
        isGroup: false,
        bot,
        members: [{ id: route.data["user"] || id }],
        tenantId: tenant,
        channelData: { tenant: { id: tenant } },
      });
      openedHere.add(id);
      keep(id, conversation);
      return conversation;
    },

    lost({ id }) {
      keep(id, "");
      return !openedHere.has(id);
    },
  };
}
