import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AutomaticBot, automaticBot } from "../support/automatic.ts";
import { fileStore } from "../support/file-store.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let shared: AutomaticBot;
beforeEach(async () => {
  shared = await automaticBot();
});
afterEach(() => shared.close());

const reads = () => shared.mistral.calls().filter(({ path }) => path === "/v1/admin/users").length;

/** How often Mistral's lists were read while so much time went by, ten seconds at a time. */
async function readsIn(milliseconds: number): Promise<number> {
  const before = reads();
  for (let gone = 0; gone < milliseconds; gone += 10 * SECOND) await shared.skip(10 * SECOND);
  return reads() - before;
}

describe("Mistral's lists", () => {
  it("are read seldom while nothing is under way", async () => {
    expect(await readsIn(60 * MINUTE)).toBeLessThanOrEqual(12);
  });

  it("are read every minute while somebody is Pending", async () => {
    await shared.pay();
    await shared.approved("bob@lumen.example");
    await readsIn(10 * MINUTE);
    expect(await readsIn(10 * MINUTE)).toBeGreaterThanOrEqual(18);
  });

  it("are not read again before the time that Mistral asked for", async () => {
    const headers = { "retry-after": "3000" };
    shared.mistral.faults.add({ fault: { kind: "answer", status: 429, headers }, path: "/v1/admin/users" });
    expect(await readsIn(11 * MINUTE)).toBe(1);
    expect(await readsIn(38 * MINUTE)).toBe(0);
    expect(await readsIn(12 * MINUTE)).toBeGreaterThan(0);
  });

  it("are read on after a clock was put back", async () => {
    await shared.skip(20 * MINUTE);
    await shared.skip(-60 * MINUTE);
    expect(await readsIn(11 * MINUTE)).toBeGreaterThan(0);
  });
});

describe("A look with nothing new", () => {
  it("writes nothing", async () => {
    const { store, version } = fileStore();
    const there = await automaticBot({ store });
    await there.pay();
    await there.approved("bob@lumen.example");
    await there.skip(10 * MINUTE);
    await there.skip(SECOND);
    const before = version();
    const looks = there.mistral.calls().length;
    await there.skip(61 * SECOND);
    await there.skip(61 * SECOND);
    expect(there.mistral.calls().length).toBeGreaterThan(looks);
    expect(version()).toBe(before);
    await there.close();
  });
});
