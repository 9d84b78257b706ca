import type { Json } from "../snapshot.ts";

export type Wire = { [key: string]: Json };

export function asObject(value: Json | undefined): Wire | null {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;
}

export function asObjects(value: Json | undefined): Wire[] {
  return Array.isArray(value) ? value.map(asObject).filter((item) => item !== null) : [];
}

export function asStrings(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

export function asString(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/** The string inside a Slack text object, without its formatting. */
export function plainText(value: Json | undefined): string {
  return asString(asObject(value)?.["text"]);
}

/** Drops the keys that are undefined, which JSON has no word for. */
export function toJson(value: { [key: string]: Json | undefined }): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
