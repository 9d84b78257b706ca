// @ts-check
import { ServerResponse } from "node:http";
import { createRequire } from "node:module";

/**
 * Loaded before the built program. Counts the moments after which something lasts or is known outside: a commit, the
 * answer to a call, an answer of its own. It ends the process at one of them as `kill -9` does, and moves its clock.
 * Arguments: at which moment of its start, and by how many milliseconds its clock is ahead; later messages say it anew.
 */
let [at = 0, ahead = 0] = process.argv.slice(2).map(Number);
let moments = 0;

function moment() {
  moments += 1;
  if (moments === at) process.kill(process.pid, "SIGKILL");
}

const { now } = Date;
Date.now = () => now() + ahead;
process.on("message", (/** @type {[number | null, number]} */ told) => {
  process.send?.(moments);
  // The bot has taken its clock by now. What Slack signs carries the real time, and is compared with it.
  Date.now = now;
  ahead = told[1];
  if (told[0] === null) return;
  at = told[0];
  moments = 0;
});
// It must not outlive whoever started it, nor live on for them.
process.once("disconnect", () => process.exit(1));
process.channel?.unref();

/** The one that the program takes. */
const taken = Number(process.versions["napi"]) >= 10 ? "better-sqlite3-13" : "better-sqlite3";
const Database = createRequire(import.meta.url)(taken);
const { prepare } = Database.prototype;
let writes = false;

/** @param {string} source */
Database.prototype.prepare = function (source) {
  const statement = prepare.call(this, source);
  const { run } = statement;
  if (/^(BEGIN|COMMIT)/.test(source))
    statement.run = () => {
      const result = run.call(statement);
      if (source === "COMMIT" && writes) moment();
      writes = source === "BEGIN IMMEDIATE";
      return result;
    };
  return statement;
};

const { fetch } = globalThis;
globalThis.fetch = async (...order) => {
  const answer = await fetch(...order);
  moment();
  return answer;
};

const { end } = ServerResponse.prototype;
/** @type {(...order: any[]) => any} */
ServerResponse.prototype.end = function (...order) {
  const result = Reflect.apply(end, this, order);
  moment();
  return result;
};
