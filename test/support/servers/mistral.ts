import type { RequestListener } from "node:http";
import { createMistralAdmin } from "../../../src/mistral/admin/admin.ts";
import type {
  EmbeddedMistral,
  EmbeddedMistralOptions,
} from "../../../src/sandbox/mistral/embedded-mistral.ts";
import { createEmbeddedMistral } from "../../../src/sandbox/mistral/embedded-mistral.ts";
import type { MistralState } from "../../../src/sandbox/mistral/state.ts";
import { initialMistralState } from "../../../src/sandbox/mistral/state.ts";
import type { Section } from "../../../src/sandbox/world.ts";
import { mustKeepToContract } from "../../mistral/contract.ts";
import { createFaults, type Faults } from "./faults.ts";
import { listenRaw } from "./raw-server.ts";

export const ADMIN_KEY = "admin-key-0123456789";
export const KEY = "ordinary-key-0123456789";
export const START = Date.UTC(2026, 8, 1, 9);

export type FaultyMistral = EmbeddedMistral & { faults: Faults };

export type TestMistral = Awaited<ReturnType<typeof listenEmbeddedMistral>>;

type Options = Partial<EmbeddedMistralOptions> & {
  asked?: "anyhow";
  /** How long the client waits. */
  timeoutMs?: number;
  watch?: RequestListener;
};

export function memorySection<T>(initial: T): Section<T> {
  return { get: () => initial, change: (fn) => fn(initial), patch: Object.assign };
}

/**
 * The embedded Mistral on a free port of 127.0.0.1. When it closes, every request that reached it must have kept to the
 * published contract, unless the test itself asks (`asked: "anyhow"`).
 */
export async function listenEmbeddedMistral({ asked, timeoutMs, watch, ...options }: Options = {}) {
  let clock = START;
  const now = options.now ?? (() => clock);
  const section: Section<MistralState> = options.section ?? memorySection(initialMistralState(now()));
  const faults = createFaults();
  const { carry } = faults;
  const embedded = createEmbeddedMistral({ adminKey: ADMIN_KEY, key: KEY, carry, ...options, now, section });
  const mistral: FaultyMistral = { ...embedded, faults };
  const { url, close } = await listenRaw((req, res) => {
    watch?.(req, res);
    mistral.handle(req, res, new URL(req.url ?? "/", "http://mistral.invalid").pathname);
  });
  return {
    url,
    mistral,
    section,
    admin: createMistralAdmin({
      baseUrl: `${url}/v1/admin`,
      key: options.adminKey ?? ADMIN_KEY,
      secondTryMs: 1,
      now,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    }),
    /** Moves Mistral's clock; without effect when `now` was given. */
    skip: (milliseconds: number) => {
      clock += milliseconds;
    },
    close: async () => {
      await close();
      if (asked !== "anyhow") mustKeepToContract(mistral.calls());
    },
  };
}
