import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig } from "../src/config.ts";
import { start } from "../src/start.ts";
import { MIGRATIONS } from "../src/store/migrate.ts";
import { createFile } from "../src/store/open.ts";
import { folder, NOW } from "./store/samples.ts";

type Line = { readonly level: string; readonly fields: object; readonly message: string };

/** What a start logs until it is over, and the stop. */
async function logged(env: Record<string, string>): Promise<Line[]> {
  const result = readConfig({ PORT: "0", DATABASE_PATH: ":memory:", ...env });
  if (!result.ok) throw new Error(result.problems.join(" "));
  const lines: Line[] = [];
  const write = (level: string) => (fields: object, message: string) =>
    lines.push({ level, fields, message });
  const bot = await start(result.config, { info: write("info"), warn: write("warn"), error: write("error") });
  await bot.stop();
  return lines;
}

/** Slack cannot be reached there, which keeps nothing from starting. */
const SLACK = { SLACK_BOT_TOKEN: "xoxb-1-test", SLACK_API_URL: "http://127.0.0.1:9/api/" };

describe("the log of a start", () => {
  it("says from which version to which it upgraded the database, and where it kept a copy", async () => {
    const migrations = join(folder(), "drizzle");
    cpSync(MIGRATIONS, migrations, { recursive: true });
    const journal = join(migrations, "meta", "_journal.json");
    const { entries } = JSON.parse(readFileSync(journal, "utf8"));
    writeFileSync(journal, JSON.stringify({ entries: entries.slice(0, -1) }));
    const path = join(folder(), "a.db");
    createFile(path, "real", NOW, migrations);
    const env = { TEAMS_LOCAL: "1", SETUP_OWNERS: "ana@lumen.example", DATABASE_PATH: path };
    const fields = { from: entries.length - 1, to: entries.length, copy: `${path}.before-upgrade` };
    const message = "upgraded the database, and kept a copy of it as it was";
    expect(await logged(env)).toContainEqual({ level: "info", fields, message });
    expect((await logged(env)).map((line) => line.message)).not.toContain(message);
  });

  it("warns of a signing secret that does not look like one of Slack's, and starts all the same", async () => {
    const odd = /^SLACK_SIGNING_SECRET does not look like one/;
    const warned = async (secret: string) =>
      (await logged({ ...SLACK, SLACK_SIGNING_SECRET: secret })).filter(({ message }) => odd.test(message));
    expect(await warned("xapp-or-whatever-was-beside-it")).toMatchObject([{ level: "warn" }]);
    expect(await warned("0123456789abcdef0123456789abcdef")).toEqual([]);
  });
});
