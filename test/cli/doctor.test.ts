import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { Database } from "../../src/store/db/sqlite.ts";
import { openStore } from "../../src/store/store.ts";
import { folder as newFolder } from "../store/repositories/samples.ts";
import { examined } from "../support/reading/examined.ts";
import { claimNext } from "../support/world/claim.ts";

let folder: string;
let path: string;
let env: Record<string, string>;
beforeEach(() => {
  folder = newFolder();
  path = join(folder, "a.db");
  clock = Date.now();
  env = { DATABASE_PATH: path, PORT: "0" };
});

let clock = 0;
const made = (kind: "sandbox" | "real" = "sandbox") => openStore({ path, kind, clock: () => clock });

/** The database and its log, byte by byte, and when they were written. */
const everything = () =>
  ["a.db", "a.db-wal"].map((name) => {
    const file = statSync(join(folder, name), { throwIfNoEntry: false });
    if (!file?.isFile() || (name !== "a.db" && file.size === 0)) return null;
    return [file.mtimeMs, file.mode, readFileSync(join(folder, name)).toString("base64")];
  });

/** What a killed server leaves: the log beside the file has what was saved last. */
function killed(work: (store: ReturnType<typeof openStore>) => void): void {
  const store = made();
  work(store);
  const files = ["a.db", "a.db-wal", "a.db-shm"].map(
    (name) => [name, readFileSync(join(folder, name))] as const,
  );
  store.close();
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
}

/** A piece of work that nobody tries any more. */
function giveUp(store: ReturnType<typeof openStore>, member: string): void {
  store.transact((tx) => {
    tx.jobs.enqueue({ kind: "remove", member, by: "p_1" }, { key: member, group: member, dueAt: clock });
    tx.jobs.bury(claimNext(tx.jobs, clock)?.id ?? 0, clock, "refused");
  });
}

