import { join } from "node:path";
import { signed } from "../../slack/fake-slack.ts";
import { brokenChain, inFolder, type Play, type Scenario } from "../scenario.ts";
import { fuzzAnswers } from "./answers.ts";
import { bodies, bombard, inTime, nth } from "./changed.ts";
import { type Entry, slackEntries, teamsEntries } from "./entries.ts";
import { CONTROL, type FuzzRig, fuzzRig, SECRETS, taken } from "./rig.ts";
import { fuzzSandbox } from "./sandboxed.ts";

/** What the protocol of Teams says about an invoke that a bot does not know. Every other 5xx is a fault of ours. */
const UNKNOWN_INVOKE = 501;
const SENT = "messages, forms and pages that the bot showed";

const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";

/** One request, as its platform would send it. Form fields are what the JSON says, where it says fields. */
function post(rig: FuzzRig, way: Entry["way"], body: string): Promise<Response> {
  const signal = inTime();
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
  const sent = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  const all = Object.entries(json).map(([name, value]): [string, string] => [name, sent(value)]);
  return new URLSearchParams(all).toString();
}

/** Nothing that is sent to an entry is an error of ours, is left without an answer, or says more than words. */
async function fuzz(play: Play, each: number): Promise<void> {
  const onLine = (line: string) => {
    const isClean =
      !CONTROL.test(line.trimEnd()) && Object.values(SECRETS).every((one) => !line.includes(one));
    play.count("lines of the log");
    play.must(isClean, `logged: ${JSON.stringify(line.slice(0, 500))}`);
  };
  const rig = await fuzzRig((where, value) => {
    play.count(SENT);
    play.found(taken(value, where).map((what) => `shown in ${where}: ${what}`));
  }, onLine);
  // All at the same time, because Bolt lets whatever it does not know wait for three seconds.
  await bombard(play, {
    each,
    parts: [...slackEntries(rig.responseUrl), ...teamsEntries(rig.serviceUrl)],
    values: ({ valid }) => bodies(valid),
    shown: (body) => body,
    send: async ({ way }, body, n) => {
      const answer = await post(rig, way, nth(body, n));
      if (answer.status >= 500 && answer.status !== UNKNOWN_INVOKE) return [String(answer.status)];
      const said = parsed(await answer.text());
      if (said !== null) play.count(SENT);
      return taken(said, way === "teams" ? "teams" : "slack").map((what) => `answered “${what}”`);
    },
    broken: () => broken(rig),
  });
  const made = ({ event }: { readonly event: string }) => event === "request.made";
  play.count("Requests made", rig.core.store.read((tx) => [...tx.record.all()].filter(made)).length);
  await rig.stop();
}

/** What does not work any more, or is not whole. */
async function broken({ core }: FuzzRig): Promise<string[]> {
  await core.settle();
  const shown = [await core.as("ana").command("status"), await core.inTeams("ana").command("status")];
  // A backup checks what it copied.
  await inFolder((folder) => core.store.backup(join(folder, "setup.db")));
  const isShown = shown.every(({ kind }) => kind === "show");
  return [...core.store.read(brokenChain), ...(isShown ? [] : ["the status cannot be shown"])];
}

const EACH = 10_000;

const fuzzing: Scenario = {
  name: "fuzz",
  about: "whatever is sent to an entry is answered, and nothing that a person typed is more than words",
  run: (play) => fuzz(play, play.of(EACH, 40)),
  atLeast: {
    ...{ "Slack commands": [EACH, 40], "Teams installs": [EACH, 40] },
    ...{ "Requests made": [100, 1], [SENT]: [EACH, 100] },
  },
};

const answers: Scenario = {
  name: "answers",
  about: "whatever Mistral answers is read or refused as an error of ours",
  run: (play) => fuzzAnswers(play, play.of(EACH, 15)),
  atLeast: { "answers that could be read": [EACH, 30] },
};

const sandbox: Scenario = {
  name: "sandbox",
  about: "whatever is sent to the sandbox is answered by it, and it goes on",
  run: (play) => fuzzSandbox(play, play.of(EACH, 10)),
};

export const FUZZING: readonly Scenario[] = [fuzzing, answers, sandbox];
