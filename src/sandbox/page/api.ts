import type { Requests } from "../request-schemas.ts";
import type { Answer, Snapshot } from "../snapshot.ts";
import { getState, go, setState } from "./store.ts";

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
  const { as } = getState().route;
  try {
    const response = await fetch(`/sandbox/state?as=${encodeURIComponent(as)}`);
    if (!response.ok) throw new Error(`status ${response.status}`);
    const snapshot = (await response.json()) as Snapshot;
    if (getState().route.as !== as) stale = true;
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
  const answer = await post(name, { as: getState().route.as, ...body });
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

export async function chosenFrom(file: File): Promise<{ name: string; base64: string }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const binary = bytes.reduce((text, byte) => text + String.fromCharCode(byte), "");
  return { name: file.name, base64: btoa(binary) };
}

export function become(person: string): void {
  go({ as: person });
  void refresh();
}
