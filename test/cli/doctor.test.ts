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
import { nodeFindings } from "../../src/cli/doctor/environment.ts";
import { failed } from "../../src/cli/doctor/finding.ts";
import { AppError } from "../../src/lib/errors.ts";
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
    tx.jobs.enqueue(
      { kind: "remove-member", member, by: "p_1" },
      { key: member, group: member, dueAt: clock },
    );
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

  it("looks into the sandbox's database and finds that no server runs", async () => {
    made().close();
    const { code, said } = await examined({ ...env, PORT: "0" });
    expect(code).toBe(0);
    expect(said("database")).toMatch(/^ok: .*a\.db is of the sandbox and of this version, and whole/);
    expect(said("server")).toMatch(/^warn: No server runs on .*a\.db\. → Start it with npm start\.$/);
    expect(said("port")).toMatch(/^ok: /);
    expect(said("work")).toBe("ok: No piece of work was given up.");
  });

  it("names a Node that is too old", () => {
    expect(nodeFindings("20.18.3")).toMatchObject({ mark: "fail", mend: "Install Node 20.19 or newer." });
    for (const version of ["20.19.0", "22.1.0"]) expect(nodeFindings(version)).toMatchObject({ mark: "ok" });
  });
});

describe("the doctor with half a configuration", () => {
  it("says all that is wrong at once, and looks at the rest all the same", async () => {
    made("real").close();
    const { code, said, report } = await examined({
      ...env,
      SLACK_BOT_TOKEN: "xoxb-1-half",
      SYNC_SECONDS: "often",
    });
    expect(code).toBe(1);
    expect(report.findings.filter(({ check }) => check === "configuration")).toHaveLength(2);
    expect(said("configuration")).toMatch(
      /fail: SYNC_SECONDS must be .*\nfail: SLACK_BOT_TOKEN is set, but nothing says/,
    );
    expect(said("database")).toMatch(/^ok: .* is of a real Setup/);
  });

  it("says that .env cannot be read, and that others may read it", async () => {
    const unread = "Cannot read .env (EACCES): let this user read it, or remove it.";
    expect((await examined(env, { unread })).said("env-file")).toBe(
      "fail: Cannot read .env (EACCES). → Let this user read it, or remove it.",
    );
  });
});

it("the doctor names what .env sets in vain, and no value of it", async () => {
  const file = join(folder, ".env");
  writeFileSync(file, "SLACK_TOKEN=hidden-1\nMISTRAL_ADMIN_KEY=hidden-2\nSYNC_SECONDS=60\nTZ=UTC\n", {
    mode: 0o600,
  });
  const { said, printed } = await examined(env, { folder });
  expect(said("env-file")).toBe(
    `warn: ${file} sets MISTRAL_ADMIN_KEY, SLACK_TOKEN, which this program does not know. → Compare with .env.example: a misspelled name has no effect.`,
  );
  expect(printed).not.toContain("hidden");
});

describe("the doctor's look at the database", () => {
  it("changes no byte and leaves nothing behind: not in a file that was closed, nor in one of a killed server", async () => {
    made().close();
    let before = everything();
    await examined(env);
    expect(everything()).toEqual(before);
    killed((store) => giveUp(store, "m1"));
    before = everything();
    expect((await examined(env)).said("work")).toMatch(/^warn: A piece of work was given up/);
    expect(everything()).toEqual(before);
  });

  it("works while its server runs and writes, and changes neither the file nor its log", async () => {
    const server = made();
    giveUp(server, "m1");
    clock -= 3 * 86_400_000;
    giveUp(server, "m2");
    const files = () =>
      ["a.db", "a.db-wal"].map((name) => readFileSync(join(folder, name)).toString("base64"));
    const copies = files();
    // Whoever reads a file and closes it lets go of the locks of its own process.
    const { said } = await examined({ ...env, PORT: "1" });
    expect(files()).toEqual(copies);
    expect(said("work")).toMatch(
      /^warn: 2 pieces of work were given up \(remove-member\), the oldest planned 3 days ago\. → See what and why/,
    );
    server.close();
  });

  it("names a file as it is written, also where that begins a sentence", () => {
    const error = new AppError("invalid", "data/a.db is damaged; restore a backup.");
    expect(failed("database", error)).toMatchObject({
      ...{ what: "data/a.db is damaged.", mend: "Restore a backup." },
    });
  });

  it("sees what a killed server saved last, which is only in the log", async () => {
    killed((store) => {
      for (let n = 0; n < 40; n += 1) giveUp(store, `m${n}`);
    });
    expect((await examined(env)).said("work")).toMatch(/^warn: 40 pieces of work/);
  });

  it.each([
    [
      "damaged",
      () => writeFileSync(path, Buffer.concat([readFileSync(path).subarray(0, 8192), Buffer.alloc(8192, 7)])),
      /fail: .*is damaged.* → Restore a backup/,
    ],
    [
      "no database",
      () => writeFileSync(path, "hello"),
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
      "gone, and its log is not",
      () => {
        rmSync(path);
        writeFileSync(`${path}-wal`, "x");
      },
      /fail: .*is gone, but its -wal file is there\. → Put the file back/,
    ],
    [
      "a folder",
      () => {
        rmSync(path);
        mkdirSync(path);
      },
      /fail: .*is not a file\. → Set DATABASE_PATH to one\./,
    ],
  ] as const)("says what to do with one that is %s", async (_, harm, expected) => {
    made().close();
    harm();
    const before = everything();
    const { code, said } = await examined(env);
    expect(said("database")).toMatch(expected);
    expect(code).toBe(said("database").startsWith("warn") ? 0 : 1);
    expect(everything()).toEqual(before);
  });

  function change(statement: string): void {
    const db = new Database(path);
    db.exec(statement);
    db.close();
  }

  it.each([
    ["a file of something else", () => writeFileSync(path, "root:x:0:0", { mode: 0o644 })],
    ["a folder", () => mkdirSync(path)],
    ["another program's database", () => new Database(path).exec("CREATE TABLE notes (text)").close()],
  ])("says nothing of the rights of %s", async (_, make) => {
    make();
    const { said } = await examined(env);
    expect(said("database")).toMatch(/^fail: .* [Ss]et DATABASE_PATH to/);
    expect(said("private")).toBe("");
  });

  it("says that others may read it", async () => {
    made().close();
    chmodSync(path, 0o644);
    expect((await examined(env)).said("private")).toBe(
      `warn: Others on this machine may read ${path}. → Run chmod 600 ${path}.`,
    );
  });
});

describe("the doctor reads what the server has noticed", () => {
  it("and names each outage that is not over", async () => {
    const since = Date.now() - 2 * 3_600_000;
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
        /^warn: For the server Mistral has not answered properly; that began 2 hours ago\. → Mend/,
      ),
      expect.stringMatching(
        /^warn: For the server Slack has let the bot in no more; that began 2 hours ago\./,
      ),
    ]);
    expect((await examined(env)).said("outages")).toBe("");
  });
});
