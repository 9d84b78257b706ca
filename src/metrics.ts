import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import {
  JOB_OUTCOMES,
  type Meter,
  REQUEST_KINDS,
  REQUEST_OUTCOMES,
  SYNC_OUTCOMES,
} from "./app/core/context.ts";
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
  readonly ready: () => boolean;
  readonly log: Log;
};

export type Metrics = Awaited<ReturnType<typeof startMetrics>>;

/** Serves Prometheus on a port of its own. What the database knows is read when it is asked for. */
export async function startMetrics(sources: Sources) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = countersIn(registry);
  gaugesIn(registry, sources);
  const { host, port, log } = sources;
  const handlers = [scrape(registry, log)];
  const server = createHttpServer({ host, port, handlers, log, prefix: "METRICS_" });
  const { url } = await server.listen();
  return { url: `${url}${PATH}`, ...counters, close: () => server.close(DEADLINE_MS) };
}

function scrape(registry: Registry, log: Log): HttpHandler {
  return (request, response) => {
    if (request.url?.split("?", 1)[0] !== PATH) return false;
    if (request.method !== "GET") {
      response.writeHead(405, { allow: "GET" }).end();
      return true;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
      (error: unknown) => {
        log.warn({ error: describe(error) }, "the metrics could not be read");
        response.writeHead(500).end();
      },
    );
    return true;
  };
}

function countersIn(registry: Registry) {
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name: `${PREFIX}${name}`, help, labelNames, registers: [registry] });
  const histogram = (name: string, help: string, labelNames: string[], buckets: number[]) =>
    new Histogram({ name: `${PREFIX}${name}`, help, labelNames, buckets, registers: [registry] });
  const requests = counter("requests_total", "What people did, by what came of it.", [
    ...["platform", "kind", "outcome"],
  ]);
  const jobs = counter(
    "jobs_total",
    "Attempts at jobs, by what came of them; later: tried again after a while.",
    ["kind", "outcome"],
  );
  const syncs = histogram(
    "sync_seconds",
    "Reading Mistral's members list and comparing it with what is stored.",
    ["outcome"],
    SYNCED_WITHIN,
  );
  const acknowledgements = histogram(
    "acknowledgement_seconds",
    "From the arrival of a request to its acknowledgement, by the class of the HTTP status.",
    ["platform", "status"],
    ACKNOWLEDGED_WITHIN,
  );
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

function gaugesIn(registry: Registry, { store, now, ready }: Sources): void {
  const gauge = (name: string, help: string, read: (set: Gauge) => void, labelNames: string[] = []) =>
    new Gauge({
      ...{ name: `${PREFIX}${name}`, help, labelNames, registers: [registry] },
      collect() {
        read(this);
      },
    });
  const figures = () => store.read((tx) => tx.jobs.figures(now()));
  gauge("ready", "1 while /readyz answers 200.", (to) => to.set(Number(ready())));
  gauge("jobs_due", "Jobs whose time has come and that have not begun.", (to) => to.set(figures().due));
  gauge("jobs_planned", "Jobs that are due later.", (to) => to.set(figures().planned));
  gauge("jobs_running", "Jobs that are under way.", (to) => to.set(figures().running));
  gauge("dead_letters", "Jobs that were given up and that nobody has decided about.", (to) =>
    to.set(figures().dead),
  );
  gauge("oldest_due_job_seconds", "How long the first of the due jobs has been due.", (to) => {
    const at = now();
    to.set(Math.max(0, at - (figures().oldestDue ?? at)) / 1000);
  });
  const outage = (to: Gauge) => {
    const alerts = store.read((tx) => tx.alerts.open());
    for (const of of OUTAGES_OF) to.set({ of }, outageOf(alerts, of) === null ? 0 : 1);
  };
  gauge("outage", "1 while an outage of another side is under way.", outage, ["of"]);
}
