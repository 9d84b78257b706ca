import type { Tx } from "./tx.ts";

/** So many answers of one read at most; then it begins anew. */
const MOST = 5_000;

type Given = readonly (string | number)[];

/** What reads have given, for as long as nothing has changed that they read. */
export type Memory = {
  /** Reads once for each thing that is asked for. What it gives is shared, and must not be changed. */
  once<G extends Given, V>(read: (...given: G) => V): (...given: G) => V;
  /** Wraps a write: after it everything is read again. */
  changing<G extends unknown[], V>(change: (...given: G) => V): (...given: G) => V;
  /** What is read once, and then told as it changes. */
  value<V>(read: () => V): { get(): V; set(value: V): void };
  forget(): void;
};

export function createMemory(): Memory {
  const known: { clear(): void }[] = [];

  function forget(): void {
    for (const answers of known) answers.clear();
  }

  return {
    forget,
    value<V>(read: () => V) {
      const kept = new Map<"value", V>();
      known.push(kept);
      const set = (value: V) => void kept.set("value", value);
      const get = (): V => {
        if (!kept.has("value")) set(read());
        return kept.get("value") as V;
      };
      return { get, set };
    },
    once<G extends Given, V>(read: (...given: G) => V) {
      const answers = new Map<string, V>();
      known.push(answers);
      return (...given: G): V => {
        const key = given.join(" ");
        const found = answers.get(key);
        if (found !== undefined) return found;
        if (answers.size >= MOST) answers.clear();
        const fresh = read(...given);
        answers.set(key, fresh);
        return fresh;
      };
    },
    changing:
      (change) =>
      (...given) => {
        try {
          return change(...given);
        } finally {
          forget();
        }
      },
  };
}

/** One answer names the same few people a hundred times. */
export function rememberingPeople({ once, changing }: Memory, people: Tx["people"]): Tx["people"] {
  const usedFirst = once(people.usedFirst);
  return {
    ...people,
    get: once(people.get),
    byAccount: once(people.byAccount),
    seenAt: once(people.seenAt),
    usedFirst: (id) => [...usedFirst(id)],
    isUnreachable: once(people.isUnreachable),
    upsert: changing(people.upsert),
    ask: changing(people.ask),
    agree: changing(people.agree),
    part: changing(people.part),
    setLanguage: changing(people.setLanguage),
    setUsed: changing(people.setUsed),
    setUnreachable: changing(people.setUnreachable),
  };
}

/** Every click looks at it several times, and reading it means checking its JSON. */
export const rememberingSetup = ({ once, changing }: Memory, { load, save }: Tx["setup"]): Tx["setup"] => ({
  load: once(load),
  save: changing(save),
});

/** Most cards ask what is wrong just now. */
export const rememberingAlerts = ({ once, changing }: Memory, alerts: Tx["alerts"]): Tx["alerts"] => ({
  ...alerts,
  open: once(alerts.open),
  insert: changing(alerts.insert),
  save: changing(alerts.save),
});

/** Each message in Teams asks several times where it goes. */
export function rememberingRoutes({ once, changing }: Memory, routes: Tx["routes"]): Tx["routes"] {
  const all = once(routes.all);
  return {
    get: once(routes.get),
    all: (platform, kind) => [...all(platform, kind)],
    find: once(routes.find),
    save: changing(routes.save),
    remove: changing(routes.remove),
  };
}

/** Each card of a Request names some of them. */
export function rememberingWorkspaces(
  { once, changing }: Memory,
  workspaces: Tx["workspaces"],
): Tx["workspaces"] {
  const all = once(workspaces.all);
  return {
    ...workspaces,
    all: () => [...all()],
    insert: changing(workspaces.insert),
    save: changing(workspaces.save),
  };
}

/** What Mistral's lists are compared with, every minute or so, and as a rule nothing has changed since. */
export const rememberingMembers = ({ once, changing }: Memory, members: Tx["members"]): Tx["members"] => ({
  ...members,
  following: once(members.following),
  save: changing(members.save),
  remove: changing(members.remove),
});

export const rememberingInvitations = (
  { once, changing }: Memory,
  invitations: Tx["invitations"],
): Tx["invitations"] => ({
  ...invitations,
  watched: once(invitations.watched),
  insert: changing(invitations.insert),
  save: changing(invitations.save),
});
