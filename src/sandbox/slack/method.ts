import { randomUUID } from "node:crypto";
import type { Refusal, Refusals } from "../refusal.ts";
import { refuse } from "../refusal.ts";
import type { JsonObject } from "../snapshot.ts";
import type { Section } from "../world.ts";
import type { SlackState } from "./state.ts";

export type Context = {
  section: Section<SlackState>;
  now: () => number;
  botToken: string;
  scopes: ReadonlySet<string>;
  triggers: ReturnType<typeof createTriggers>;
  refusals: Refusals;
  url: () => string;
};

/** The call's arguments; JSON inside of form fields is parsed already. */
export type Args = Record<string, unknown>;

export type Method = (context: Context, args: Args) => JsonObject;

export function refuseProblems(code: string, problems: string[]): void {
  if (problems.length > 0) refuse(code, { problems });
}

export function needScope({ scopes }: Context, needed: string): void {
  if (!scopes.has(needed)) refuse("missing_scope", { extra: { needed, provided: [...scopes].join(",") } });
}

export function word(args: Args, name: string, code = "invalid_arguments"): string {
  const value = args[name];
  if (typeof value === "string" && value !== "") return value;
  return refuse(code, { problems: [`[ERROR] missing required field: ${name}`] });
}

export const maybe = (args: Args, name: string): string | null => {
  const value = args[name];
  return value === undefined || value === null || value === "" ? null : String(value);
};

export const flag = (args: Args, name: string): boolean => ["true", "1"].includes(String(args[name]));

export const refusedBody = ({ code, more: { problems, extra } }: Refusal): JsonObject => ({
  ...{ ok: false, error: code, ...extra },
  ...(problems.length > 0 ? { response_metadata: { messages: problems } } : {}),
});

const LIFE_MS = 3000;
const KEPT = 1000;

/** Who clicked, and the modal that was clicked in. */
type Trigger = { user: string; modalId: string | null };

/** Only in memory: none would survive a restart of any length. */
export function createTriggers() {
  const made = new Map<string, Trigger & { at: number; used: boolean }>();
  return {
    make: (trigger: Trigger): string => {
      const id = `${Date.now()}.${randomUUID()}`;
      made.set(id, { ...trigger, at: Date.now(), used: false });
      if (made.size > KEPT) made.delete(made.keys().next().value ?? "");
      return id;
    },
    /** Works once, for three seconds of real time. */
    redeem: (id: string): Trigger => {
      const trigger = made.get(id) ?? refuse("invalid_trigger_id");
      if (trigger.used) refuse("exchanged_trigger_id");
      if (Date.now() - trigger.at > LIFE_MS) refuse("expired_trigger_id");
      trigger.used = true;
      return trigger;
    },
  };
}
