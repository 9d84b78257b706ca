import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import {
  JOB_OUTCOMES,
  type Meter,
  REQUEST_KINDS,
  REQUEST_OUTCOMES,
  SYNC_OUTCOMES,
} from "./app/core/meter.ts";
import { PLATFORMS } from "./domain/accounts/person.ts";
import { outageOf, UPSTREAMS } from "./domain/alert.ts";
import { JOB_KINDS } from "./domain/job.ts";
import { createHttpServer, type HttpHandler } from "./lib/http/server.ts";
import { describe, type Log } from "./lib/log.ts";
import type { Store } from "./store/tx.ts";

const PREFIX = "mistral_setup_";
const PATH = "/metrics";
const DEADLINE_MS = 1_000;
/** Slack and Teams give up after three seconds. */
const ACKNOWLEDGED_WITHIN = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10];
const STATUS_CLASSES = ["2xx", "4xx", "5xx"];
const SYNCED_WITHIN = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

type Sources = {
  readonly host: string;
  readonly port: number;
  readonly store: Store;
  readonly now: () => number;
  readonly ready: () => boolean;
  readonly log: Log;
};

/** How long Slack or Teams waited for its answer, and the status of that. */
export type Acknowledged = (
  platform: (typeof PLATFORMS)[number],
  milliseconds: number,
  status: number,
) => void;

export type Metrics = {
  readonly url: string;
  readonly meter: Meter;
  readonly acknowledged: Acknowledged;
  close(): Promise<void>;
};

/** Serves Prometheus on a port of its own. What the database knows is read when it is asked for. */
export async function startMetrics(sources: Sources): Promise<Metrics> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { meter, acknowledged } = countersIn(registry);
  gaugesIn(registry, sources);
  const { host, port, log } = sources;
  const handlers = [scrape(registry, log)];
  const variables = { host: "METRICS_HOST", port: "METRICS_PORT" };
  const server = createHttpServer({ host, port, handlers, log, variables });
  const { url } = await server.listen();
  return { url: `${url}${PATH}`, meter, acknowledged, close: () => server.close(DEADLINE_MS) };
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

function countersIn(registry: Registry): Pick<Metrics, "meter" | "acknowledged"> {
  const registers = [registry];
  const requests = new Counter({
    name: `${PREFIX}requests_total`,
    help: "What people did, by what came of it.",
    labelNames: ["platform", "kind", "outcome"],
    registers,
  });
  const jobs = new Counter({
    name: `${PREFIX}jobs_total`,
    help: "Attempts at jobs, by what came of them; later: tried again after a while.",
    labelNames: ["kind", "outcome"],
    registers,
  });
  const syncs = new Histogram({
    name: `${PREFIX}sync_seconds`,
    help: "Reading Mistral's members list and comparing it with what is stored.",
    labelNames: ["outcome"],
    buckets: SYNCED_WITHIN,
    registers,
  });
  const acknowledgements = new Histogram({
    name: `${PREFIX}acknowledgement_seconds`,
    help: "From the arrival of a request to its acknowledgement, by the class of the HTTP status.",
    labelNames: ["platform", "status"],
    buckets: ACKNOWLEDGED_WITHIN,
    registers,
  });
  // From the first scrape on: what begins at 1 would look as if nothing had been counted.
  for (const platform of PLATFORMS) {
    for (const kind of REQUEST_KINDS)
      for (const outcome of REQUEST_OUTCOMES) requests.inc({ platform, kind, outcome }, 0);
    for (const status of STATUS_CLASSES) acknowledgements.zero({ platform, status });
  }
  for (const kind of JOB_KINDS) for (const outcome of JOB_OUTCOMES) jobs.inc({ kind, outcome }, 0);
  for (const outcome of SYNC_OUTCOMES) syncs.zero({ outcome });
  return {
    meter: {
      request: (platform, kind, outcome) => requests.inc({ platform, kind, outcome }),
      jobEnded: (kind, outcome) => jobs.inc({ kind, outcome }),
      synced: (outcome, milliseconds) => syncs.observe({ outcome }, milliseconds / 1000),
    },
    acknowledged: (platform, milliseconds, status) =>
      acknowledgements.observe({ platform, status: `${Math.floor(status / 100)}xx` }, milliseconds / 1000),
  };
}

function gaugesIn(registry: Registry, { store, now, ready }: Sources): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `${PREFIX}${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  const figures = () => store.read((tx) => tx.jobs.figures(now()));
  gauge("ready", "1 while /readyz answers 200.", () => Number(ready()));
  gauge("jobs_due", "Jobs whose time has come and that have not begun.", () => figures().due);
  gauge("jobs_planned", "Jobs that are due later.", () => figures().planned);
  gauge("jobs_running", "Jobs that are under way.", () => figures().running);
  gauge("dead_letters", "Jobs that were given up and that nobody has decided about.", () => figures().dead);
  gauge("oldest_due_job_seconds", "How long the first of the due jobs has been due.", () => {
    const at = now();
    const { oldestDue } = store.read((tx) => tx.jobs.figures(at));
    return oldestDue === null ? 0 : Math.max(0, at - oldestDue) / 1000;
  });
  new Gauge({
    name: `${PREFIX}outage`,
    help: "1 while an outage of another side is under way.",
    labelNames: ["of"],
    registers: [registry],
    collect() {
      const alerts = store.read((tx) => tx.alerts.open());
      for (const of of UPSTREAMS) this.set({ of }, outageOf(alerts, of) === null ? 0 : 1);
    },
  });
}
