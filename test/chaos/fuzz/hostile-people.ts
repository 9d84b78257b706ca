import type { Account } from "../../../src/domain/accounts/person.ts";
import { toAccount as ofSlack } from "../../../src/slack/account.ts";
import { toAccount as ofTeams } from "../../../src/teams/account.ts";
import { type Bot, SLACK_TEAM, TENANT } from "../../support/world/bot.ts";

/** How people call themselves, by account. */
const IN_SLACK: Readonly<Record<string, string>> = {
  ana: "<!channel|zq> <@U1|zq> &lt;zq&gt;",
  ben: "*zq* _zq_ `zq` ~zq~ <https://zq.example|here>",
  chloe: "\u202Ezq\u2066\u0000\u0007\u001B[31m\u009B31m\uD800",
  kenji: "<img src=x onerror=zq()>",
};
const IN_TEAMS: Readonly<Record<string, string>> = {
  ana: "[zq](javascript:alert(1)) ![zq](https://zq.example)",
  ben: "<at>zq</at> **zq** {{DATE(2026-01-01T00:00:00Z, SHORT)}} zq",
  chloe: "\u202Ezq\u2066\u0000\u0007\u001B[31m\u009B31m\uD800",
  tara: "zq\n# zq\r\n- [zq](https://zq.example)",
};

/** Everybody has a hostile name from now on, as each platform tells it. */
export async function renameAll({ chat, teams, app, settle }: Bot): Promise<void> {
  const accounts: Account[] = [];
  for (const [id, display_name] of Object.entries(IN_SLACK)) {
    const { name } = ofSlack({ id, team_id: SLACK_TEAM, profile: { display_name } }, SLACK_TEAM);
    chat.join(id, { ...chat.account(id), name });
    accounts.push(...[chat.account(id) ?? []].flat());
  }
  const seen = { tenant: TENANT, ownTenant: TENANT, timezone: undefined, locale: undefined };
  for (const [id, called] of Object.entries(IN_TEAMS)) {
    const { name } = ofTeams({ id: `29:${id}`, name: called }, seen);
    teams.join(`t-${id}`, { ...teams.account(`t-${id}`), name });
    accounts.push(...[teams.account(`t-${id}`) ?? []].flat());
  }
  for (const account of accounts) app.accountChanged(account);
  await settle();
}
