import { describe, expect, it } from "vitest";
import { startedWhole } from "../support/servers/whole.ts";

describe("one of Mistral's keys that is to be replaced", () => {
  it("stays in use when Mistral refuses the new one", async () => {
    const world = await startedWhole({ mode: "automatic" });
    const { replace } = world.bot;
    const keys = ["MISTRAL_ADMIN_API_KEY", "MISTRAL_API_KEY"] as const;
    for (const name of keys) await expect(replace[name]?.("a-key-of-nobody")).rejects.toThrow(/401|refuses/);
    const { length } = world.mistral.calls();
    await world.later(15 * 60_000);
    const after = world.mistral.calls().slice(length);
    expect(after.length).toBeGreaterThan(0);
    expect(after.filter(({ status }) => status === 401)).toEqual([]);
    await world.stop();
  });
});
