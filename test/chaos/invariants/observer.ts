import type { Passage } from "../../../src/sandbox/fault.ts";
import type { OnCall as SlackCall } from "../../../src/sandbox/slack/embedded-slack.ts";
import type { JsonObject } from "../../../src/sandbox/snapshot.ts";
import type { OnCall as TeamsCall } from "../../../src/sandbox/teams/embedded-teams.ts";

/** By their titles: nothing else tells one message in Teams from another. */
const TITLES: readonly (readonly [string, RegExp])[] = [
  ["outcome", /"(?:Your Request was answered|Nobody answered your Request)"/],
  ["asked", /"Your Request"/],
  ["request", /"Request to join Mistral"/],
];
export const TOLD_APART_IN_TEAMS: readonly string[] = TITLES.map(([kind]) => kind);

/** Which post of which Request a card in Teams is; null: of none. Each Request there asks for one address. */
export function cardKey(card: unknown): string | null {
  const text = JSON.stringify(card) ?? "";
  const kind = TITLES.find(([, title]) => title.test(text))?.[0];
  const [address] = /person\d+@/.exec(text) ?? [];
  return kind === undefined || address === undefined ? null : `${kind} ${address}`;
}

type Edit = { readonly message: string | undefined; readonly passage: Passage };
type Version = { readonly at: number; readonly shows: string };
type Activity = { readonly attachments?: unknown };

export type Observer = ReturnType<typeof createObserver>;

/** What came of every post and edit, known from the platforms: whether it was carried out, and who could still hear it. */
export function createObserver() {
  const tries = new Map<string, Passage[]>();
  const versions = new Map<string, Version[]>();
  const edits: Edit[] = [];
  let looks = 0;

  const posts = (key: string, passage: Passage) => void tries.set(key, [...(tries.get(key) ?? []), passage]);
  const shows = (message: string, content: unknown, at: number) =>
    void versions.set(message, [
      ...(versions.get(message) ?? []),
      { at, shows: JSON.stringify(content) ?? "" },
    ]);

  const slack: SlackCall = ({ method, args }, passage) => {
    const done = passage.done?.body as JsonObject | undefined;
    const message = `${String(done?.["channel"])} ${String(done?.["ts"])}`;
    const metadata = args["metadata"] as { event_payload: { key: string } } | undefined;
    if (method === "conversations.history") looks += 1;
    if (method === "chat.update") edits.push({ message, passage });
    if (method === "chat.postMessage") posts(metadata?.event_payload.key ?? "", passage);
    if (method !== "chat.update" && method !== "chat.postMessage") return;
    if (passage.done !== null && done?.["ok"] === true) shows(message, args["blocks"], passage.done.at);
  };

  const teams: TeamsCall = ({ method, body }, passage) => {
    const key = method === "POST" ? cardKey(body) : null;
    if (key !== null) posts(key, passage);
    const made = passage.done?.body as { id?: string; activityId?: string } | undefined;
    const id = made?.activityId ?? made?.id;
    if (method === "PUT") edits.push({ message: id, passage });
    if (passage.done === null || id === undefined || (method !== "POST" && method !== "PUT")) return;
    // The first message of a thread comes inside of the order to make one.
    const { activity, ...own } = body as Activity & { activity?: Activity };
    shows(id, (activity ?? own).attachments, passage.done.at);
  };

  return {
    slack,
    teams,
    /** Of the post with this key: in Slack its subject and job, in Teams what it says. */
    triesOf: (key: string): readonly Passage[] => tries.get(key) ?? [],
    /** What a message has shown, oldest first; in Slack it is called by channel and ts. */
    versionsOf: (message: string): readonly string[] =>
      (versions.get(message) ?? []).toSorted((one, other) => one.at - other.at).map((one) => one.shows),
    /** Edits of this message, or of all, that were carried out after the bot had gone. */
    lateEdits: (of?: string): number =>
      edits.filter(({ message, passage }) => cameAfterwards(passage) && (of === undefined || of === message))
        .length,
    /** How often the bot looked whether a message is there. */
    looks: () => looks,
  };
}

/** Carried out, and the bot was told so in full. */
export const wasHeard = ({ done, left, fault }: Passage): boolean =>
  done !== null && left === null && (fault === null || fault.kind === "slow");

/** Carried out so much later (ms) than the bot had gone. */
export const cameAfterwards = ({ done, left }: Passage, laterMs = 0): boolean =>
  done !== null && left !== null && done.at - left > laterMs;

/** That it takes longer, and why, is said as long as it is so. */
const ON_ITS_WAY =
  /approved, (?:sending|not sent yet|not confirmed by Mistral.*?this is tried again by itself)/g;

const isOpen = (shows: string): boolean => /"(Approve|Withdraw)"/.test(shows);

/** Whether it showed again what it had shown before something newer, or was open again once decided. */
export function hasGoneBack(versions: readonly string[]): boolean {
  const shown = versions
    .map((shows) => shows.replaceAll(ON_ITS_WAY, "approved"))
    .filter((one, at, all) => one !== all[at - 1]);
  const decidedAt = shown.findIndex((one) => !isOpen(one));
  const reopened = decidedAt >= 0 && shown.slice(decidedAt).some(isOpen);
  return reopened || new Set(shown).size < shown.length;
}
