import { BOT_TOKEN, SIGNING_SECRET } from "../../support/servers/slack.ts";
import { startWhole, type Whole } from "../../support/servers/whole.ts";
import { createRandom, pick } from "../random.ts";
import { count, type Figures, type Outcome } from "../scenario.ts";
import { answer, SHAPES, startInSlack } from "./answers.ts";
import { LISTS } from "./file-cells.ts";
import { fileDeeds } from "./file-deeds.ts";
import { HOST_WAYS, listenAsFileHost } from "./file-host.ts";
import { keeping } from "./kept.ts";
import { madeUp, type Secrets } from "./planted-secrets.ts";

const STEPS = ["/files.getUploadURLExternal", "/upload", "/files.completeUploadExternal"];
const PEOPLE = "email\np@lumen.example";

/** All that the bot has sent or shown; what people gave is there as well, and is left out. */
function shownBy({ slack, teams }: Whole): unknown {
  const { modals, homes, messages } = slack.state();
  const { dialogs, messages: inTeams } = teams.state();
  return [
    ...[modals, homes, messages, dialogs],
    inTeams.filter(({ author }) => author === null),
    slack.calls().map(({ args }) => args),
    teams.calls().map(({ path, body }) => [path, body]),
  ];
}

/**
 * People give lists and get files while secrets stand in the lists and their names, in the addresses of files, and in
 * whatever is answered about them. Looks for them, and for each address that works without a token, in everything that is
 * kept, logged, shown or exported once the files are where they go.
 */
export async function secretsInFiles(seed: number, rounds: number): Promise<Outcome> {
  const random = createRandom(seed);
  const secrets: Secrets = {
    ...madeUp(random),
    "the bot token": BOT_TOKEN,
    "the signing secret": SIGNING_SECRET,
  };
  const { path, log, lines, found: look, remove } = keeping();
  const host = await listenAsFileHost();
  const world = await startWhole({
    ...{ mode: "guided", platforms: ["slack", "teams"], skips: true, log },
    env: () => ({ DATABASE_PATH: path }),
  });
  const { ends, readable, ...deeds } = fileDeeds(world);
  const struck = new Set<string>();
  const figures: Figures = {};
  const seen: string[] = [];
  const uploads: string[] = [];
  let round = 0;

  /** One of these with a secret of one kind in it. */
  function planted<T>(where: string, among: Readonly<Record<string, T>> | readonly string[]): [T, string] {
    const names = Array.isArray(among) ? among : Object.keys(among);
    const [how = "", kind = ""] = [pick(random, names), pick(random, Object.keys(secrets))];
    struck.add(`${where}, ${how}, ${kind}`);
    count(figures, "secrets in files");
    return [(Array.isArray(among) ? how : among[how as keyof typeof among]) as T, secrets[kind] ?? ""];
  }
  const address = (where: string): string => {
    const [how, secret] = planted<string>(where, HOST_WAYS);
    return host.address(how, secret);
  };
  const list = (where: string) => {
    const [make, secret] = planted(where, LISTS);
    return make(secret, `p${round}@lumen.example`);
  };
  const quoted = (where: string) => {
    const [make, secret] = planted(where, SHAPES);
    return make(secret);
  };
  const theirs = (file: object) =>
    answer(200, { ok: true, file: { user: world.as("chloe").id, size: 9, ...file } });

  const ways: readonly (() => Promise<unknown>)[] = [
    () => deeds.listInSlack(list("a list in Slack")),
    () => deeds.listInTeams(list("a list in Teams")),
    () => deeds.listInSlack(["list.csv", PEOPLE], quoted("what Slack says of a file")),
    () => deeds.listInSlack(["list.csv", PEOPLE], theirs({ url_private: address("Slack's host, read") })),
    () => deeds.fileAt(address("Teams' host, read")),
    () => {
      const [make, secret] = planted("an address that is not Microsoft's", { foreign });
      return deeds.fileAt(make(secret));
    },
    () => {
      const step = pick(random, STEPS) ?? "";
      return deeds.recordInSlack(step, quoted(`Slack, ${step}`));
    },
    () => {
      const upload_url = address("Slack's host, written");
      return deeds.recordInSlack(STEPS[0] ?? "", answer(200, { ok: true, upload_url, file_id: "F1" }));
    },
    () => deeds.recordTo(address("Teams' host, written")),
    async () => uploads.push(await deeds.recordInTeams(quoted("OneDrive"))),
  ];

  try {
    await startInSlack(world);
    await deeds.anaInBoth();
    for (; round < rounds; round += 1) {
      seen.push(String(await ways[round % ways.length]?.()));
    }
    for (const { faults } of [world.slack, world.teams]) faults.clear();
    await ends();
    const open = {
      ...numbered("where a file of theirs is", readable()),
      ...numbered("where a file was put", uploads),
    };
    const found = await look(world.bot.store, { ...secrets, ...open }, [seen, shownBy(world)]);
    return {
      figures: {
        "places and kinds in files": struck.size,
        ...figures,
        "addresses of files": Object.keys(open).length,
        "lines of the log": lines.length,
        "found again": found.length,
      },
      violations: [...found, ...host.withToken.map((what) => `a token went along with ${what}`)],
    };
  } finally {
    await world.stop();
    await host.close();
    remove();
  }
}

const foreign = (secret: string): string =>
  `https://files.example/list.csv?tempauth=${encodeURIComponent(secret)}`;

const numbered = (what: string, all: readonly string[]): Secrets =>
  Object.fromEntries(all.map((one, at) => [`${what} (${at})`, one]));
