import type { OnCall as SlackCall } from "../../../src/sandbox/slack/embedded-slack.ts";
import type { OnCall as TeamsCall } from "../../../src/sandbox/teams/embedded-teams.ts";
import { type Passage, passageOf } from "../../support/servers/faults.ts";

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

export type Observer = ReturnType<typeof createObserver>;

/** What came of every post, known from the platforms: whether it was carried out, and who could still hear it. */
export function createObserver() {
  const tries = new Map<string, Passage[]>();

  const posts = (key: string, passage: Passage) => void tries.set(key, [...(tries.get(key) ?? []), passage]);

  const slack: SlackCall = ({ method, args }, res) => {
    const metadata = args["metadata"] as { event_payload: { key: string } } | undefined;
    if (method === "chat.postMessage") posts(metadata?.event_payload.key ?? "", passageOf(res));
  };

  const teams: TeamsCall = ({ method, body }, res) => {
    const key = method === "POST" ? cardKey(body) : null;
    if (key !== null) posts(key, passageOf(res));
  };

  return {
    slack,
    teams,
    /** Of the post with this key: in Slack its subject and job, in Teams what it says. */
    triesOf: (key: string): readonly Passage[] => tries.get(key) ?? [],
  };
}

/** Carried out, and the bot was told so in full. */
export const wasHeard = ({ done, left, fault }: Passage): boolean =>
  done !== null && left === null && (fault === null || fault.kind === "slow");

/** Carried out so much later (ms) than the bot had gone. */
export const cameAfterwards = ({ done, left }: Passage, laterMs = 0): boolean =>
  done !== null && left !== null && done.at - left > laterMs;
