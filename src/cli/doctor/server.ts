import { existsSync } from "node:fs";
import type { Config } from "../../config/config.ts";
import { AppError } from "../../lib/errors.ts";
import { fetchWhole } from "../../lib/http/fetch-whole.ts";
import { createHttpServer, reachable } from "../../lib/http/server.ts";
import { fileBehind } from "../../store/db/file.ts";
import { isLocked } from "../../store/db/lock.ts";
import { type Finding, type Found, fail, ok, skipped, warn } from "./finding.ts";

const ASKED_MS = 3_000;

/** Whether a server runs on the database and answers; if none does, whether one could listen. */
export async function serverFindings({ host, port, metrics, databasePath: path }: Config): Promise<Found> {
  if (!isLocked(fileBehind(path))) {
    const none = existsSync(path)
      ? warn("server", `No server runs on ${path}.`, "Start it with npm start.")
      : skipped("server", "No server has been started yet: npm start does.");
    const ofMetrics = metrics === null ? [] : [portFinding({ ...metrics, prefix: "METRICS_" })];
    return [none, ...(await Promise.all([portFinding({ host, port }), ...ofMetrics]))];
  }
  const url = `http://${reachable(host)}:${port}`;
  if ((await ask(`${url}/healthz`)) !== '{"ok":true}') {
    const what = `A server runs on ${path}, but nothing of this program answers at ${url}.`;
    const mend = "Run this with the HOST and PORT that the server has; else restart the server.";
    return fail("server", what, mend);
  }
  if ((await ask(`${url}/readyz`)) === '{"ready":true}')
    return ok("server", `A server runs on ${path}, and is ready at ${url}.`);
  const mend = "Mend what else is wrong here; if there is nothing, its log says why.";
  return fail("server", `The server at ${url} is not ready.`, mend);
}

/** One look at our own server; null: there was no answer. */
async function ask(url: string): Promise<string | null> {
  const answer = await fetchWhole(url, {}, { ms: ASKED_MS }).catch(() => null);
  return answer === null ? null : new TextDecoder().decode(answer.bytes ?? undefined);
}

/** By listening there for a moment, as a server would. */
async function portFinding(where: { host: string; port: number; prefix?: "METRICS_" }): Promise<Finding> {
  const log = { info() {}, warn() {}, error() {} };
  const server = createHttpServer({ ...where, handlers: [], log });
  try {
    await server.listen();
    await server.close(0);
    return ok("port", `Port ${where.port} on ${where.host} is free.`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const [what = "", mend = ""] = error.message.split(/(?<=\.) /);
    return fail("port", what, mend);
  }
}
