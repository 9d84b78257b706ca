import { z } from "zod";
import type { ChatGroup, Messenger } from "../../app/core/app.ts";
import { AppError } from "../../lib/errors.ts";
import { cleanLine } from "../../view/core/clean.ts";
import type { Clients, WebCall } from "../web-api.ts";

const SCOPE = "usergroups:read";
const NO_PLAN = "plan_upgrade_required";

const userGroup = z.object({
  ...{ id: z.string().min(1), name: z.string().nullish(), handle: z.string().nullish() },
  /** Slack's own examples have it as text and as a number. */
  user_count: z.coerce.number().nullish().catch(null),
  date_delete: z.number().nullish(),
  is_external: z.boolean().nullish(),
});
const list = z.object({ usergroups: z.array(userGroup) });
const members = z.object({ users: z.array(z.string()) });

type Groups = Required<Pick<Messenger, "groups" | "groupMembers" | "noGroups">>;

/** User groups: of paid plans, and with a scope that may be left out. */
export function createGroups({ scopes }: Clients, call: WebCall): Groups {
  let isRefusedByPlan = false;
  const lacksScope = () => scopes()?.has(SCOPE) === false;

  /** Neither is wrong with the bot as a whole, as a scope that everything needs would be. */
  async function asked<T>(work: () => Promise<T>): Promise<T> {
    if (lacksScope()) throw new AppError("forbidden", `Slack: ${SCOPE} is missing`, { asked: false });
    try {
      const answer = await work();
      isRefusedByPlan = false;
      return answer;
    } catch (error) {
      const detail = error instanceof AppError ? error.detail : undefined;
      if (detail === NO_PLAN) isRefusedByPlan = true;
      if (detail === "no_such_subteam") throw new AppError("not_found", `Slack: ${detail}`, { detail });
      if (detail === NO_PLAN || detail === "missing_scope")
        throw new AppError("forbidden", `Slack: ${detail}`, { detail, cause: error });
      throw error;
    }
  }

  return {
    async groups() {
      const { usergroups } = await asked(() =>
        call("read", "usergroups.list", list, { include_count: true }),
      );
      const there = usergroups.filter(({ date_delete, is_external }) => !date_delete && is_external !== true);
      return there.map(({ id, name, handle, user_count }): ChatGroup => {
        const called = handle ? `@${handle}` : (name ?? "");
        return { id, name: cleanLine(called, 75) || id, size: user_count ?? null };
      });
    },
    async groupMembers(usergroup) {
      return (await asked(() => call("read", "usergroups.users.list", members, { usergroup }))).users;
    },
    noGroups: () => (lacksScope() ? "scope" : isRefusedByPlan ? "plan" : null),
  };
}
