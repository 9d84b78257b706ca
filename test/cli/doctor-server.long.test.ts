import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it } from "vitest";
import { openStore } from "../../src/store/store.ts";
import { VERSION } from "../../src/version.ts";
import { folder as newFolder } from "../store/repositories/samples.ts";
import { CLOCK_ENV } from "../support/clock-env.ts";
import { runProgram, listening as started } from "../support/programs/program.ts";
import { examined, reportSchema } from "../support/reading/examined.ts";
import { listenRaw } from "../support/servers/raw-server.ts";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

let folder: string;
let path: string;
let env: Record<string, string>;
beforeEach(() => {
  folder = newFolder();
  path = join(folder, "a.db");
  env = { DATABASE_PATH: path, PORT: "0" };
});

describe("the doctor's look at the server", () => {
  it("finds the program itself, and its database beside it; killed, that it is gone", async () => {
    const server = runProgram(folder, { DATABASE_PATH: path });
    const { port } = new URL(await started(server));
    const { code, said } = await examined({ ...env, PORT: port });
    expect([code, said("server")]).toEqual([0, expect.stringMatching(/^ok: A server runs on /)]);
    expect(said("database")).toMatch(/^ok: /);
    server.process.kill("SIGKILL");
    await server.ended;
    const files = ["a.db", "a.db-wal"].map((name) => join(folder, name));
    const bytes = () => files.map((file) => readFileSync(file).toString("base64"));
    const before = bytes();
    const after = await examined({ ...env, PORT: port });
    expect([after.said("server"), after.said("database")]).toEqual([
      expect.stringMatching(/^warn: No server runs/),
      expect.stringMatching(/^ok: /),
    ]);
    expect(bytes()).toEqual(before);
  });

  /** What the doctor says of a server that answers so, and the exit code. */
  async function saidOf(answers: Record<string, object>): Promise<[number, string]> {
    const bot = await listenRaw(({ url = "" }, response) => void response.end(JSON.stringify(answers[url])));
    const store = openStore({ path, kind: "sandbox" });
    const { port: PORT } = new URL(bot.url);
    const { code, said } = await examined({ ...env, PORT });
    store.close();
    await bot.close();
    return [code, said("server")];
  }

  it("says that it is not ready, of which /readyz does not tell why", async () => {
    const answers = { "/healthz": { ok: true, version: VERSION }, "/readyz": { ready: false } };
    const sentence = /^fail: .* is not ready\. → Fix what else/;
    expect(await saidOf(answers)).toEqual([1, expect.stringMatching(sentence)]);
  });

  it("says that the server was not started again since another version was installed", async () => {
    const answers = { "/healthz": { ok: true, version: "0.9.0" }, "/readyz": { ready: true } };
    const sentence = new RegExp(`^warn: .* is of version 0\\.9\\.0, and this is ${VERSION}\\. → Restart`);
    expect(await saidOf(answers)).toEqual([0, expect.stringMatching(sentence)]);
  });

  it("finds that another program answers in its place, or nothing", async () => {
    const other = await listenRaw((_, response) => void response.end("hello"));
    const { port } = new URL(other.url);
    expect((await examined({ ...env, PORT: port })).said("port")).toBe(
      `fail: Port ${port} on 127.0.0.1 is in use by another program. → Stop it, or set PORT to another number.`,
    );
    const { said } = await examined({ ...env, METRICS_PORT: port });
    expect(said("port")).toMatch(/^ok: .*\nfail: .* → Stop it, or set METRICS_PORT to another number\.$/);
    const store = openStore({ path, kind: "sandbox" });
    for (const PORT of [port, "1"])
      expect((await examined({ ...env, PORT })).said("server")).toMatch(
        /^fail: A server runs on .*, but nothing of this program answers/,
      );
    store.close();
    await other.close();
  });
});

describe("npx mistral-setup doctor", () => {
  const run = (args: string[], more: Record<string, string> = {}) =>
    spawnSync(process.execPath, [MAIN, "doctor", ...args], {
      cwd: folder,
      env: { ...CLOCK_ENV, ...env, ...more },
      encoding: "utf8",
    });

  it("prints a line for each check and the count, and ends with 0 where nothing failed", () => {
    writeFileSync(join(folder, ".env"), "LOG_LEVEL=warn\n", { mode: 0o644 });
    chmodSync(folder, 0o755);
    const { status, stdout, stderr } = run([]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^✓ ok {7}port {2}/m);
    expect(stdout).toMatch(/^! warn {5}private .* can read \.env\. → Run chmod o-rwx \.env\.$/m);
    expect(stdout.trimEnd().split("\n").at(-1)).toMatch(
      /^Nothing keeps the bot from working: \d ok, 1 to look at, 0 wrong/,
    );
    expect(existsSync(path)).toBe(false);
  });

  it("prints one JSON document, also when much is wrong, and no stack trace", () => {
    writeFileSync(path, "hello");
    writeFileSync(join(folder, ".env"), Buffer.from([0xff, 0xfe, 0]));
    const { status, stdout, stderr } = run(["--json"], { MICROSOFT_APP_ID: "nonsense" });
    expect([status, stderr]).toEqual([1, ""]);
    const report = reportSchema.parse(JSON.parse(stdout));
    expect(report.counts.fail).toBeGreaterThan(1);
    expect(stdout).not.toMatch(/^\s+at /m);
  });

  it("says how it is called", () => {
    expect(run(["--all"])).toMatchObject({ status: 2, stderr: "Usage: npx mistral-setup doctor [--json]\n" });
  });
});
