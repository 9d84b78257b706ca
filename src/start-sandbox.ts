import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import type { Config } from "./config/config.ts";
import type { Log } from "./lib/log.ts";
import { createSandbox } from "./sandbox/server.ts";
import { type Running, start } from "./start.ts";
import { VERSION } from "./version.ts";

/** Somebody watches: what happens at Mistral shows at once. */
const SYNC_SECONDS = 2;

/**
 * The real bot beside an embedded Slack, an embedded Teams and an embedded Mistral, in one process and on one port. It lets
 * everybody be anybody: the configuration has made sure that it listens on this machine only.
 */
export async function startSandbox(config: Config, log: Log): Promise<Running> {
  const world = `${config.databasePath.replace(/\.db$/, "")}-world.json`;
  let resetting: Promise<void> | null = null;

  async function reset(): Promise<void> {
    await current.stop();
    for (const end of ["", "-wal", "-shm"]) rmSync(config.databasePath + end, { force: true });
    rmSync(world, { force: true });
    current = await begin(current.port);
    resetting = null;
  }
  const begin = (port: number) =>
    beginSandbox({ ...config, port }, world, log, () => {
      resetting ??= reset();
    });
  let current = await begin(config.port);
  return {
    ...current,
    /** Its files are gone for a moment while it starts afresh. */
    get store() {
      return resetting === null ? current.store : { ...current.store, lost: () => null };
    },
    stop: async () => {
      await resetting;
      return current.stop();
    },
  };
}

async function beginSandbox(config: Config, world: string, log: Log, onReset: () => void): Promise<Running> {
  const secret = () => randomBytes(24).toString("hex");
  const [botToken, signingSecret, adminKey, key] = [`xoxb-${secret()}`, secret(), secret(), secret()];
  let url = "";
  let running: Running | null = null;
  const sandbox = createSandbox({
    ...{ botToken, signingSecret, mistralAdminKey: adminKey, mistralKey: key },
    version: VERSION,
    forNewcomers: true,
    path: world,
    database: config.databasePath,
    warn: (sentence) => log.warn({}, sentence),
    origin: () => url,
    onSkip: () => running?.worker.wake(),
    onAdminApi: () => running?.modeChanged(),
    onReset,
  });
  // Teams tells nobody's rights, so whoever may start the Setup in Slack is named.
  const owners = [...config.owners, ...sandbox.owners()];
  const syncSeconds = Math.min(config.syncSeconds, SYNC_SECONDS);
  running = await start({ ...config, syncSeconds, owners }, log, {
    now: sandbox.clock.now,
    // Both sides end together, so nothing comes through late.
    graceMs: 0,
    hasAdminApi: sandbox.hasAdminApi,
    dns: { txt: async (name) => sandbox.mistral.txt(name) ?? [] },
    handlers: [sandbox.handle],
    teamsOptions: { dialogs: true, files: true },
    connectTo: (bound) => {
      url = bound;
      return {
        slack: { botToken, apiUrl: sandbox.slackApiUrl(), transport: { kind: "http", signingSecret } },
        teams: { kind: "local" },
        mistral: { apiUrl: sandbox.mistralApiUrl(), adminKey, key, adminAuth: "x-api-key" },
      };
    },
  });
  // A bot cannot ask where it is installed: Teams tells it, and nobody waits for that.
  void sandbox.teams.announce();
  const { stop } = running;
  return {
    ...running,
    stop: () => {
      sandbox.close();
      return stop();
    },
  };
}
