import { z } from "zod";
import type { ChatGroup, Messenger } from "../../app/core/app.ts";
import { AppError } from "../../lib/errors.ts";
import { patiently, type Quota } from "../../lib/rate-limit.ts";
import { cleanLine } from "../../view/core/clean.ts";
import type { Identity, IdentityHolder } from "../identity.ts";
import type { Clients, WebCall } from "../web-api.ts";
import { detailOf } from "./channels.ts";

const SCOPE = "usergroups:read";

const userGroup = z.object({
  ...{ id: z.string().min(1), name: z.string().nullish(), handle: z.string().nullish() },
  /** Slack's own examples have it as text and as a number. */
  user_count: z.coerce.number().nullish().catch(null),
  date_delete: z.number().nullish(),
  is_external: z.boolean().nullish(),
});
const list = z
  .object({ usergroups: z.array(userGroup) })
  .transform(({ usergroups }) =>
    usergroups.filter(({ date_delete, is_external }) => !date_delete && is_external !== true),
  );
const members = z.object({ users: z.array(z.string()) }).transform(({ users }) => users);

type UserGroup = z.infer<typeof userGroup>;
/** What Slack has to be told of an organization's workspace, and of no other. */
type Place = { readonly team_id?: string };
/** A group with all the workspaces that it is in. */
type Listed = { readonly group: UserGroup; readonly places: readonly Place[] };

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

  /** A missing scope is nothing wrong with the bot as a whole, as one that everything needs would be. */
  async function asked<T>(work: () => Promise<T>): Promise<T> {
    if (lacksScope()) throw new AppError("forbidden", `Slack: ${SCOPE} is missing`, { asked: false });
    try {
      const answer = await work();
      isRefusedByPlan = false;
      return answer;
    } catch (error) {
      const detail = detailOf(error);
      if (detail === "plan_upgrade_required") isRefusedByPlan = true;
      if (detail !== "missing_scope") throw error;
      throw new AppError("forbidden", `Slack: ${detail}`, { detail, cause: error });
    }
  }

  /** As they were listed last, by their ids. */
  let listed: ReadonlyMap<string, Listed> = new Map();
  let looking: Promise<typeof listed> | null = null;

  async function look({ workspaces, isOrgWide }: Identity): Promise<typeof listed> {
    const places: readonly Place[] = isOrgWide
      ? [...workspaces.keys()].map((team_id) => ({ team_id }))
      : [{}];
    const found = new Map<string, Listed>();
    for (const place of places) {
      const ask = () => call("read", "usergroups.list", list, { include_count: true, ...place }, LISTING);
      for (const group of await asked(() => patiently(ask, PATIENCE_MS)).catch(noneIfAway)) {
        const before = found.get(group.id)?.places ?? [];
        found.set(group.id, { group, places: [...before, place] });
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
      const names = all.map(({ group }) => nameOf(group));
      return all.map(({ group: { id, user_count }, places }, at): ChatGroup => {
        const name = names[at] ?? id;
        const where = places.flatMap(({ team_id }) => me.workspaces.get(team_id ?? "") ?? []).join(", ");
        const isClear = where === "" || names.indexOf(name) === names.lastIndexOf(name);
        return { id, name: isClear ? name : cleanLine(`${name} (${where})`, 75), size: user_count ?? null };
      });
    },
    async groupMembers(usergroup) {
      const me = await identity.learn();
      const known = async () => listed.get(usergroup) ?? (await lookOnce(me)).get(usergroup);
      const places = me.isOrgWide ? (await known())?.places : [{}];
      if (places === undefined) throw new AppError("not_found", "Slack: no such group in any workspace");
      // Slack does not document whether a group of several workspaces shows all of its people in each.
      const membersIn = (place: Place) =>
        asked(() => call("read", "usergroups.users.list", members, { usergroup, ...place }));
      const answers = await Promise.all(places.map((place) => membersIn(place).catch(noneIfAway)));
      return [...new Set(answers.flat())];
    },
    noGroups: () => (lacksScope() ? "scope" : isRefusedByPlan ? "plan" : null),
  };
}

const nameOf = ({ id, name, handle }: UserGroup): string =>
  cleanLine(handle ? `@${handle}` : (name ?? ""), 75) || id;

function noneIfAway(error: unknown): readonly never[] {
  if (NOT_THERE.includes(detailOf(error))) return [];
  throw error;
}
