import { useLayoutEffect, useState } from "preact/hooks";
import type { Requests } from "../request-schemas.ts";
import type { Answer, Platform, Snapshot } from "../snapshot.ts";

const START = {
  as: "",
  client: "slack" as Platform | "both",
  /** The place that is open in Slack and in Teams: an id, or `direct`. */
  slack: "",
  teams: "direct",
  /** In Slack's direct messages. */
  tab: "messages" as "home" | "messages",
  side: "" as "inbox" | "admin" | "",
  /** Whether somebody has chosen how to begin. */
  tour: "" as "" | "chosen",
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
  /** While the tour plays itself. */
  playing: false,
  /** The open dialogs, the topmost last. */
  dialogs: [] as object[],
};
type State = typeof state;
const listeners = new Set<() => void>();

export function setState(change: Partial<State>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

/** Outside of components: what is so now. */
export const stateNow = (): State => state;

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

export function useSnapshot(): Snapshot {
  const { snapshot } = useStore();
  if (snapshot === null) throw new Error("drawn before the first snapshot");
  return snapshot;
}

/** Both clients need more room than this. */
const narrow = matchMedia("(max-width: 899px)");
narrow.addEventListener("change", () => setState({}));

/** Which of the clients are shown, and whether there is room for both. */
export function useClient(): { client: Route["client"]; hasRoom: boolean } {
  const { client } = useStore().route;
  const hasRoom = !narrow.matches;
  return { client: hasRoom || client !== "both" ? client : "slack", hasRoom };
}

/** As in the styles: the panel lies over the chats, so it goes when one goes to another place. */
const covered = matchMedia("(max-width: 820px)");

/** What was refused elsewhere is of no use in the next place. */
export function go(change: Partial<Route>): void {
  const route = { ...state.route, ...(covered.matches ? { side: "" as const } : {}), ...change };
  setState({ route, error: null, ...(route.side === "" ? { followed: null } : {}) });
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

const RETRY_MS = 2000;

let loading = false;
let stale = false;

/** Fetches what the current person sees; calls that overlap become one more fetch at the end. */
export async function refresh(): Promise<void> {
  stale = true;
  if (loading) return;
  loading = true;
  while (stale) {
    stale = false;
    await load();
  }
  loading = false;
}

async function load(): Promise<void> {
  const { as } = state.route;
  try {
    const response = await fetch(`/sandbox/state?as=${encodeURIComponent(as)}`);
    if (!response.ok) throw new Error(`status ${response.status}`);
    const snapshot = (await response.json()) as Snapshot;
    if (state.route.as !== as) stale = true;
    else {
      setState({ snapshot, connected: true });
      if (as !== snapshot.me.id) go({ as: snapshot.me.id });
    }
  } catch {
    setState({ connected: false });
    setTimeout(() => void refresh(), RETRY_MS);
  }
}

/** Keeps a change stream open for the life of the page. */
export function listen(): void {
  const source = new EventSource("/sandbox/changes");
  source.onopen = () => void refresh();
  source.onmessage = () => void refresh();
  source.onerror = () => {
    setState({ connected: false });
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, RETRY_MS);
  };
}

/** Asks the sandbox for something as the current person. A refusal is shown unless the caller shows it in its place. */
export async function send<Name extends keyof Requests>(
  name: Name,
  body: Omit<Requests[Name], "as">,
  inPlace = false,
): Promise<Answer> {
  const answer = await post(name, { as: state.route.as, ...body });
  if (!answer.ok && answer.error !== undefined && !inPlace) setState({ error: answer.error });
  await refresh();
  return answer;
}

async function post(name: string, body: object): Promise<Answer> {
  try {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`/sandbox/${name}`, { method: "POST", headers, body: JSON.stringify(body) });
    return (await response.json()) as Answer;
  } catch {
    return { ok: false, error: "The sandbox did not answer. Is it still running?" };
  }
}

/** Forgets everything, here and in the sandbox, which comes back in a moment. */
export async function reset(): Promise<void> {
  if (!(await post("reset", { as: state.route.as })).ok) return;
  drafts.clear();
  go(START);
  setState({ snapshot: null, playing: false });
}

export async function chosenFrom(file: File): Promise<{ name: string; base64: string }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const binary = bytes.reduce((text, byte) => text + String.fromCharCode(byte), "");
  return { name: file.name, base64: btoa(binary) };
}

export function become(person: string): void {
  go({ as: person });
  void refresh();
}
