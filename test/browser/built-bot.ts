import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { must } from "../support/must.ts";
import { type Child, MAIN, startChild } from "../support/programs/child.ts";

/** The built program as anybody starts it, in a folder of its own. After a kill it comes back at the same address. */
export function createBuiltBot() {
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  let running: Child | null = null;
  let port = "0";

  async function start(): Promise<string> {
    const said: string[] = [];
    const env = { PORT: port, DATABASE_PATH: join(folder, "sandbox.db"), LOG_LEVEL: "warn" };
    running = startChild(MAIN, { cwd: folder, env, onLine: (line) => said.push(line) });
    const url = must(await running.url, `it ended: ${said.join("\n")}`);
    port = new URL(url).port;
    return url;
  }

  return {
    start,
    killAndRestart: async (): Promise<string> => {
      await running?.end("SIGKILL");
      return start();
    },
    remove: (): void => {
      running?.process.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type BuiltBot = ReturnType<typeof createBuiltBot>;
