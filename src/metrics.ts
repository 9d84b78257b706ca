import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { JOB_OUTCOMES, type Meter, REQUEST_KINDS, REQUEST_OUTCOMES, SYNC_OUTCOMES } from "./app/core/app.ts";
import { PLATFORMS, type Platform } from "./domain/accounts/person.ts";
import { OUTAGES_OF, outageOf } from "./domain/alert.ts";
import { JOB_KINDS } from "./domain/job.ts";
import { createHttpServer, type HttpHandler } from "./lib/http/server.ts";
import { describe, type Log } from "./lib/log.ts";
import type { Store } from "./store/tx.ts";

const PREFIX = "mistral_setup_";
const PATH = "/metrics";
const DEADLINE_MS = 1_000;
/** Slack and Teams give up after three seconds. */
const ACKNOWLEDGED_WITHIN = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10];
const SYNCED_WITHIN = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

type Sources = {
  readonly host: string;
  readonly port: number;
  readonly store: Store;
  readonly now: () => number;
  /** Of the program, and the commit that it was built from. */
  readonly build: { readonly version: string; readonly commit: string };
  readonly ready: () => boolean;
  readonly log: Log;
};

export type Metrics = Awaited<ReturnType<typeof startMetrics>>;

/** Serves Prometheus on a port of its own. What the database knows is read when it is asked for. */
export async function startMetrics(sources: Sources) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = countersIn(registry);
  const readGauges = gaugesIn(registry, sources);
  const about = "1, with the version of the program and the commit that it was built from.";
  const named = describing(registry)("build_info", about, ...Object.keys(sources.build));
  new Gauge(named).set(sources.build, 1);
  const { host, port, log } = sources;
  const handlers = [scrape(registry, readGauges, log)];
  const server = createHttpServer({ host, port, handlers, log, prefix: "METRICS_" });
  const { url } = await server.listen();
  return { url: `${url}${PATH}`, ...counters, close: () => server.close(DEADLINE_MS) };
}

function scrape(registry: Registry, readGauges: () => void, log: Log): HttpHandler {
  const read = async () => {
    readGauges();
    return await registry.metrics();
  };
  return (request, response) => {
    if (request.url?.split("?", 1)[0] !== PATH) return false;
    if (request.method !== "GET") {
      response.writeHead(405, { allow: "GET" }).end();
      return true;
    }
    read().then(
      (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
      (error: unknown) => {
        log.warn({ error: describe(error) }, "the metrics could not be read");
        response.writeHead(500).end();
      },
    );
    return true;
  };
}

const describing =
  (registry: Registry) =>
  (name: string, help: string, ...labelNames: string[]) => ({
    ...{ name: `${PREFIX}${name}`, help, labelNames, registers: [registry] },
  });

function countersIn(registry: Registry) {
  const described = describing(registry);
  const requestsHelp = "What people did, by what came of it.";
  const requests = new Counter(described("requests_total", requestsHelp, "platform", "kind", "outcome"));
  const jobsHelp = "Attempts at jobs, by what came of them; later: tried again after a while.";
  const jobs = new Counter(described("jobs_total", jobsHelp, "kind", "outcome"));
  const syncsHelp = "Reading Mistral's members list and comparing it with what is stored.";
  const syncs = new Histogram({ ...described("sync_seconds", syncsHelp, "outcome"), buckets: SYNCED_WITHIN });
  const acknowledgedHelp =
    "From the arrival of a request to its acknowledgement, by the class of the HTTP status.";
  const acknowledgements = new Histogram({
    ...described("acknowledgement_seconds", acknowledgedHelp, "platform", "status"),
    buckets: ACKNOWLEDGED_WITHIN,
  });
  // From the first scrape on: what begins at 1 would look as if nothing had been counted.
  for (const platform of PLATFORMS) {
    for (const kind of REQUEST_KINDS)
      for (const outcome of REQUEST_OUTCOMES) requests.inc({ platform, kind, outcome }, 0);
    for (const status of ["2xx", "4xx", "5xx"]) acknowledgements.zero({ platform, status });
  }
  for (const kind of JOB_KINDS) for (const outcome of JOB_OUTCOMES) jobs.inc({ kind, outcome }, 0);
  for (const outcome of SYNC_OUTCOMES) syncs.zero({ outcome });
  const meter: Meter = {
    request: (platform, kind, outcome) => requests.inc({ platform, kind, outcome }),
    jobEnded: (kind, outcome) => jobs.inc({ kind, outcome }),
    synced: (outcome, milliseconds) => syncs.observe({ outcome }, milliseconds / 1000),
  };
  /** How long Slack or Teams waited for its answer, and the status of that. */
  const acknowledged = (platform: Platform, milliseconds: number, status: number) =>
    acknowledgements.observe({ platform, status: `${Math.floor(status / 100)}xx` }, milliseconds / 1000);
  return { meter, acknowledged };
}

/** Gives what reads all of them anew. */
function gaugesIn(registry: Registry, { store, now, ready }: Sources): () => void {
  const described = describing(registry);
  const gauge = (...about: Parameters<typeof described>) => new Gauge(described(...about));
  const readiness = gauge("ready", "1 while /readyz answers 200.");
  const due = gauge("jobs_due", "Jobs whose time has come and that have not begun.");
  const planned = gauge("jobs_planned", "Jobs that are due later.");
  const running = gauge("jobs_running", "Jobs that are under way.");
  const dead = gauge("dead_letters", "Jobs that were given up and that nobody has decided about.");
  const oldest = gauge("oldest_due_job_seconds", "How long the first of the due jobs has been due.");
  const outage = gauge("outage", "1 while an outage of another side is under way.", "of");
  return () => {
    const at = now();
    const { jobs, alerts } = store.read((tx) => ({ jobs: tx.jobs.figures(at), alerts: tx.alerts.open() }));
    readiness.set(Number(ready()));
    due.set(jobs.due);
    planned.set(jobs.planned);
    running.set(jobs.running);
    dead.set(jobs.dead);
    oldest.set(Math.max(0, at - (jobs.oldestDue ?? at)) / 1000);
    for (const of of OUTAGES_OF) outage.set({ of }, outageOf(alerts, of) === null ? 0 : 1);
  };
}
