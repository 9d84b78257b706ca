import { useLayoutEffect, useState } from "preact/hooks";
import type { Snapshot } from "../snapshot.ts";
import type { Wire } from "./wire.ts";

export type Side = "inbox" | "admin" | null;
/** The chat clients on screen. */
export type Client = "slack" | "teams" | "both";
/** What the address says, so that a reload keeps it. */
export type Route = {
  as: string;
  client: Client;
  channel: string;
  tab: "home" | "messages";
  /** In Teams: a chat or channel. */
  chat: string;
  side: Side;
};
export type Question = { confirm: Wire; answer: (yes: boolean) => void };

export type State = {
  snapshot: Snapshot | null;
  route: Route;
  connected: boolean;
  error: string | null;
  question: Question | null;
  /** Errors of modal fields: modal id → block_id → sentence. */
  fieldErrors: Record<string, Record<string, string>>;
  /** Set when a link to Mistral was followed into the panel instead: the real address. */
  followed: string | null;
  drawer: boolean;
};

let state: State = {
  snapshot: null,
  route: readRoute(),
  connected: true,
  error: null,
  question: null,
  fieldErrors: {},
  followed: null,
  drawer: false,
};
const listeners = new Set<() => void>();

export function getState(): State {
  return state;
}

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
  const params = new URLSearchParams(location.hash.slice(1));
  const side = params.get("side");
  const client = params.get("in");
  return {
    as: params.get("as") ?? "",
    client: client === "teams" || client === "both" ? client : "slack",
    channel: params.get("channel") ?? "",
    tab: params.get("tab") === "home" ? "home" : "messages",
    chat: params.get("chat") ?? "",
    side: side === "inbox" || side === "admin" ? side : null,
  };
}

/** What was refused elsewhere is of no use in the next place. */
export function go(change: Partial<Route>): void {
  const route = { ...state.route, ...change };
  const params = new URLSearchParams({ as: route.as, channel: route.channel });
  if (route.tab === "home") params.set("tab", "home");
  if (route.client !== "slack") {
    params.set("in", route.client);
    params.set("chat", route.chat);
  }
  if (route.side !== null) params.set("side", route.side);
  const hash = `#${params.toString()}`;
  setState({ route, drawer: false, error: null, ...(change.side === null ? { followed: null } : {}) });
  if (hash !== location.hash) history.replaceState(null, "", hash);
}

/** Resolves once the person has answered Slack's `confirm` object. */
export function ask(confirm: Wire): Promise<boolean> {
  return new Promise((resolve) => {
    setState({
      question: {
        confirm,
        answer: (yes) => {
          setState({ question: null });
          resolve(yes);
        },
      },
    });
  });
}
