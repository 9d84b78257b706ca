import type { App } from "./app/core/app.ts";
import type { Context, Unit } from "./app/core/context.ts";
import { createApp } from "./app/core/create-app.ts";
import { sayWhetherAdminKeyIsLetIn } from "./app/key/admin-key.ts";
import { createReferences } from "./app/messages/conversation-references.ts";
import { beginWork } from "./app/worker/begin-work.ts";
import { lookSoon } from "./app/worker/job-handler.ts";
import { createWorker, type Worker } from "./app/worker/worker.ts";
import { type Config, oddSecret, type SlackConfig, secretsOf, type TeamsConfig } from "./config/config.ts";
import type { Platform } from "./domain/accounts/person.ts";
import { createHttpServer, type HttpHandler } from "./lib/http/server.ts";
import type { Log } from "./lib/log.ts";
import { keepSecret } from "./lib/redact.ts";
import type { Metrics } from "./metrics.ts";
import { createMistralAdmin } from "./mistral/admin/admin.ts";
import { createDns, createRecordLookup, type Dns } from "./mistral/dns.ts";
import { createKeyProbe } from "./mistral/probe.ts";
import { reasonOf, watchReadiness } from "./readiness.ts";
import { createSlack, type SlackConnection } from "./slack/connection.ts";
import { EVENTS_PATH } from "./slack/inbound/http-requests.ts";
import type { Upgrade } from "./store/db/migrate.ts";
import { openStore, type StoreOptions } from "./store/store.ts";
import type { Store, Tx } from "./store/tx.ts";
import type { TeamsConnection, TeamsOptions } from "./teams/connection.ts";
import { stringsFor } from "./view/strings/index.ts";

const GRACE_MS = 15_000;
/** A monitor looks more often; this is for whoever reads the log alone. */
const READINESS_MS = 60_000;
const HTTP_DEADLINE_MS = 5_000;
/** A call that hangs is let go after ten seconds, and so long nobody waits for the end: it is looked for at the next start. */
const WORK_DEADLINE_MS = 7_000;

export type Running = {
  readonly url: string;
  readonly port: number;
  /** null: nothing is measured. */
  readonly metricsUrl: string | null;
  readonly store: Store;
  readonly worker: Worker;
  /** `hasAdminApi` answers differently from now on: what is under way changes hands. */
  modeChanged(): void;
  stop(): Promise<void>;
};

export type StartOptions = Pick<StoreOptions, "redrawAfterMs" | "migrations"> & {
  /** Epoch ms; the sandbox's can be moved. */
  readonly now?: () => number;
  readonly graceMs?: number;
  /** Served beside the bot: the sandbox. */
  readonly handlers?: readonly HttpHandler[];
  /** Where the chats and Mistral are once the port is known; the sandbox serves them itself. */
  readonly connectTo?: (url: string) => Partial<Pick<Config, "slack" | "teams" | "mistral">>;
  /** What sending is paced by, ms on a clock that never goes back; the real time by default. */
  readonly elapsed?: () => number;
  /** How long a platform hears nothing while the core works on a request, ms; 2,300 when left out. */
  readonly answerWithinMs?: number;
  /** From 0 to below 1: how much repetitions and looks at Mistral are out of step. */
  readonly random?: () => number;
  /** How Teams differs from what its access means: whether clients open dialogs, and show files. */
  readonly teamsOptions?: Pick<TeamsOptions, "dialogs" | "files">;
  /** Whether the configured Admin API may be used now; the sandbox has a switch for it. */
  readonly hasAdminApi?: () => boolean;
  /** Where TXT records are looked up; the sandbox has a zone of its own. */
  readonly dns?: Dns;
};

