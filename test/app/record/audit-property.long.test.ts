import fc from "fast-check";
import { expect, it } from "vitest";
import { lookAtAudit } from "../../../src/app/record/audit-job.ts";
import { TELLING } from "../../../src/domain/security/audit.ts";
import { createAuditLog } from "../../../src/mistral/audit.ts";
import type { Send } from "../../../src/mistral/http.ts";
import { must } from "../../support/must.ts";
import { START, startedBot } from "../../support/world/bot.ts";
import { createMemoryMistral } from "../../support/world/memory-mistral.ts";
import { MINUTE } from "../../support/world/times.ts";

const TYPES = [
  "api_key.create",
  "workspace.create",
  "user.log_in",
  "billing.payment_method.added",
  "a.new.one",
];

type Entry = { id: number; at: number; seen: number; type: string };
type Server = { inclusive: boolean; longest: number };

/** Mistral's audit log, in which entries appear some time after they happened. */
function logOf(entries: readonly Entry[], { inclusive, longest }: Server, now: () => number): Send {
  return async (_method, path) => {
    const query = new URLSearchParams(path.split("?")[1]);
    const after = query.has("after") ? Date.parse(query.get("after") ?? "") : Number.NEGATIVE_INFINITY;
    const types = query.getAll("event_type");
    const found = entries
      .filter(({ seen, at, type }) => {
        const inTime = at > after || (inclusive && at === after);
        return seen <= now() && inTime && (types.length === 0 || types.includes(type));
      })
      .sort((a, b) => a.at - b.at || a.id - b.id);
    if (query.get("sort") === "descending") found.reverse();
    const json = found.slice(0, Math.min(Number(query.get("limit")), longest)).map(({ id, at, type }) => ({
      ...{ log_id: id, created_at: new Date(at).toISOString(), event_type: type },
    }));
    return { status: 200, text: "", json, retryAfterMs: undefined };
  };
}

const burst = fc.record({
  second: fc.integer({ min: 0, max: 7_200 }),
  late: fc.integer({ min: 0, max: 14 * 60 }),
  size: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 4 }) }, fc.integer({ min: 90, max: 230 })),
  type: fc.constantFrom(...TYPES),
});

it("each event is noted once and told once, whatever the bursts, the pages and how late it appears", async () => {
  const server = fc.record({ inclusive: fc.boolean(), longest: fc.constantFrom(300, 1_000, 10_000) });
  const steps = fc.array(fc.integer({ min: 1, max: 11 }), { minLength: 20, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(fc.array(burst, { maxLength: 8 }), server, steps, async (bursts, how, minutes) => {
      let id = 0;
      let now = START + MINUTE;
      const begun = now;
      const entries = bursts.flatMap(({ second, late, size, type }) =>
        Array.from({ length: size }, () => {
          id += 1;
          const at = begun + 1 + second * 1_000;
          return { id, at, seen: at + late * 1_000, type };
        }),
      );
      const bot = await startedBot();
      await bot.worker.stop(0);
      const { admin } = createMemoryMistral(() => now);
      const audit = createAuditLog(logOf(entries, how, () => now));
      const context = { ...bot.context, now: () => now, mistral: { ...admin, audit } };
      const look = async () => {
        const commit = await lookAtAudit(context);
        if (commit !== null) bot.store.transact((tx) => commit({ tx, now, context }));
        return commit;
      };
      await look();
      bot.store.transact((tx) => {
        const setup = must(tx.setup.load());
        const feed = [{ platform: "slack", channel: "audit", since: begun } as const];
        tx.setup.save({ ...setup, settings: { ...setup.settings, feed } });
      });
      const told: string[] = [];
      for (const pause of [...minutes, 120, 30, 30]) {
        now += pause * MINUTE;
        const before = new Set(told);
        await look();
        const feed = bot.store.read((tx) => tx.audit.lastFeed(now));
        const inIt = feed === null ? [] : bot.store.read((tx) => tx.audit.ofFeed(feed));
        told.push(...inIt.map((event) => event.id).filter((one) => !before.has(one)));
      }
      const ids = (list: readonly Entry[]) => list.map((entry) => String(entry.id)).sort();
      expect(told.toSorted()).toEqual(ids(entries.filter(({ type }) => type !== "user.log_in")));
      const telling = ids(entries.filter(({ type }) => TELLING.includes(type)));
      expect(bot.store.read((tx) => tx.audit.known(telling).size)).toBe(telling.length);
      expect(await look()).toBeNull();
      bot.store.close();
    }),
    { numRuns: 12 },
  );
}, 30_000);
