import { randomUUID } from "node:crypto";
import { refuse } from "../refusal.ts";

const LIFE_MS = 3000;
const KEPT = 1000;

/** Who clicked, and the modal that was clicked in. */
type Trigger = { user: string; modalId: string | null };

export type Triggers = ReturnType<typeof createTriggers>;

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
