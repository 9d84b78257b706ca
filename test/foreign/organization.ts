import { no, type Wire, words } from "./wire.ts";

export type Organization = {
  id: string;
  name: string;
  /** The chat workspaces that the app was added to, with their names. */
  workspaces: Map<string, string>;
  groups: { id: string; handle: string; users: string[]; workspace: string }[];
};

/** All that an organization's token has to name a workspace for, of what the bot asks. */
const NAMES_ONE = ["usergroups.list", "usergroups.users.list"];
/** So that a cursor is needed. */
const PAGE = 1;

type Method = (args: Wire) => Wire;

/** What Slack answers otherwise where an app is installed for a whole Enterprise organization. */
export function organizationMethods(organization: Organization, bot: Wire): Record<string, Method> {
  const { id, name, workspaces, groups } = organization;
  const inWorkspace = (team: unknown) =>
    workspaces.has(words(team))
      ? words(team)
      : no(team === undefined ? "team_access_not_granted" : "team_not_found");
  return {
    "auth.test": () => ({
      ...{ ...bot, url: "https://foreign.enterprise.slack.com/", is_enterprise_install: true },
      ...{ team_id: null, team: name, enterprise_id: id },
    }),
    "auth.teams.list": ({ cursor }) => {
      const from = Number(cursor ?? 0);
      const next = from + PAGE < workspaces.size ? `${from + PAGE}` : "";
      const page = [...workspaces].slice(from, from + PAGE);
      return {
        teams: page.map(([team, called]) => ({ id: team, name: called })),
        response_metadata: { next_cursor: next },
      };
    },
    "usergroups.list": ({ team_id }) => {
      const team = inWorkspace(team_id);
      const there = groups.filter(({ workspace }) => workspace === team);
      return { usergroups: there.map((group) => ({ id: group.id, handle: group.handle, team_id: team })) };
    },
    "usergroups.users.list": ({ team_id, usergroup }) => {
      const team = inWorkspace(team_id);
      const found = groups.find((group) => group.id === usergroup && group.workspace === team);
      return { users: found?.users ?? no("no_such_subteam") };
    },
  };
}

/** Why Slack has no such argument; null: it has. */
export const strayTeam = (method: string, args: Wire, isOrganization: boolean): string | null =>
  args["team_id"] === undefined || (isOrganization && NAMES_ONE.includes(method))
    ? null
    : `${method} has no team_id`;
