import type { Block } from "../snapshot.ts";
import { problemsInBlocks, problemsInMetadata } from "./blocks.ts";
import { BOT } from "./bot.ts";
import type { Args } from "./refusal.ts";
import { maybe, refuse, refuseProblems } from "./refusal.ts";
import type { JsonObject, SlackState, StoredMessage } from "./state.ts";
import { nextTs } from "./state.ts";

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

/**
 * Gives ids where the app gave none, as Slack does; by position, so that a click on what was just refreshed still finds
 * its element.
 */
export function withIds(blocks: Block[]): Block[] {
  return blocks.map((block, index) => {
    const named: Block = { ...block, block_id: block.block_id ?? `auto-${index}` };
    for (const key of ["accessory", "element"] as const) {
      const element = named[key];
      if (element !== undefined) named[key] = withActionId(element as JsonObject, 0);
    }
    if (block.type === "actions") named["elements"] = (block["elements"] as JsonObject[]).map(withActionId);
    return named;
  });
}

const withActionId = (element: JsonObject, index: number): JsonObject => ({
  ...element,
  action_id: element["action_id"] ?? `auto-${index}`,
});

export type Place = { channel: string; ephemeralFor?: string | null };

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
    blocks: withIds(content.blocks),
    metadata: content.metadata,
    editedTs: null,
    ephemeralFor: place.ephemeralFor ?? null,
  };
  draft.messages.push(message);
  return message;
}

export function editMessage(draft: SlackState, now: number, message: StoredMessage, content: Content): void {
  message.text = content.text;
  message.blocks = withIds(content.blocks);
  if (content.metadata !== null) message.metadata = content.metadata;
  message.editedTs = nextTs(draft, now);
}
