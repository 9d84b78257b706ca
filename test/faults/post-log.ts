import type { Passage } from "../../src/sandbox/fault.ts";
import type { OnCall } from "../../src/sandbox/slack/embedded-slack.ts";
import type { JsonObject } from "../../src/sandbox/snapshot.ts";
import { createVersions, type Versions } from "./versions.ts";

/** One try to post, as Slack saw it. */
export type Try = {
  readonly passage: Passage;
  readonly status: number;
};

export type PostLog = {
  readonly onCall: OnCall;
  /** By the key that travels with the message: its subject and its job. */
  readonly tries: ReadonlyMap<string, readonly Try[]>;
  /** What each message has shown, by channel and ts. */
  readonly versions: Versions;
  /** Edits of this message, or of all, that were carried out after whoever asked had gone. */
  lateEdits(message?: string): number;
  /** How often the bot looked whether a message is there. */
  looks(): number;
};

/** What came of every post and edit, known from the other side: whether it was carried out, and who was still there to hear it. */
export function createPostLog(): PostLog {
  const tries = new Map<string, Try[]>();
  const versions = createVersions();
  const edits: Edit[] = [];
  let looks = 0;

  return {
    onCall: ({ method, args, status }, passage) => {
      const done = passage.done?.body as JsonObject | undefined;
      if (method === "conversations.history") looks += 1;
      const message = `${String(done?.["channel"])} ${String(done?.["ts"])}`;
      if (method === "chat.update") edits.push({ message, passage });
      if (method === "chat.postMessage") {
        const metadata = args["metadata"] as { event_payload: { key: string } } | undefined;
        const key = metadata?.event_payload.key ?? "";
        tries.set(key, [...(tries.get(key) ?? []), { passage, status }]);
      }
      const shows = method === "chat.update" || method === "chat.postMessage";
      if (shows && passage.done !== null && done?.["ok"] === true)
        versions.note(message, args["blocks"], passage.done.at);
    },
    tries,
    versions,
    lateEdits: (message) => lateAmong(edits, message),
    looks: () => looks,
  };
}

export type Edit = { readonly message: string | undefined; readonly passage: Passage };

export const lateAmong = (edits: readonly Edit[], of?: string): number =>
  edits.filter(({ message, passage }) => cameAfterwards(passage) && (of === undefined || of === message))
    .length;

/** Carried out, and whoever asked was told so in full. */
export const wasHeard = ({ done, left, fault }: Passage): boolean =>
  done !== null && left === null && (fault === null || fault.kind === "slow");

/** Carried out longer than this after whoever asked had gone. */
export const isLate = ({ done, left }: Passage, graceMs: number): boolean =>
  done !== null && left !== null && done.at - left > graceMs;

/** Carried out when nobody was there any more who could hear it. */
export const cameAfterwards = ({ done, left }: Passage): boolean =>
  done !== null && left !== null && done.at > left;
