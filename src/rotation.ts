import { type ConfigResult, readConfig, secretsOf } from "./config/config.ts";
import { type Given, oddSecret, VARIABLES } from "./config/variables.ts";
import { AppError } from "./lib/errors.ts";
import type { Log } from "./lib/log.ts";
import { keepSecret } from "./lib/redact.ts";

/** By variable: each takes the place of the secret in use. Throws AppError, and that one stays, when the other side refuses it. */
export type Replace = Readonly<Record<string, (next: string) => Promise<void>>>;

/** A file may move: what counts is what it holds. */
const COMPARED = VARIABLES.filter((name) => !name.endsWith("_FILE"));

/** Reads the secrets again each time that it is called, one after the other. What is wrong changes nothing. */
export function createRotation(
  started: Given,
  running: Promise<{ readonly replace: Replace }>,
  log: Log,
  read: () => ConfigResult = readConfig,
): () => Promise<void> {
  let inUse = started;
  let turn = Promise.resolve();

  async function use(name: string, next: string, replaceBy: Replace[string]): Promise<void> {
    try {
      await replaceBy(next);
      inUse = { ...inUse, [name]: next };
      const isSigning = name === "SLACK_SIGNING_SECRET";
      const both = isSigning ? "; the old one counts for one more hour" : "";
      log.info({}, `${name} was replaced, and the new one is in use${both}`);
      const odd = isSigning ? oddSecret(next) : null;
      if (odd !== null) log.warn({}, odd);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log.error({}, `${name} stays as it was, because the new one is not taken (${error.message})`);
    }
  }

  async function rotate(): Promise<void> {
    const { replace } = await running;
    const result = read();
    if (!result.ok) {
      for (const problem of result.problems) log.error({}, `No secret was replaced. ${problem}`);
      return;
    }
    keepSecret(secretsOf(result.config));
    const changed = COMPARED.filter((name) => inUse[name] !== result.given[name]);
    if (changed.length === 0) log.info({}, "Read the secrets again, and none has changed");
    for (const name of changed) {
      const next = result.given[name];
      const replaceBy = inUse[name] === undefined ? undefined : replace[name];
      if (next !== undefined && replaceBy !== undefined) await use(name, next, replaceBy);
      else log.warn({}, `${name} has changed as well, which has no effect before a restart`);
    }
  }

  return () => {
    turn = turn.then(rotate);
    return turn;
  };
}
