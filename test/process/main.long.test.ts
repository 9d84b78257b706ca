import { once } from "node:events";
import { copyFileSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Database } from "../../src/store/db/sqlite.ts";
import { openStore } from "../../src/store/store.ts";
import { countRows } from "../chaos/storm/world.ts";
import { folder as newFolder } from "../store/repositories/samples.ts";
import { listening, refusalOf, runProgram } from "../support/programs/program.ts";
import { listenRaw } from "../support/servers/raw-server.ts";
import { slackEnv, startSandbox, type TestSandbox } from "../support/servers/slack.ts";

/** Slack cannot be reached there, which keeps nothing from starting. */
const SLACK = {
  SLACK_BOT_TOKEN: "xoxb-1-test",
  SLACK_SIGNING_SECRET: "0123456789abcdef",
  SLACK_API_URL: "http://127.0.0.1:9/api/",
};

let folder: string;
beforeEach(() => {
  folder = newFolder();
});

const run = (env: Record<string, string> = {}) => runProgram(folder, env);
const refusal = (env: Record<string, string>) => refusalOf(run(env));

const at = (name: string) => join(folder, name);

describe("a start that cannot work ends with 1 and a sentence that says why", () => {
  it("a second server on the same database", async () => {
    await listening(run());
    expect(await refusal({})).toEqual(["Another server is running on data/sandbox.db; stop it first."]);
  });

  it("a port that is in use", async () => {
    const other = await listenRaw(() => undefined);
    const { port } = new URL(other.url);
    expect(await refusal({ PORT: port })).toEqual([
      `Port ${port} on 127.0.0.1 is in use by another program. Stop it, or set PORT to another number.`,
    ]);
    await other.close();
  });

  const NO_FOLDER = /^Cannot make the folder file \(EEXIST: .*set DATABASE_PATH to another place\.$/;
  const NO_FILE = /^a\.db is not a file; set DATABASE_PATH to one\.$/;
  const NOT_REAL = /^a\.db is of a sandbox instance, not of a real one; set DATABASE_PATH to another file\.$/;
  const NO_LOCK =
    /^Cannot lock a\.db\.lock \(file is not a database\); .*set DATABASE_PATH to another place\.$/;
  const ofSandbox = () => openStore({ path: at("a.db"), kind: "sandbox" }).close();
  const lockByHand = () => writeFileSync(at("a.db.lock"), "by hand ".repeat(99));
  it.each<[string, () => void, string, object, RegExp]>([
    ["in a folder that cannot be made", () => writeFileSync(at("file"), ""), "file/a.db", {}, NO_FOLDER],
    ["that is a folder", () => mkdirSync(at("a.db")), "a.db", {}, NO_FILE],
    ["of a sandbox, for a real start", ofSandbox, "a.db", SLACK, NOT_REAL],
    ["whose lock file is of something else", lockByHand, "a.db", {}, NO_LOCK],
  ])("a database %s", async (_what, arrange, path, env, sentence) => {
    arrange();
    expect(await refusal({ ...env, DATABASE_PATH: path })).toEqual([expect.stringMatching(sentence)]);
  });

  it("a half-filled .env: everything that is missing at once, and where to find it", async () => {
    writeFileSync(at(".env"), "SLACK_SIGNING_SECRET=abc\nSYNC_SECONDS=often\n");
    expect(await refusal({})).toEqual([
      expect.stringMatching(/^SYNC_SECONDS /),
      expect.stringMatching(/^SLACK_BOT_TOKEN is missing.*OAuth & Permissions/),
    ]);
  });

  it("what nobody has thought of: its stack is in the log alone, as part of one line", async () => {
    const path = join(folder, "a.db");
    openStore({ path, kind: "real" }).close();
    new Database(path).exec("DROP TABLE __drizzle_migrations").close();
    const child = run({ ...SLACK, DATABASE_PATH: path, LOG_LEVEL: "info" });
    expect(await child.ended).toBe(1);
    expect(child.err()).toMatch(/^Ended by a fault in this program [^\n]+\n$/);
    for (const line of child.out().trimEnd().split("\n").filter(Boolean)) JSON.parse(line);
  });

  it("a token that Slack refuses", async () => {
    const sandbox = await startSandbox();
    const lines = await refusal({ ...SLACK, SLACK_API_URL: sandbox.slackApiUrl() });
    expect(lines).toEqual([
      "Slack refuses SLACK_BOT_TOKEN (invalid_auth); install the app again, and copy the token that starts with xoxb-.",
    ]);
    await sandbox.stop();
  });
});

describe("a server ends with 1 and says why when it is no longer alone with its database", () => {
  const lost = (file: string) =>
    `${file} was removed, replaced or taken by another server while this one ran. It ends, so that no two work on one database; start it again.\n`;
  const lock = () => join(folder, "data/sandbox.db.lock");

  it("because its lock file was removed, and another server starts", async () => {
    const first = run();
    await listening(first);
    rmSync(lock());
    const second = run();
    expect([await first.ended, first.err()]).toEqual([1, lost("data/sandbox.db.lock")]);
    await listening(second);
  });

  it("because another machine has taken its lock, as some network file systems let it", async () => {
    const child = run();
    await listening(child);
    // What a start does with the lock, and all that the first machine sees of it.
    utimesSync(lock(), new Date(), new Date());
    expect([await child.ended, child.err()]).toEqual([1, lost("data/sandbox.db.lock")]);
  });

  it("because its lock file or its database was replaced", async () => {
    for (const file of ["data/sandbox.db.lock", "data/sandbox.db"]) {
      const child = run();
      await listening(child);
      const copy = join(folder, "copy");
      copyFileSync(join(folder, file), copy);
      renameSync(copy, join(folder, file));
      expect([await child.ended, child.err()]).toEqual([1, lost(file)]);
    }
  });
});

describe("SIGTERM", () => {
  let sandbox: TestSandbox;
  let url = "";
  beforeEach(async () => {
    sandbox = await startSandbox({ botUrl: () => url });
  });
  afterEach(() => sandbox.stop());

  const jobs = (where: string) => countRows(join(folder, "a.db"), "jobs", where);
  const posts = () => sandbox.slack.calls().filter(({ method }) => method === "chat.postMessage");

  async function ask(address: string): Promise<void> {
    const chloe = sandbox.as("chloe");
    await chloe.command(`invite ${address}`, "#mistral");
    await expect.poll(() => chloe.modal()).toMatch(address);
    await chloe.submit();
    await chloe.close();
  }

  it("finishes what is under way, begins nothing more, and ends with 0", async () => {
    const child = run({ DATABASE_PATH: "a.db", ...slackEnv(sandbox) });
    url = await listening(child);
    const ana = sandbox.as("ana");
    await ana.command("", "#mistral");
    await expect.poll(() => ana.modal()).toMatch("Start the setup");
    ana.fill({ "Channel for approvals": "mistral-approvals", "Channel for news": "mistral" });
    await ana.submit();
    const settled = () => jobs("state IN ('ready', 'running') AND payload LIKE '%setup:1%'");
    await expect.poll(settled, { timeout: 30_000 }).toBe(0);
    const before = posts().length;

    sandbox.slack.faults.add({ fault: { kind: "slow", ms: 1000 }, path: "/chat.postMessage", times: 99 });
    await ask("paul@lumen.example");
    await ask("rosa@lumen.example");
    await expect.poll(() => jobs("state = 'running'")).toBe(2);
    // A request that is still on its way holds up the end, and meanwhile no job begins.
    const slow = connect(Number(new URL(url).port), "127.0.0.1");
    slow.write("GET /healthz HTTP/1.1\r\n");
    await once(slow, "connect");
    child.process.kill("SIGTERM");
    await expect.poll(() => jobs("state = 'running'"), { timeout: 10_000 }).toBe(0);
    slow.write("Host: bot\r\n\r\n");
    expect([await child.ended, child.out()]).toEqual([0, ""]);
    slow.destroy();

    expect(
      posts()
        .slice(before)
        .map(({ status }) => status),
    ).toEqual([200, 200]);
    expect(jobs("state = 'running'")).toBe(0);
    const ofFirst =
      "subject IN ((SELECT 'asked:' || min(id) FROM requests), (SELECT 'request:' || min(id) FROM requests))";
    expect(countRows(join(folder, "a.db"), "posted_messages", ofFirst)).toBe(2);
    const ofSecond = `payload LIKE '%:' || (SELECT max(id) FROM requests) || '"%' AND payload LIKE '%post%'`;
    expect(jobs(`state = 'ready' AND ${ofSecond}`)).toBe(2);
  });

  it("is in the log of a real start, as the start is, with its version, what is connected and no secret", async () => {
    const child = run({ ...SLACK, LOG_LEVEL: "info", MISTRAL_API_KEY: "hidden-0123456789" });
    await listening(child);
    child.process.kill("SIGTERM");
    expect(await child.ended).toBe(0);
    const lines = child
      .out()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line))
      .filter(({ level }) => level === 30);
    expect(lines).toMatchObject([
      { msg: "starting", version: expect.stringMatching(/^\d+\.\d+\.\d+/), node: process.versions.node },
      { msg: "started", host: "127.0.0.1", slack: "http", teams: null, mistral: "guided" },
      { msg: "stopping", signal: "SIGTERM" },
      { msg: "stopped" },
    ]);
    for (const secret of ["hidden", SLACK.SLACK_SIGNING_SECRET, "xoxb-1"])
      expect(child.out()).not.toContain(secret);
  });

  it("ends a sandbox although a page listens to it", async () => {
    const child = run();
    const page = await fetch(`${await listening(child)}/sandbox/changes`);
    child.process.kill("SIGTERM");
    expect([await child.ended, child.err()]).toEqual([0, ""]);
    await page.text();
  });
});
