import type { Context } from "../../../src/app/core/context.ts";
import type { Platform } from "../../../src/domain/accounts/person.ts";
import { createChat } from "../../support/world/chat.ts";

/** What a bot on these platforms would draw with, which does nothing. */
export function contextFor(
  store: Context["store"],
  mistral: Context["mistral"],
  platforms: readonly Platform[],
): Context {
  const silent = () => {};
  const log = { info: silent, warn: silent, error: silent };
  // Who is on no connected platform counts as gone, and what is drawn says so.
  const messengers = platforms.map((platform) => createChat(platform).messenger);
  const none = { messengers, probe: null, owners: [], syncMs: 0, warmupMs: 0, graceMs: 0 };
  const lookInDns = async () => ({ kind: "nothing" }) as const;
  const lookedAt = new Map();
  return {
    ...none,
    lookInDns,
    lookedAt,
    store,
    mistral,
    log,
    now: Date.now,
    random: Math.random,
    wake: silent,
  };
}
