import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CLOCK_ENV } from "../support/clock-env.ts";

/** The built program as anybody starts it, in a folder of its own. After a kill it comes back at the same address. */
export function createBuiltBot() {
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  let running: ChildProcess | null = null;
  let port = "0";

  async function start(): Promise<string> {
    const env = {
      ...CLOCK_ENV,
      PATH: process.env["PATH"],
      PORT: port,
      DATABASE_PATH: join(folder, "sandbox.db"),
      LOG_LEVEL: "warn",
    };
    const bot = spawn(process.execPath, [join(process.cwd(), "dist/main.js")], { cwd: folder, env });
    running = bot;
    const url = await new Promise<string>((resolve, reject) => {
      let printed = "";
      bot.stdout.on("data", (chunk: Buffer) => {
        printed += chunk.toString();
        const address = /http:\/\/\S+/.exec(printed)?.[0];
        if (address !== undefined) resolve(address);
      });
      bot.stderr.on("data", (chunk: Buffer) => process.stderr.write(chunk));
      bot.once("exit", (code) => reject(new Error(`ended with ${code}: ${printed}`)));
    });
    port = new URL(url).port;
    return url;
  }

  return {
    start,
    killAndRestart: async (): Promise<string> => {
      const ended = new Promise((resolve) => running?.once("exit", resolve));
      running?.kill("SIGKILL");
      await ended;
      return start();
    },
    remove: (): void => {
      running?.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type BuiltBot = ReturnType<typeof createBuiltBot>;
