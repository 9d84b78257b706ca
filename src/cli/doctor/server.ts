import { existsSync } from "node:fs";
import type { Config } from "../../config/config.ts";
import { AppError } from "../../lib/errors.ts";
import { readText } from "../../lib/http/read.ts";
import { createHttpServer, reachable } from "../../lib/http/server.ts";
import { fileBehind } from "../../store/db/file.ts";
import { isLocked } from "../../store/db/lock.ts";
import { type Finding, type Found, fail, ok, skipped, warn } from "./finding.ts";

const ASKED_MS = 3_000;
const LONGEST = 1_000;

type Where = Pick<Config, "host" | "port" | "metrics" | "databasePath">;

/** Whether a server runs on the database and answers; if none does, whether one could listen. */
export async function serverFindings({ host, port, metrics, databasePath: path }: Where): Promise<Found> {
  const isRunning = isLocked(fileBehind(path));
  const url = `http://${reachable(host)}:${port}`;
  const answer = port === 0 ? null : await ask(`${url}/healthz`);
  if (!isRunning) {
    const ofMetrics = metrics === null ? [] : [portFinding(metrics, METRICS)];
    const ports = [isOurs(answer) ? ofAnother({ host, port }) : portFinding({ host, port }), ...ofMetrics];
    return [notRunning(path), ...(await Promise.all(ports))];
  }
  if (port === 0) return skipped("server", `A server runs on ${path}, on a port that nobody knows (PORT=0).`);
  if (!isOurs(answer)) {
    const what = `A server runs on ${path}, but ${answer === null ? "nothing" : "another program"} answers at ${url}.`;
    return fail(
      "server",
      what,
      "Run this with the HOST and PORT that the server has; else restart the server.",
    );
  }
  const ready = await ask(`${url}/readyz`);
  if (ready?.status === 200) return ok("server", `A server runs on ${path}, and is ready at ${url}.`);
  const what = `The server at ${url} is not ready.`;
  return fail("server", what, "Mend what else is wrong here; if there is nothing, its log says why.");
}

const notRunning = (path: string): Finding =>
  existsSync(path)
    ? warn("server", `No server runs on ${path}.`, "Start it with npm start.")
    : skipped("server", "No server has been started yet: npm start does.");

type Answer = { readonly status: number; readonly text: string };

const isOurs = (answer: Answer | null): boolean => answer?.status === 200 && answer.text === '{"ok":true}';

/** One look at our own server; null: there was no answer. */
async function ask(url: string): Promise<Answer | null> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(ASKED_MS) });
    return { status: response.status, text: (await readText(response, LONGEST)) ?? "" };
  } catch {
    return null;
  }
}

type Port = { readonly host: string; readonly port: number };

const METRICS = { host: "METRICS_HOST", port: "METRICS_PORT" };

function ofAnother({ host, port }: Port): Finding {
  const what = `Port ${port} on ${host} has a server of this program that runs on another database.`;
  return fail("port", what, "Stop it, or set PORT to another number.");
}

/** By listening there for a moment, as a server would. */
async function portFinding({ host, port }: Port, variables?: typeof METRICS): Promise<Finding> {
  const log = { info() {}, warn() {}, error() {} };
  const server = createHttpServer({ host, port, handlers: [], log, ...(variables && { variables }) });
  try {
    await server.listen();
    await server.close(0);
    return ok("port", `Port ${port} on ${host} is free.`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const [what = error.message, mend = "Set another port."] = error.message.split(/(?<=\.) /);
    return fail("port", what, mend);
  }
}
