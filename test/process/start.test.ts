import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/config.ts";
import { type StartOptions, start } from "../../src/start.ts";
import { startSandbox } from "../../src/start-sandbox.ts";
import { openStore } from "../../src/store/store.ts";
import { folder } from "../store/repositories/samples.ts";
import { nextVersion } from "../support/next-version.ts";
import { keepingLog, type Line } from "../support/servers/logged.ts";

/** What a start logs until it is over, and the stop. */
async function logged(
  env: Record<string, string>,
  options: StartOptions = {},
  run: typeof start = start,
): Promise<Line[]> {
  const result = readConfig({ PORT: "0", DATABASE_PATH: ":memory:", ...env });
  if (!result.ok) throw new Error(result.problems.join(" "));
  const { lines, log } = keepingLog();
  const bot = await run(result.config, log, options);
  await bot.stop();
  return lines;
}

/** Slack cannot be reached there, which keeps nothing from starting. */
const SLACK = { SLACK_BOT_TOKEN: "xoxb-1-test", SLACK_API_URL: "http://127.0.0.1:9/api/" };

describe("the log of a start", () => {
  it("says from which version to which it upgraded the database, and where it kept a copy", async () => {
    const path = join(folder(), "a.db");
    openStore({ path, kind: "real" }).close();
    const env = { TEAMS_LOCAL: "1", SETUP_OWNERS: "ana@lumen.example", DATABASE_PATH: path };
    const options = { migrations: nextVersion() };
    const fields = { from: 1, to: 2, copy: `${path}.before-upgrade-1` };
    const message = "upgraded the database, and kept a copy of it as it was";
    expect(await logged(env, options)).toContainEqual({ level: "info", fields, message });
    expect((await logged(env, options)).map((line) => line.message)).not.toContain(message);
  });

  it("warns of a signing secret that does not look like one of Slack's, and starts all the same", async () => {
    const odd = /^SLACK_SIGNING_SECRET does not look like one/;
    const warned = async (secret: string) =>
      (await logged({ ...SLACK, SLACK_SIGNING_SECRET: secret })).filter(({ message }) => odd.test(message));
    expect(await warned("xapp-or-whatever-was-beside-it")).toMatchObject([{ level: "warn" }]);
    expect(await warned("0123456789abcdef0123456789abcdef")).toEqual([]);
  });

  it("names both files to remove where the chats of a sandbox start anew beside an old Setup", async () => {
    const at = join(folder(), "a");
    writeFileSync(`${at}-world.json`, "{}");
    expect(await logged({ DATABASE_PATH: `${at}.db` }, {}, startSandbox)).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining(`remove ${at}-world.json and ${at}.db.`) }),
    );
  });
});
