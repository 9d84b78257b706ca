import { join } from "node:path";
import { inspect } from "node:util";
import fc from "fast-check";
import { firstBroken } from "../../../src/domain/record/record.ts";
import { signed } from "../../slack/fake-slack.ts";
import { count, type Figures, inFolder, type Outcome, type Scenario } from "../scenario.ts";
import { fuzzAnswers } from "./answers.ts";
import { bodies, nth, together } from "./changed.ts";
import { type Entry, slackEntries, teamsEntries } from "./entries.ts";
import { CONTROL, type FuzzRig, fuzzRig, SECRETS, taken } from "./rig.ts";
import { fuzzSandbox } from "./sandboxed.ts";

/** Only what hangs takes so long: a machine that does much else answers two hundred at once in minutes. */
const IN_TIME_MS = 600_000;
/** What the protocol of Teams says about an invoke that a bot does not know. Every other 5xx is a fault of ours. */
const UNKNOWN_INVOKE = 501;
/** So many for each entry until it is looked whether all still works. */
const ROUND = 1_000;

const LINES = "lines of the log";
const SENT = "messages, forms and pages that the bot showed";

const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";

/** One request, as its platform would send it. Form fields are what the JSON says, where it says fields. */
function post(rig: FuzzRig, way: Entry["way"], body: string): Promise<Response> {
  const signal = AbortSignal.timeout(IN_TIME_MS);
  if (way === "teams") {
    const headers = { "content-type": JSON_TYPE };
    return fetch(`${rig.url}/api/messages`, { method: "POST", headers, body, signal });
  }
  const type = way === "event" ? JSON_TYPE : FORM;
  const payload = () => new URLSearchParams({ payload: body }).toString();
  const text = way === "event" ? body : way === "payload" ? payload() : fields(body);
  const headers = signed(text, { type });
  return fetch(`${rig.url}/slack/events`, { method: "POST", headers, body: text, signal });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function fields(body: string): string {
  const json = parsed(body);
  if (typeof json !== "object" || json === null) return body;
  return new URLSearchParams(
    Object.entries(json).map(([name, value]): [string, string] => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  ).toString();
}

/** Sends so many to each entry: none may be an error of ours, be left without an answer, or say more than words. */
async function fuzz(seed: number, each: number): Promise<Outcome> {
  const violations = new Set<string>();
  const figures: Figures = { [SENT]: 0, [LINES]: 0 };
  let n = 0;
  const onLine = (line: string) => {
    count(figures, LINES);
    const isClean =
      !CONTROL.test(line.trimEnd()) && Object.values(SECRETS).every((one) => !line.includes(one));
    if (!isClean) violations.add(`logged: ${JSON.stringify(line.slice(0, 500))}`);
  };
  const rig = await fuzzRig((where, value) => {
    count(figures, SENT);
    for (const what of taken(value, where)) violations.add(`shown in ${where}: ${what}`);
  }, onLine);
  const onRejection = (error: unknown) => violations.add(`not caught: ${String(error)}`);
  process.on("unhandledRejection", onRejection);

  async function send({ name, way }: Entry, body: string): Promise<void> {
    const about = `${name}: ${body.slice(0, 400)}`;
    try {
      const answer = await post(rig, way, body);
      if (answer.status >= 500 && answer.status !== UNKNOWN_INVOKE)
        violations.add(`${answer.status} at ${about}`);
      const said = parsed(await answer.text());
      if (said === null) return;
      count(figures, SENT);
      for (const what of taken(said, way === "teams" ? "teams" : "slack"))
        violations.add(`answered “${what}” at ${about}`);
    } catch (error) {
      violations.add(`${inspect(error).slice(0, 500)} at ${about}`);
    }
  }

  // All at the same time, because Bolt lets whatever it does not know wait for three seconds.
  const entries = [...slackEntries(rig.responseUrl), ...teamsEntries(rig.serviceUrl)];
  const samples = entries.map((entry) => {
    const payloads = fc.sample(bodies(entry.valid), { seed, numRuns: each });
    count(figures, entry.name, payloads.length);
    return payloads.map((body) => ({ entry, body }));
  });
  const mixed = Array.from({ length: each }, (_, at) => samples.flatMap((sample) => sample[at] ?? []));
  for (let from = 0; from < each; from += ROUND) {
    await together(mixed.slice(from, from + ROUND).flat(), ({ entry, body }) => send(entry, nth(body, n++)));
    await rig.core.settle();
    for (const what of await broken(rig)) violations.add(`after ${from + ROUND} of each: ${what}`);
  }
  figures["Requests made"] = made(rig);
  process.off("unhandledRejection", onRejection);
  await rig.stop();
  return { figures, violations: [...violations].slice(0, 30) };
}

const made = ({ core }: FuzzRig): number =>
  core.store.read((tx) => [...tx.record.all()].filter(({ event }) => event === "request.made").length);

/** What does not work any more, or is not whole. */
async function broken({ core }: FuzzRig): Promise<string[]> {
  const shown = [await core.as("ana").command("status"), await core.inTeams("ana").command("status")];
  // A backup checks what it copied.
  const damage = await inFolder((folder) => core.store.backup(join(folder, "setup.db"))).then(
    () => [],
    (error: unknown) => [String(error)],
  );
  const chain = core.store.read((tx) => firstBroken(tx.record.all()));
  return [
    ...damage,
    ...(chain === null ? [] : [`the Record does not fit its chain from entry ${chain} on`]),
    ...(shown.every(({ kind }) => kind === "show") ? [] : ["the status cannot be shown"]),
    ...(Object.hasOwn(Object.prototype, "zq") ? ["a prototype was changed"] : []),
  ];
}

const EACH = 10_000;

const fuzzing: Scenario = {
  name: "fuzz",
  about: "whatever is sent to an entry is answered, and nothing that a person typed is more than words",
  run: ({ seed, of }) => fuzz(seed, of(EACH, 40)),
  atLeast: {
    ...{ "Slack commands": [EACH, 40], "Teams installs": [EACH, 40] },
    ...{ "Requests made": [100, 1], [SENT]: [EACH, 100] },
  },
};

const answers: Scenario = {
  name: "answers",
  about: "whatever Mistral answers is read or refused as an error of ours",
  run: ({ seed, of }) => fuzzAnswers(seed, of(EACH, 15)),
  atLeast: { "answers that could be read": [EACH, 30] },
};

const sandbox: Scenario = {
  name: "sandbox",
  about: "whatever is sent to the sandbox is answered by it, and it goes on",
  run: ({ seed, of }) => fuzzSandbox(seed, of(EACH, 10)),
};

export const FUZZING: readonly Scenario[] = [fuzzing, answers, sandbox];
