import { refuse } from "../refusal.ts";
import type { JsonObject } from "../snapshot.ts";
import type { Method } from "./method.ts";
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