describe("the doctor without any configuration", () => {
  it("says that it is the sandbox, and finds nothing wrong before the first start", async () => {
    const { code, said, report } = await examined(env);
    expect([code, report.counts.fail]).toEqual([0, 0]);
    expect(said("configuration")).toContain("this is the sandbox");
    expect(said("database")).toBe(
      `skipped: There's no ${path} yet: the first start creates it, if this user may write there.`,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it("looks into the sandbox's database, finds that no server runs, and that others may read it", async () => {
    made().close();
    chmodSync(path, 0o644);
    chmodSync(folder, 0o755);
    const { code, said } = await examined(env);
    expect(code).toBe(0);
    expect(said("database")).toMatch(/^ok: .*a\.db holds the sandbox of this version, and is whole/);
    expect(said("server")).toMatch(/^warn: No server runs on .*a\.db\. → Start it: npm start in a clone/);
    expect(said("port")).toMatch(/^ok: /);
    expect(said("work")).toBe("ok: No job was given up.");
    expect(said("private")).toContain(`warn: Everybody on this machine can read ${path}`);
  });
});

describe("the doctor", () => {
  it("says all that is wrong with the configuration at once", async () => {
    const half = { ...env, SLACK_BOT_TOKEN: "xoxb-1-half", SYNC_SECONDS: "often" };
    const { code, said, report } = await examined(half);
    expect(said("configuration")).toMatch(
      /^fail: SYNC_SECONDS must be .*\nfail: SLACK_BOT_TOKEN is set, but nothing says.*$/,
    );
    expect([code, report.findings.length]).toEqual([1, 4]);
  });

  it("says that .env cannot be read, and else what it sets in vain, without a value of it", async () => {
    const unread = "Cannot read .env (EACCES): let this user read it, or remove it.";
    expect((await examined(env, { unread })).said("env-file")).toContain(`fail: ${unread} → `);
    const file = join(folder, ".env");
    const text = "SLACK_TOKEN=hidden-1\nMISTRAL_ADMIN_KEY=hidden-2\nSYNC_SECONDS=60\nTZ=UTC\n";
    writeFileSync(file, text, { mode: 0o644 });
    chmodSync(folder, 0o755);
    const { said, printed } = await examined(env, { folder });
    expect(said("env-file")).toBe(
      `warn: ${file} sets MISTRAL_ADMIN_KEY, SLACK_TOKEN, which this program doesn't know. → Compare with .env.example: a misspelled name has no effect.`,
    );
    expect(said("private")).toBe(
      `warn: Everybody on this machine can read ${file}. → Run chmod o-rwx ${file}.`,
    );
    expect(printed).not.toContain("hidden");
  });

  it("reads secrets from their files, and warns of one that everybody can read in a folder that everybody can enter", async () => {
    const file = join(folder, "key");
    writeFileSync(file, "key-hidden\n", { mode: 0o640 });
    const local = { ...env, TEAMS_LOCAL: "1", SETUP_OWNERS: "ana@lumen.example" };
    const set = { ...local, MISTRAL_API_URL: "http://127.0.0.1:9", MISTRAL_API_KEY_FILE: file };
    const before = await examined(set);
    expect(before.said("mistral-key")).toMatch(/^warn: Mistral didn't say whether MISTRAL_API_KEY works/);
    expect(before.said("private")).toMatch(/^ok: /);
    chmodSync(file, 0o644);
    expect((await examined(set)).said("private")).toMatch(/^ok: /);
    chmodSync(folder, 0o755);
    const after = await examined(set);
    expect(after.said("private")).toContain(`warn: Everybody on this machine can read ${file}.`);
    const unread = await examined({ ...set, MISTRAL_API_KEY_FILE: `${file}s` });
    expect(unread.said("configuration")).toMatch(
      /^fail: MISTRAL_API_KEY_FILE must be the absolute path of a file/,
    );
    expect(before.printed + after.printed + unread.printed).not.toContain("hidden");
  });
});

describe("the doctor's look at the database", () => {
  it("changes no byte: not in a file that was closed, nor in one of a killed server", async () => {
    made().close();
    let before = everything();
    await examined(env);
    expect(everything()).toEqual(before);
    // What was saved last is only in the log.
    killed((store) => {
      for (let n = 0; n < 40; n += 1) giveUp(store, `m${n}`);
    });
    before = everything();
    expect((await examined(env)).said("work")).toMatch(/^warn: Jobs given up: 40 /);
    expect(everything()).toEqual(before);
  });

  it("works while its server runs and writes, and changes neither the file nor its log", async () => {
    const server = made();
    giveUp(server, "m1");
    clock = Date.UTC(2026, 0, 5, 9);
    giveUp(server, "m2");
    const files = () =>
      ["a.db", "a.db-wal"].map((name) => readFileSync(join(folder, name)).toString("base64"));
    const copies = files();
    // Whoever reads a file and closes it lets go of the locks of its own process.
    const { said } = await examined({ ...env, PORT: "1" });
    expect(files()).toEqual(copies);
    expect(said("work")).toMatch(
      /^warn: .*: 2 \(remove\), the oldest planned 2026-01-05 09:00 UTC\. → See which and why/,
    );
    server.close();
  });

  function change(statement: string): void {
    const db = new Database(path);
    db.exec(statement);
    db.close();
  }

  const damage = () =>
    writeFileSync(path, Buffer.concat([readFileSync(path).subarray(0, 8192), Buffer.alloc(8192, 7)]));
  const age = () => change("UPDATE __drizzle_migrations SET created_at = created_at + 1");
  const makeReal = () => change("UPDATE instance SET kind = 'real'");
  const LOST = /a\.db is not a database of this program, .* → Restore a backup, or set DATABASE_PATH/;
  const REAL = /of a real instance, but neither Slack nor Teams is configured\. → .*or set DATABASE_PATH/;
  it.each<[string, () => void, RegExp]>([
    ["damaged", damage, /fail: .*is damaged.* → Restore a backup\./],
    ["no database", () => writeFileSync(path, "hello"), LOST],
    ["empty", () => writeFileSync(path, ""), /fail: .*a\.db is empty\. → Restore a backup/],
    ["of another version", age, /fail: .*of another version of this program, .* → Use that one again/],
    ["of a real Setup", makeReal, REAL],
  ])("says what to do with one that is %s", async (_, harm, expected) => {
    made().close();
    harm();
    const before = everything();
    const { code, said } = await examined(env);
    expect([code, said("database")]).toEqual([1, expect.stringMatching(expected)]);
    expect(everything()).toEqual(before);
  });
});
