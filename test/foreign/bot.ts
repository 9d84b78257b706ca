import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CLOCK_ENV } from "../support/clock-env.ts";

export type BuiltBot = {
  /** Starts it, or starts it again on the same file; resolves with the address that it prints. */
  start(env: Readonly<Record<string, string>>): Promise<string>;
  /** The process is gone at once, as by kill -9. */
  kill(): Promise<void>;
  remove(): Promise<void>;
};

/** The built program in a folder of its own. */
export function builtBot(): BuiltBot {
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  let bot: ChildProcess | null = null;

  async function kill(): Promise<void> {
    const dying = bot;
    bot = null;
    if (dying === null || dying.exitCode !== null) return;
    const gone = new Promise((resolve) => dying.once("exit", resolve));
    dying.kill("SIGKILL");
    await gone;
  }

  return {
    start: (env) => {
      const all = {
        ...CLOCK_ENV,
        PORT: "0",
        LOG_LEVEL: "error",
        ...env,
        DATABASE_PATH: join(folder, "bot.db"),
      };
      const child = spawn(process.execPath, [join(process.cwd(), "dist/main.js")], { cwd: folder, env: all });
      bot = child;
      return new Promise((resolve, reject) => {
        let printed = "";
        for (const stream of [child.stdout, child.stderr]) {
          stream.on("data", (chunk: Buffer) => {
            printed += chunk.toString();
            const address = /listens on (http:\S+)/.exec(printed)?.[1];
            if (address !== undefined) resolve(address);
          });
        }
        child.once("exit", (code) => reject(new Error(`ended with ${code}: ${printed}`)));
      });
    },
    kill,
    remove: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
