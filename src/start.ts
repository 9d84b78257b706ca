import type { App } from "./app/core/app.ts";
import { type AskedLook, type Context, lookSoon, type Unit } from "./app/core/context.ts";
import { createApp } from "./app/core/create-app.ts";
import { requireOurs, sayWhetherAdminKeyIsLetIn } from "./app/key/admin-key.ts";
import { createReferences } from "./app/messages/conversation-references.ts";
import { beginWork } from "./app/worker/begin-work.ts";
import { createWorker, type Worker } from "./app/worker/worker.ts";
import { type Config, type SlackConfig, secretsOf, type TeamsConfig } from "./config/config.ts";
import { oddSecret } from "./config/variables.ts";
import { PLATFORMS, type Platform } from "./domain/accounts/person.ts";
import { AppError } from "./lib/errors.ts";
import { leaveBy } from "./lib/http/proxy.ts";
import { createHttpServer, type HttpHandler } from "./lib/http/server.ts";
import type { Log } from "./lib/log.ts";
import { keepSecret } from "./lib/redact.ts";
import type { Metrics } from "./metrics.ts";
import { createMistralAdmin } from "./mistral/admin/admin.ts";
import { createDns, createRecordLookup, type Dns } from "./mistral/dns.ts";
import { createKeyProbe } from "./mistral/probe.ts";
import type { Replace } from "./rotation.ts";
import { createSlack, type SlackConnection } from "./slack/connection.ts";
import { openStore, type StoreOptions } from "./store/store.ts";
import type { Store, Tx } from "./store/tx.ts";
import type { TeamsConnection, TeamsOptions } from "./teams/connection.ts";
import { BUILT_FROM, VERSION } from "./version.ts";
import { stringsFor } from "./view/strings/index.ts";

const BUILD = { version: VERSION, commit: BUILT_FROM ?? "" };
const GRACE_MS = 15_000;
/** A monitor looks more often; this is for whoever reads the log alone. */
const READINESS_MS = 60_000;
const HTTP_DEADLINE_MS = 5_000;
/** A call that hangs is let go after ten seconds, and so long nobody waits for the end: it is looked for at the next start. */
const WORK_DEADLINE_MS = 7_000;

/** Why a platform's connection does not work, by its word for it. */
const REASONS: Readonly<Record<string, string>> = {
  not_started: "it was not started",
  not_reached: "Slack has not said yet whose the token is",
  no_socket: "there is no Socket Mode connection",
  no_token: "Microsoft's directory has given no token yet",
};

