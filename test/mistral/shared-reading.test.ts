import { describe, expect, it } from "vitest";
import { sharedReading } from "../../src/mistral/admin/shared-reading.ts";

/** Readings that end when the test lets them. */
function readings() {
  const open: ((value: string) => void)[] = [];
  const fail: ((error: Error) => void)[] = [];
  const read = sharedReading(
    () =>
      new Promise<string>((resolve, reject) => {
        open.push(resolve);
        fail.push(reject);
      }),
  );
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { open, fail, read, turn };
}

describe("a shared reading", () => {
  it("begins at once for the first, and once more for all who ask meanwhile", async () => {
    const { open, read, turn } = readings();
    const first = read();
    const others = [read(), read(), read()];
    expect(open).toHaveLength(1);
    open[0]?.("old");
    expect(await first).toBe("old");
    await turn();
    expect(open).toHaveLength(2);
    open[1]?.("new");
    expect(await Promise.all(others)).toEqual(["new", "new", "new"]);
  });

  it("never answers with a reading that began before it was asked for", async () => {
    const { open, read, turn } = readings();
    void read();
    const second = read();
    open[0]?.("1");
    await turn();
    const third = read();
    open[1]?.("2");
    expect(await second).toBe("2");
    await turn();
    open[2]?.("3");
    expect(await third).toBe("3");
  });

  it("that fails fails for those who asked for it, and the next begins anew", async () => {
    const { open, fail, read, turn } = readings();
    const first = read();
    const second = read();
    fail[0]?.(new Error("down"));
    await expect(first).rejects.toThrow("down");
    await turn();
    open[1]?.("up");
    expect(await second).toBe("up");
    const third = read();
    open[2]?.("again");
    expect(await third).toBe("again");
  });
});