/** Puts the bot together and starts it. Throws AppError with one plain sentence for what the operator has to mend. */
export async function start(config: Config, log: Log, options: StartOptions = {}): Promise<Running> {
  const { now = Date.now, graceMs = GRACE_MS, handlers = [], dns = createDns() } = options;
  const { random = Math.random, hasAdminApi = () => true, redrawAfterMs, migrations } = options;
  keepSecret(secretsOf(config));
  const odd =
    config.slack?.transport.kind === "http" ? oddSecret(config.slack.transport.signingSecret) : null;
  if (odd !== null) log.warn({}, odd);
  const upgraded = (upgrade: Upgrade) =>
    log.info(upgrade, "upgraded the database, and kept a copy of it as it was");
  const store = openStore({
    ...{ path: config.databasePath, kind: config.mode, clock: now, upgraded, redrawAfterMs, migrations },
  });
  let slack: SlackConnection | null = null;
  let teams: TeamsConnection | null = null;
  let worker: Worker | null = null;
  let metrics: Metrics | null = null;
  const reason = (name: Platform, trouble: string | null = null) =>
    reasonOf(trouble, worker?.refusal(name) ?? null);
  const parts = () => ({
    database: store.trouble(),
    slack: reason("slack", slack?.trouble()),
    teams: reason("teams", teams?.trouble()),
  });
  const look = watchReadiness(parts, log);
  const ready = () => worker !== null && look();
  const looks = setInterval(ready, READINESS_MS).unref();
  const measured =
    (platform: Platform, handler: HttpHandler): HttpHandler =>
    (request, response) => {
      const began = performance.now();
      const isTaken = handler(request, response);
      const answered = () => metrics?.acknowledged(platform, performance.now() - began, response.statusCode);
      if (isTaken) response.once("finish", answered);
      return isTaken;
    };
  const own = [
    measured("slack", (request, response) => {
      const listener = slack?.requestListener;
      if (listener == null || request.url?.split("?", 1)[0] !== EVENTS_PATH) return false;
      void listener(request, response);
      return true;
    }),
    measured("teams", (request, response) => teams?.handle(request, response) ?? false),
  ];
  const { host, port } = config;
  const http = createHttpServer({ host, port, handlers: [...own, ...handlers], ready, log });
  const stop = async (deadlineMs: number): Promise<void> => {
    clearInterval(looks);
    // At once: while open requests end, no job begins any more.
    const worked = worker?.stop(WORK_DEADLINE_MS);
    worker = null;
    await Promise.all([worked, http.close(deadlineMs), slack?.stop(), teams?.stop()]);
    await metrics?.close();
    store.close();
  };
  try {
    const { url, port: bound } = await http.listen();
    const world = { ...config, ...options.connectTo?.(url) };
    // Its library takes time and memory to load, so only who measures has it.
    if (config.metrics !== null) {
      const { startMetrics } = await import("./metrics.ts");
      metrics = await startMetrics({ ...config.metrics, store, now, ready, log });
    }
    slack = world.slack && connectSlack(world.slack, log, options, () => metrics);
    teams = world.teams && (await connectTeams(world.teams, store, log, options));
    const context = createContext(world, hasAdminApi, {
      ...{ store, log, now, random, graceMs, lookInDns: createRecordLookup(dns) },
      messengers: [slack, teams].flatMap((one) => one?.messenger ?? []),
      meter: metrics?.meter,
    });
    const unitOf = (tx: Tx): Unit => ({ tx, now: now(), context });
    context.worker = createWorker(context, ready);
    const app: App = createApp(context);
    await Promise.all([slack?.start(app), teams?.start(app)]);
    store.transact((tx) => beginWork(unitOf(tx)));
    worker = context.worker;
    worker.start();
    ready();
    void sayWhetherAdminKeyIsLetIn(context);
    return {
      ...{ url, port: bound, metricsUrl: metrics?.url ?? null, store, worker },
      modeChanged: () => {
        store.transact((tx) => {
          beginWork(unitOf(tx));
          lookSoon(unitOf(tx), "people");
        });
        context.wake();
      },
      stop: () => stop(HTTP_DEADLINE_MS),
    };
  } catch (error) {
    await stop(0);
    throw error;
  }
}

function connectSlack(
  { transport, ...access }: SlackConfig,
  log: Log,
  { elapsed, answerWithinMs }: StartOptions,
  metrics: () => Metrics | null,
): SlackConnection {
  const { kind: _, ...secret } = transport;
  return createSlack({
    ...{ ...access, ...secret, log, elapsed, answerWithinMs },
    words: (lang) => stringsFor(lang, "slack").slack,
    // An envelope of Socket Mode has no status.
    acknowledged: (ms) => metrics()?.acknowledged("slack", ms, 200),
  });
}

/** Its SDK takes time and memory to load, so only who needs it has it. */
async function connectTeams(
  access: TeamsConfig,
  store: Store,
  log: Log,
  { now = Date.now, elapsed, answerWithinMs, teamsOptions }: StartOptions,
): Promise<TeamsConnection> {
  const { createTeams } = await import("./teams/connection.ts");
  return createTeams({
    ...{ access, references: createReferences(store, "teams"), log, now, elapsed, answerWithinMs },
    ...{ words: (lang) => stringsFor(lang, "teams").teams, ...teamsOptions },
  });
}

type Core = Context & { worker: Worker | null };
type Given = Omit<
  Core,
  "mistral" | "probe" | "owners" | "syncMs" | "warmupMs" | "lookedAt" | "asked" | "wake" | "worker"
>;

function createContext(
  { mistral, owners, syncSeconds, billingWarmupSeconds }: Config,
  hasAdminApi: () => boolean,
  given: Given,
): Core {
  const { apiUrl, adminKey, key, adminAuth: scheme } = mistral;
  const access = { baseUrl: `${apiUrl}/v1/admin`, scheme, now: given.now };
  const admin = adminKey === null ? null : createMistralAdmin({ ...access, key: adminKey });
  const context: Core = {
    ...given,
    get mistral() {
      return hasAdminApi() ? admin : null;
    },
    probe: key === null ? null : createKeyProbe({ baseUrl: apiUrl, key }),
    owners,
    syncMs: syncSeconds * 1000,
    warmupMs: billingWarmupSeconds * 1000,
    lookedAt: new Map(),
    asked: new Map(),
    wake: () => context.worker?.wake(),
    worker: null,
  };
  return context;
}
