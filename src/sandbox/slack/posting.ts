import type { Block } from "../snapshot.ts";
import { problemsInBlocks, problemsInMetadata } from "./blocks.ts";
import { BOT } from "./company.ts";
import type { Args } from "./refusal.ts";
import { maybe, refuse, refuseProblems } from "./refusal.ts";
import type { JsonObject, SlackState, StoredMessage } from "./state.ts";
import { nextId, nextTs } from "./state.ts";

/** What a message says, once it is known to be in order. */
export type Content = { text: string; blocks: Block[]; metadata: JsonObject | null };

/** Refuses what Slack refuses, and blocks without the `text` that notifications need (Slack only warns). */
export function readContent(args: Args, longest: number): Content {
  const text = maybe(args, "text") ?? "";
  const blocks = args["blocks"] ?? [];
  const hasBlocks = !Array.isArray(blocks) || blocks.length > 0;
  if (text.trim() === "" && !hasBlocks) refuse("no_text");
  if (text.length > longest) refuse("msg_too_long");
  if (hasBlocks) refuseProblems("invalid_blocks", problemsInBlocks(blocks));
  if (text.trim() === "")
    refuseProblems("invalid_arguments", ["[ERROR] missing required field: text [json-pointer:/text]"]);
  const metadata = args["metadata"];
  if (metadata !== undefined) refuseProblems("invalid_metadata_format", problemsInMetadata(metadata));
  return { text, blocks: blocks as Block[], metadata: (metadata as JsonObject | undefined) ?? null };
}

/** Slack gives a block an id where the app did not, and an element an action_id. */
export function withIds(draft: SlackState, blocks: Block[]): Block[] {
  return blocks.map((block) => {
    const named: Block = { ...block, block_id: block.block_id ?? nextId(draft, "b") };
    for (const key of ["accessory", "element"] as const) {
      const element = named[key];
      if (element !== undefined) named[key] = withActionId(draft, element as JsonObject);
    }
    if (block.type === "actions")
      named["elements"] = (block["elements"] as JsonObject[]).map((element) => withActionId(draft, element));
    return named;
  });
}

const withActionId = (draft: SlackState, element: JsonObject): JsonObject =>
  element["type"] === "image"
    ? element
    : { ...element, action_id: element["action_id"] ?? nextId(draft, "a") };

export type Place = { channel: string; threadTs?: string | null; ephemeralFor?: string | null };

export function addMessage(
  draft: SlackState,
  now: number,
  place: Place,
  content: Content,
  author: string = BOT.id,
): StoredMessage {
  const message: StoredMessage = {
    channel: place.channel,
    ts: nextTs(draft, now),
    author,
    text: content.text,
    blocks: withIds(draft, content.blocks),
    metadata: content.metadata,
    editedTs: null,
    ephemeralFor: place.ephemeralFor ?? null,
    threadTs: place.threadTs ?? null,
  };
  draft.messages.push(message);
  return message;
}

export function editMessage(draft: SlackState, now: number, message: StoredMessage, content: Content): void {
  message.text = content.text;
  message.blocks = withIds(draft, content.blocks);
  if (content.metadata !== null) message.metadata = content.metadata;
  message.editedTs = nextTs(draft, now);
}

export function removeMessage(draft: SlackState, message: StoredMessage): void {
  draft.messages.splice(draft.messages.indexOf(message), 1);
}
