import { z } from "zod";
import type { ChatGroup, Messenger } from "../../app/core/app.ts";
import { AppError } from "../../lib/errors.ts";
import { patiently, type Quota } from "../../lib/rate-limit.ts";
import { cleanLine } from "../../view/core/clean.ts";
import type { Identity, IdentityHolder } from "../identity.ts";
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

type UserGroup = z.infer<typeof userGroup>;
/** A group with the workspaces of an organization that it is in: none where there is no organization. */
type Listed = { readonly group: UserGroup; readonly workspaces: readonly string[] };

type Groups = Required<Pick<Messenger, "groups" | "groupMembers" | "noGroups">>;

/** The pace that Slack documents: there may be a hundred workspaces, and a refusal would begin all over again. */
const LISTING: readonly [Quota] = [{ name: "usergroups.list", limits: [[60_000, 20]] }];
const PATIENCE_MS = 120_000;

/** An app that is installed for an organization may not be in all of its workspaces, or not any more. */
const NOT_THERE = ["team_access_not_granted", "team_not_found"];

/** User groups: of paid plans, and with a scope that may be left out. */
export function createGroups({ scopes }: Clients, call: WebCall, identity: IdentityHolder): Groups {
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
      if (detail === "no_such_subteam") throw notFound(detail);
      if (detail === NO_PLAN || detail === "missing_scope")
        throw new AppError("forbidden", `Slack: ${detail}`, { detail, cause: error });
      throw error;
    }
  }

  /** As they were listed last, by their ids. */
  let listed: ReadonlyMap<string, Listed> = new Map();
  let looking: Promise<typeof listed> | null = null;

  async function usable(work: () => Promise<z.infer<typeof list>>): Promise<readonly UserGroup[]> {
    const { usergroups } = await asked(work);
    return usergroups.filter(({ date_delete, is_external }) => !date_delete && is_external !== true);
  }

  async function look({ workspaces, isOrgWide }: Identity): Promise<typeof listed> {
    const ask = { include_count: true };
    if (!isOrgWide) {
      const groups = await usable(() => call("read", "usergroups.list", list, ask));
      listed = new Map(groups.map((group) => [group.id, { group, workspaces: [] }]));
      return listed;
    }
    const found = new Map<string, Listed>();
    for (const team_id of workspaces.keys()) {
      const paced = () => call("read", "usergroups.list", list, { ...ask, team_id }, LISTING);
      for (const group of await usable(() => patiently(paced, PATIENCE_MS)).catch(noneIfAway)) {
        const before = found.get(group.id)?.workspaces ?? [];
        found.set(group.id, { group, workspaces: [...before, team_id] });
      }
    }
    listed = found;
    return listed;
  }

  /** Asked once, however many groups are looked at together. */
  function lookOnce(me: Identity): Promise<typeof listed> {
    looking ??= look(me).finally(() => {
      looking = null;
    });
    return looking;
  }

  return {
    async groups() {
      const me = await identity.learn();
      const all = [...(await lookOnce(me)).values()];
      const named = all.map(({ group }) => nameOf(group));
      return all.map(({ group: { id, user_count }, workspaces }, at): ChatGroup => {
        const name = named[at] ?? id;
        const isClear = named.indexOf(name) === named.lastIndexOf(name);
        const where = isClear ? [] : workspaces.map((one) => me.workspaces.get(one) ?? one);
        const full = where.length === 0 ? name : `${name} (${where.join(", ")})`;
        return { id, name: cleanLine(full, 75), size: user_count ?? null };
      });
    },
    async groupMembers(usergroup) {
      const me = await identity.learn();
      const ask = async (args: object) =>
        (await asked(() => call("read", "usergroups.users.list", members, { usergroup, ...args }))).users;
      if (!me.isOrgWide) return ask({});
      const found = listed.get(usergroup) ?? (await lookOnce(me)).get(usergroup);
      if (found === undefined) throw notFound("no_such_subteam");
      // Slack does not document whether a group of several workspaces shows all of its people in each.
      const answers = found.workspaces.map((team_id) => ask({ team_id }).catch(noneIfAway));
      return [...new Set((await Promise.all(answers)).flat())];
    },
    noGroups: () => (lacksScope() ? "scope" : isRefusedByPlan ? "plan" : null),
  };
}

const nameOf = ({ id, name, handle }: UserGroup): string =>
  cleanLine(handle ? `@${handle}` : (name ?? ""), 75) || id;

const notFound = (detail: string): AppError => new AppError("not_found", `Slack: ${detail}`, { detail });

function noneIfAway(error: unknown): readonly never[] {
  if (error instanceof AppError && NOT_THERE.includes(error.detail ?? "")) return [];
  throw error;
}
