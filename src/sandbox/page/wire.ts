import type { Json } from "../snapshot.ts";

export type Wire = { [key: string]: Json };

export function asObject(value: Json | undefined): Wire | null {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;
}

export function asObjects(value: Json | undefined): Wire[] {
  return Array.isArray(value) ? value.map(asObject).filter((item) => item !== null) : [];
}

export function asString(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/** The string inside a Slack text object, without its formatting. */
export function plainText(value: Json | undefined): string {
  return asString(asObject(value)?.["text"]);
}
