import type { UserAction } from "../../../src/domain/action.ts";
import { decodeAction } from "../../../src/slack/render/forms.ts";
import { decodeData } from "../../../src/teams/cards/codec.ts";

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;

function objectsIn(value: unknown): Json[] {
  if (!isObject(value)) return [];
  const inner = Object.entries(value).filter(([key]) => key !== "fallback");
  return [...(Array.isArray(value) ? [] : [value]), ...inner.flatMap(([, each]) => objectsIn(each))];
}

/** The lines that people read in what was sent to a platform. */
export function linesSent(sent: unknown): string[] {
  return objectsIn(sent).flatMap((part) => {
    const pieces = part["type"] === "RichTextBlock" ? part["inlines"] : part["elements"];
    if (!Array.isArray(pieces)) return [];
    return [
      pieces
        .map((piece) => (isObject(piece) && typeof piece["text"] === "string" ? piece["text"] : ""))
        .join(""),
    ];
  });
}

/** Whether a line names exactly this. */
export const names = (lines: readonly string[], words: string): boolean =>
  lines.some((line) => line.split(/[\s,()]+/u).some((word) => word.replace(/[.:;]$/, "") === words));

/** What can be pressed in it. */
export const actionsSent = (sent: unknown): UserAction[] =>
  objectsIn(sent).flatMap((part) => {
    if (typeof part["value"] === "string") return decodeAction(part["value"]) ?? [];
    const pressed = decodeData(part["data"]);
    return pressed?.kind === "press" ? pressed.action : [];
  });
