import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Database } from "../../../src/store/sqlite.ts";
import { CLOCK_ENV } from "../../support/clock-env.ts";
import { NODE_FLAGS } from "../../support/npm-start.ts";

const MAIN = fileURLToPath(new URL("../../../dist/main.js", import.meta.url));
const KILL_HERE = new URL("./kill-here.mjs", import.meta.url).href;
const NOWHERE = "http://127.0.0.1:9";

export type BuiltBot = ReturnType<typeof createBuiltBot>;

/** The built program as an operator starts it, which kills itself at its n-th moment: see kill-here.mjs. */
export function createBuiltBot(options: {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** How far its clock is ahead. */
  readonly aheadMs: () => number;
}) {
  const { folder, env, aheadMs } = options;
  const database = join(folder, "bot.db");
  let child: ChildProcess | null = null;
  let url = NOWHERE;
  let said = "";
  let ended: Promise<unknown> = Promise.resolve();

  /** True once it listens; false when it ended before. */
  async function start(at: number): Promise<boolean> {
    const born = spawn(
      process.execPath,
      [...NODE_FLAGS, "--import", KILL_HERE, MAIN, String(at), String(aheadMs())],
      {
        cwd: folder,
        env: { ...CLOCK_ENV, ...env, DATABASE_PATH: database, PORT: "0", LOG_LEVEL: "error" },
        stdio: ["ignore", "pipe", "pipe", "ipc"],
      },
    );
    child = born;
    said = "";
    // Only then all that it said has been heard.
    ended = once(born, "close").then(([code, signal]) => {
      said += `(exit ${code ?? signal})`;
      child = null;
      url = NOWHERE;
    });
    const listens = new Promise<boolean>((resolve) => {
      const hear = (chunk: Buffer) => {
        said += chunk.toString();
        url = /listens on (\S+)\n/.exec(said)?.[1] ?? url;
        if (url !== NOWHERE) resolve(true);
      };
      born.stderr?.on("data", hear);
      born.stdout?.on("data", hear);
    });
    const alive = await Promise.race([listens, ended.then(() => false)]);
    if (alive) await tell([null, aheadMs()]);
    return alive;
  }

  async function tell(what: readonly (number | null)[]): Promise<number> {
    // One that was just killed is there for a moment, and hears nothing: whoever asks goes on once it is gone.
    if (child?.connected !== true) return ended.then(() => 0);
    const heard = once(child, "message").then(([moments]) => Number(moments));
    child.send(what, () => {});
    return Promise.race([heard, ended.then(() => 0)]);
  }

  function rowsIn<Row>(file: string, source: string): Row[] {
    const db = new Database(file, { readonly: true });
    try {
      return db.prepare<[], Row>(source).all();
    } finally {
      db.close();
    }
  }

  return {
    start,
    database,
    url: () => url,
    lives: () => child !== null,
    /** What it complained of in its last life. */
    complaints: () => said.replace(/.*listens on .*\n/, ""),
    /** At which moment from now on it kills itself, 0: at none. Gives how many there were since it was last told. */
    tell: (at: number): Promise<number> => tell([at, aheadMs()]),
    clockMoved: (): Promise<number> => tell([null, aheadMs()]),
    /** SIGTERM. Gives the exit code. */
    end: async (): Promise<number | null> => {
      const dying = child;
      dying?.kill("SIGTERM");
      await ended;
      return dying?.exitCode ?? null;
    },
    close: async (): Promise<void> => {
      child?.kill("SIGKILL");
      await ended;
    },
    /** Reads rows beside it. */
    rows: <Row>(source: string): Row[] => rowsIn(database, source),
    /** Reads a copy of what it left behind, which is to be found by nobody but its next life. */
    leftBehind: <Row>(source: string): Row[] => {
      const copy = join(folder, "copy.db");
      for (const part of ["", "-wal"]) if (existsSync(database + part)) cpSync(database + part, copy + part);
      return rowsIn(copy, source);
    },
  };
}
