import { useLayoutEffect, useState } from "preact/hooks";
import type { Platform, Snapshot } from "../snapshot.ts";

const START = {
  as: "",
  client: "slack" as Platform | "both",
  /** The place that is open in Slack and in Teams: an id, or `direct`. */
  slack: "",
  teams: "direct",
  /** In Slack's direct messages. */
  tab: "messages" as "home" | "messages",
  side: "" as "inbox" | "admin" | "",
};
/** What the address says, so that a reload keeps it. */
export type Route = typeof START;

const readRoute = (): Route => ({
  ...START,
  ...Object.fromEntries(new URLSearchParams(location.hash.slice(1))),
});

let state = {
  snapshot: null as Snapshot | null,
  route: readRoute(),
  connected: true,
  error: null as string | null,
  /** Set when a link to Mistral was followed into the panel instead: the real address. */
  followed: null as string | null,
};
type State = typeof state;
const listeners = new Set<() => void>();

export const getState = (): State => state;

export function setState(change: Partial<State>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

function useRedraw(): () => void {
  const [, redraw] = useState(0);
  return () => redraw((count) => count + 1);
}

export function useStore(): State {
  const redraw = useRedraw();
  useLayoutEffect(() => {
    listeners.add(redraw);
    return () => void listeners.delete(redraw);
  }, []);
  return state;
}

/** The snapshot, for the components that are only drawn once there is one. */
export function useSnapshot(): Snapshot {
  const { snapshot } = useStore();
  if (snapshot === null) throw new Error("drawn before the first snapshot");
  return snapshot;
}

/** What was refused elsewhere is of no use in the next place. */
export function go(change: Partial<Route>): void {
  const route = { ...state.route, ...change };
  setState({ route, error: null, ...(change.side === "" ? { followed: null } : {}) });
  history.replaceState(null, "", `#${new URLSearchParams(route)}`);
}

addEventListener("hashchange", () => setState({ route: readRoute() }));

/** What people typed, outside of the components: it outlives refreshes, closed panes and a change of person. */
const drafts = new Map<string, unknown>();

export const draftOf = <T>(key: string, initial: T): T => (drafts.get(key) as T | undefined) ?? initial;
export const keepDraft = (key: string, value: unknown): void => void drafts.set(key, value);
export const dropDraft = (key: string): void => void drafts.delete(key);

export function useDraft<T>(key: string, initial: T): [T, (value: T) => void] {
  const redraw = useRedraw();
  const keep = (value: T): void => {
    keepDraft(key, value);
    redraw();
  };
  return [draftOf(key, initial), keep];
}
