import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { openWorld } from "../../src/sandbox/world.ts";
import { folder } from "../store/repositories/samples.ts";

const WRITER = `
  import { openWorld } from ${JSON.stringify(new URL("../../src/sandbox/world.ts", import.meta.url).href)};
  const filler = "x".repeat(200_000);
  const section = openWorld({ path: process.argv[1] }).section("counter", { count: 0, filler });
  for (;;) {
    section.change((draft) => { draft.count += 1; });
    process.stdout.write(section.get().count + "\\n");
    await new Promise((resolve) => setImmediate(resolve));
  }
`;

test("kill -9 at any moment loses nothing that was answered", { timeout: 60_000 }, async () => {
  const path = join(folder(), "world.json");
  const warnings: string[] = [];
  for (let round = 1; round <= 5; round += 1) {
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", WRITER, path], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exited = once(child, "exit");
    let answered = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      answered = Number(line);
      if (answered >= round * 17) child.kill("SIGKILL");
    }
    await exited;
    const { count } = openWorld({ path, warn: (sentence) => warnings.push(sentence) })
      .section("counter", { count: 0 })
      .get();
    expect(count).toBeGreaterThanOrEqual(answered);
    expect(count).toBeLessThanOrEqual(answered + 1);
  }
  expect(warnings).toEqual([]);
});
