import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Database } from "../../src/store/db/sqlite.ts";
import { openStore } from "../../src/store/store.ts";
import { withSetup } from "../support/reading/doctors-scene.ts";
import { examined } from "../support/reading/examined.ts";
import { claimNext } from "../support/world/claim.ts";

let folder: string;
let path: string;
let env: Record<string, string>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  path = join(folder, "a.db");
  clock = Date.now();
  env = { DATABASE_PATH: path, PORT: "0" };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

let clock = 0;
const made = (kind: "sandbox" | "real" = "sandbox") => openStore({ path, kind, clock: () => clock });

/** Everything in the folder, byte by byte, and when it was written. */
const everything = () =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => {
    const { mtimeMs, mode, size } = statSync(join(folder, name));
    const bytes = statSync(join(folder, name)).isFile()
      ? readFileSync(join(folder, name)).toString("base64")
      : "";
    return [name, mtimeMs, mode, size, bytes];
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
      `skipped: There is no ${path} yet: the first start makes it, if this user may write in its folder.`,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it("looks into the sandbox's database, finds that no server runs, and that others may read it", async () => {
    made().close();
    chmodSync(path, 0o644);
    const { code, said } = await examined(env);
    expect(code).toBe(0);
    expect(said("database")).toMatch(/^ok: .*a\.db is of the sandbox and of this version, and whole/);
    expect(said("server")).toMatch(/^warn: No server runs on .*a\.db\. → Start it with npm start\.$/);
    expect(said("port")).toMatch(/^ok: /);
    expect(said("work")).toBe("ok: No piece of work was given up.");
    expect(said("private")).toBe(`warn: Others on this machine may read ${path}. → Run chmod 600 ${path}.`);
  });
});

describe("the doctor with half a configuration", () => {
  it("says all that is wrong at once, and looks at the rest all the same", async () => {
    made("real").close();
    const half = { ...env, SLACK_BOT_TOKEN: "xoxb-1-half", SYNC_SECONDS: "often" };
    const { code, said } = await examined(half);
    expect(code).toBe(1);
    expect(said("configuration")).toMatch(
      /^fail: SYNC_SECONDS must be .*\nfail: SLACK_BOT_TOKEN is set, but nothing says.*$/,
    );
    expect(said("database")).toMatch(/^ok: .* is of a real Setup/);
  });

  it("says that .env cannot be read, and else what it sets in vain, without a value of it", async () => {
    const unread = "Cannot read .env (EACCES): let this user read it, or remove it.";
    expect((await examined(env, { unread })).said("env-file")).toContain(`fail: ${unread} → `);
    const file = join(folder, ".env");
    const text = "SLACK_TOKEN=hidden-1\nMISTRAL_ADMIN_KEY=hidden-2\nSYNC_SECONDS=60\nTZ=UTC\n";
    writeFileSync(file, text, { mode: 0o600 });
    const { said, printed } = await examined(env, { folder });
    expect(said("env-file")).toBe(
      `warn: ${file} sets MISTRAL_ADMIN_KEY, SLACK_TOKEN, which this program does not know. → Compare with .env.example: a misspelled name has no effect.`,
    );
    expect(printed).not.toContain("hidden");
  });
});

describe("the doctor's look at the database", () => {
  it("changes no byte and leaves nothing behind: not in a file that was closed, nor in one of a killed server", async () => {
    made().close();
    let before = everything();
    await examined(env);
    expect(everything()).toEqual(before);
    // What was saved last is only in the log.
    killed((store) => {
      for (let n = 0; n < 40; n += 1) giveUp(store, `m${n}`);
    });
    before = everything();
    expect((await examined(env)).said("work")).toMatch(/^warn: Pieces of work that were given up: 40 /);
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
      /^warn: .*: 2 \(remove\), the oldest planned 2026-01-05 09:00 UTC\. → See what and why/,
    );
    server.close();
  });

  function change(statement: string): void {
    const db = new Database(path);
    db.exec(statement);
    db.close();
  }

  it.each([
    [
      "damaged",
      () => writeFileSync(path, Buffer.concat([readFileSync(path).subarray(0, 8192), Buffer.alloc(8192, 7)])),
      /fail: .*is damaged.* → Restore a backup\./,
    ],
    [
      "no database",
      () => writeFileSync(path, "hello", { mode: 0o644 }),
      /fail: .*a\.db is no database: DATABASE_PATH names something else.* → Set DATABASE_PATH to the database, or restore/,
    ],
    ["empty", () => writeFileSync(path, ""), /fail: .*a\.db is empty\. → Restore a backup/],
    [
      "of a newer version",
      () => change("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('x', 9e15)"),
      /fail: .*newer version of this program\. → Use that one again/,
    ],
    [
      "of an older version",
      () =>
        change(
          "DELETE FROM __drizzle_migrations WHERE created_at = (SELECT max(created_at) FROM __drizzle_migrations)",
        ),
      /warn: .*older version.* → Start the server: it keeps a copy/,
    ],
    [
      "of a real Setup",
      () => change("UPDATE instance SET kind = 'real'"),
      /fail: .*is of a real instance, but neither Slack nor Teams is configured\. → Put their variables back .*or set DATABASE_PATH/,
    ],
    [
      "a folder",
      () => {
        rmSync(path);
        mkdirSync(path);
      },
      /fail: .*is not a file\. → Set DATABASE_PATH to one\./,
    ],
  ] as const)("says what to do with one that is %s, and nothing of its rights", async (_, harm, expected) => {
    made().close();
    harm();
    const before = everything();
    const { code, said } = await examined(env);
    expect(said("database")).toMatch(expected);
    expect([code, said("private")]).toEqual([said("database").startsWith("warn") ? 0 : 1, ""]);
    expect(everything()).toEqual(before);
  });
});

it("the doctor names each outage that the server has noticed and that is not over", async () => {
  const since = Date.UTC(2026, 0, 5, 9);
  const outages = [
    { of: "mistral", until: null, refused: false },
    { of: "slack", until: null, refused: true },
    { of: "teams", until: since + 1, refused: false },
  ] as const;
  const { env: real } = withSetup({
    more: (tx) => {
      for (const outage of outages) tx.alerts.insert({ kind: "outage", since, toldAt: null, ...outage });
    },
  });
  const { said } = await examined({ ...real, TEAMS_LOCAL: "1", SETUP_OWNERS: "ana@lumen.example" });
  expect(said("outages").split("\n")).toEqual([
    expect.stringMatching(
      /^warn: For the server Mistral has not answered properly since 2026-01-05 09:00 UTC\. → /,
    ),
    expect.stringMatching(/^warn: For the server Slack has let the bot in no more since /),
  ]);
});
