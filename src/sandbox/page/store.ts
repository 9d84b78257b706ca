import { useLayoutEffect, useState } from "preact/hooks";
import type { Place, Snapshot } from "../snapshot.ts";

export type Side = "inbox" | "admin";
export type Platform = Place["platform"];
const START = {
  as: "",
  /** The chat clients on screen. */
  client: "slack" as Platform | "both",
  /** In Slack: an id, or `direct`. */
  channel: "",
  tab: "messages" as "home" | "messages",
  /** The same in Teams. */
  chat: "direct",
  side: "" as Side | "",
};
/** What the address says, so that a reload keeps it. */
export type Route = typeof START;

type State = {
  snapshot: Snapshot | null;
  route: Route;
  connected: boolean;
  error: string | null;
  /** Set when a link to Mistral was followed into the panel instead: the real address. */
  followed: string | null;
};

let state: State = {
  snapshot: null,
  route: readRoute(),
  connected: true,
  error: null,
  followed: null,
};
const listeners = new Set<() => void>();

export const getState = (): State => state;

export function setState(change: Partial<State>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

export function useStore(): State {
  const [, redraw] = useState(0);
  useLayoutEffect(() => {
    const listener = (): void => redraw((count) => count + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return state;
}

/** The snapshot, for the components that are only drawn once there is one. */
export function useSnapshot(): Snapshot {
  const { snapshot } = useStore();
  if (snapshot === null) throw new Error("drawn before the first snapshot");
  return snapshot;
}

export function readRoute(): Route {
  return { ...START, ...Object.fromEntries(new URLSearchParams(location.hash.slice(1))) };
}

/** What was refused elsewhere is of no use in the next place. */
export function go(change: Partial<Route>): void {
  const route = { ...state.route, ...change };
  setState({ route, error: null, ...(change.side === "" ? { followed: null } : {}) });
  history.replaceState(null, "", `#${new URLSearchParams(route)}`);
}