export type Running = Awaited<ReturnType<typeof start>>;

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
export async function start(config: Config, log: Log, options: StartOptions = {}) {
  const { now = Date.now, handlers = [], redrawAfterMs, migrations } = options;
  keepSecret(secretsOf(config));
  if (config.mode === "real" && config.proxy !== null) leaveBy(config.proxy, log);
  const odd =
    config.slack?.transport.kind === "http" ? oddSecret(config.slack.transport.signingSecret) : null;
  if (odd !== null) log.warn({}, odd);
  const store = openStore({
    ...{ path: config.databasePath, kind: config.mode, clock: now, redrawAfterMs, migrations },
    restored: (copiedAt) =>
      log.info(
        { copiedAt: new Date(copiedAt) },
        "the database is a copy: what it planned is looked for first",
      ),
    upgraded: (upgrade) => log.info(upgrade, "upgraded the database, and kept a copy of it as it was"),
  });
  let chats: Chats = { slack: null, teams: null };
  let worker: Worker | null = null;
  let metrics: Metrics | null = null;
  const reason = (name: Platform): string | null => {
    const [trouble, refusal] = [chats[name]?.trouble() ?? null, worker?.refusal(name) ?? null];
    if (trouble !== null) return REASONS[trouble] ?? trouble;
    return refusal && `it refuses our credentials (${refusal}), and what goes there waits`;
  };
  const parts = () => ({ database: store.trouble(), slack: reason("slack"), teams: reason("teams") });
  const look = watchReadiness(parts, log);
  const serving = () => worker !== null;
  const ready = () => serving() && look();
  const looks = setInterval(ready, READINESS_MS).unref();
  const own = PLATFORMS.map(
    (platform): HttpHandler =>
      (request, response) => {
        const began = performance.now();
        const isTaken = chats[platform]?.handle(request, response) ?? false;
        const answered = () =>
          metrics?.acknowledged(platform, performance.now() - began, response.statusCode);
        if (isTaken) response.once("finish", answered);
        return isTaken;
      },
  );
  const { host, port } = config;
  const health = { version: VERSION, serving, ready };
  const http = createHttpServer({ host, port, handlers: [...own, ...handlers], health, log });
  const stop = async (deadlineMs: number): Promise<void> => {
    clearInterval(looks);
    // At once: while open requests end, no job begins any more.
    const worked = worker?.stop(WORK_DEADLINE_MS);
    worker = null;
    await Promise.all([worked, http.close(deadlineMs), chats.slack?.stop(), chats.teams?.stop()]);
    await metrics?.close();
    store.close();
  };
  try {
    const { url, port: bound } = await http.listen();
    const world = { ...config, ...options.connectTo?.(url) };
    // Its library takes time and memory to load, so it is loaded for those alone who measure.
    if (config.metrics !== null) {
      const { startMetrics } = await import("./metrics.ts");
      metrics = await startMetrics({ ...config.metrics, store, now, build: BUILD, ready, log });
    }
    const { slack, teams } = connect(world, store, log, options, () => metrics);
    // Slack hears 503, and not 404, while the SDK of Teams is loaded.
    chats = { slack, teams: null };
    chats = { slack, teams: await teams };
    const messengers = [chats.slack, chats.teams].flatMap((one) => one?.messenger ?? []);
    const context = createContext(world, options, { store, log, now, messengers, meter: metrics?.meter });
    const replace: Replace = { ...chats.slack?.replace, ...chats.teams?.replace, ...context.replace };
    const unitOf = (tx: Tx): Unit => ({ tx, now: now(), context });
    context.worker = createWorker(context, ready);
    const app: App = createApp(context);
    await Promise.all([chats.slack?.start(app), chats.teams?.start(app)]);
    store.transact((tx) => beginWork(unitOf(tx)));
    worker = context.worker;
    worker.start();
    ready();
    void sayWhetherAdminKeyIsLetIn(context);
    return {
      ...{ url, port: bound, store, worker },
      /** null: nothing is measured. */
      metricsUrl: metrics?.url ?? null,
      replace,
      /** `hasAdminApi` answers differently from now on: what is under way changes hands. */
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

type Chats = { readonly slack: SlackConnection | null; readonly teams: TeamsConnection | null };

function connect(
  { slack, teams }: Config,
  store: Store,
  log: Log,
  { now = Date.now, elapsed, answerWithinMs, teamsOptions }: StartOptions,
  metrics: () => Metrics | null,
): { slack: SlackConnection | null; teams: Promise<TeamsConnection> | null } {
  const common = { log, elapsed, answerWithinMs };
  const inSlack = ({ transport: { kind: _, ...secret }, ...access }: SlackConfig) =>
    createSlack({
      ...{ ...access, ...secret, ...common },
      words: (lang) => stringsFor(lang, "slack").slack,
      // An envelope of Socket Mode has no status.
      acknowledged: (ms) => metrics()?.acknowledged("slack", ms, 200),
    });
  /** Its SDK takes time and memory to load, so it is loaded where it is needed alone. */
  const inTeams = async (access: TeamsConfig) =>
    (await import("./teams/connection.ts")).createTeams({
      ...{ access, references: createReferences(store, "teams"), now, ...common, ...teamsOptions },
      words: (lang) => stringsFor(lang, "teams").teams,
    });
  return { slack: slack && inSlack(slack), teams: teams && inTeams(teams) };
}

function createContext(
  { mistral: { apiUrl, adminKey, key, adminAuth: scheme }, owners, ...config }: Config,
  { graceMs = GRACE_MS, random = Math.random, dns = createDns(), hasAdminApi = () => true }: StartOptions,
  given: Pick<Context, "store" | "log" | "now" | "messengers" | "meter">,
): Context & { worker: Worker | null; replace: Replace } {
  const access = { baseUrl: `${apiUrl}/v1/admin`, scheme, now: given.now };
  const adminWith = (secret: string) => createMistralAdmin({ ...access, key: secret });
  const probeWith = (secret: string) => createKeyProbe({ baseUrl: apiUrl, key: secret });
  let admin = adminKey === null ? null : adminWith(adminKey);
  let probe = key === null ? null : probeWith(key);
  const look = (what: AskedLook) => {
    given.store.transact((tx) => lookSoon({ tx, now: given.now(), context }, what));
    context.wake();
  };
  const context: ReturnType<typeof createContext> = {
    ...{ ...given, graceMs, random, owners, lookInDns: createRecordLookup(dns) },
    get mistral() {
      return hasAdminApi() ? admin : null;
    },
    get probe() {
      return probe;
    },
    syncMs: config.syncSeconds * 1000,
    warmupMs: config.billingWarmupSeconds * 1000,
    lookedAt: new Map(),
    asked: new Map(),
    wake: () => context.worker?.wake(),
    worker: null,
    replace: {
      async MISTRAL_ADMIN_API_KEY(next) {
        const candidate = adminWith(next);
        await requireOurs(given.store, candidate);
        admin = candidate;
        look("people");
      },
      async MISTRAL_API_KEY(next) {
        const candidate = probeWith(next);
        const { outcome } = await candidate.probe(false);
        if (outcome === "refused") throw new AppError("unauthorized", "Mistral refuses it");
        probe = candidate;
        look("key");
      },
    },
  };
  return context;
}

/** `parts`: by name; null: it is ready, else why it is not. What has changed since the last look is one line in the log. */
function watchReadiness(parts: () => Readonly<Record<string, string | null>>, log: Log): () => boolean {
  const known = new Map<string, string | null>();
  return () => {
    const found = Object.entries(parts());
    for (const [part, reason] of found) {
      if (reason === (known.get(part) ?? null)) continue;
      known.set(part, reason);
      if (reason === null) log.info({ part }, "ready again");
      else log.error({ part, reason }, "not ready, so /readyz answers 503");
    }
    return found.every(([, reason]) => reason === null);
  };
}
