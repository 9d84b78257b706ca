import { refuse } from "../refusal.ts";
import type { JsonObject } from "../snapshot.ts";
import type { Context, Method } from "./method.ts";
import { flag, needScope, word } from "./method.ts";
import { TEAM, type UserGroup } from "./state.ts";

const SCOPE = "usergroups:read";

const wireGroup = (group: UserGroup, withCount: boolean): JsonObject => ({
  ...{ id: group.id, team_id: TEAM.id, is_usergroup: true, is_subteam: true, is_external: false },
  ...{ name: group.name, handle: group.handle, auto_type: null, enterprise_subteam_id: "" },
  ...{ date_update: group.updatedAt, date_delete: group.disabled ? group.updatedAt : 0 },
  ...(withCount ? { user_count: group.members.length } : {}),
});

export const GROUP_METHODS: Record<string, Method> = {
  "usergroups.list": (context, args) => {
    needScope(context, SCOPE);
    const { groups } = context.section.get();
    const shown = groups.filter(({ disabled }) => !disabled || flag(args, "include_disabled"));
    return { usergroups: shown.map((group) => wireGroup(group, flag(args, "include_count"))) };
  },
  "usergroups.users.list": (context, args) => {
    needScope(context, SCOPE);
    const id = word(args, "usergroup");
    const group = context.section.get().groups.find((each) => each.id === id);
    if (group === undefined || (group.disabled && !flag(args, "include_disabled")))
      return refuse("no_such_subteam");
    return { users: group.members };
  },
};

/** What Slack tells the bot of it. */
export function changeGroup(
  { section, now }: Context,
  id: string,
  change: Partial<Pick<UserGroup, "members" | "disabled">>,
): JsonObject {
  const before = structuredClone(
    section.get().groups.find((each) => each.id === id) ?? refuse("no_such_subteam"),
  );
  const updatedAt = Math.floor(now() / 1000);
  const group = { ...before, ...change, updatedAt };
  section.patch(section.get(), {
    groups: section.get().groups.map((each) => (each.id === id ? group : each)),
  });
  if (change.members === undefined) return { type: "subteam_updated", subteam: wireGroup(group, true) };
  const [added, removed] = [group, before].map(({ members }, at) =>
    members.filter((one) => ![before, group][at]?.members.includes(one)),
  );
  return {
    ...{ type: "subteam_members_changed", subteam_id: id, team_id: TEAM.id },
    ...{ date_previous_update: before.updatedAt, date_update: updatedAt },
    ...{ added_users: added ?? [], added_users_count: `${added?.length ?? 0}` },
    ...{ removed_users: removed ?? [], removed_users_count: `${removed?.length ?? 0}` },
  };
}
