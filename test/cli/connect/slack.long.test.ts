import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { linkFor } from "../../../src/cli/connect/slack.ts";
import { folder as newFolder } from "../../store/repositories/samples.ts";
import { connecting } from "../../support/programs/connecting.ts";
import { BOT_TOKEN, startSandbox, type TestSandbox } from "../../support/servers/slack.ts";
import { APP_TOKEN, openBridge, type SocketBridge } from "../../support/servers/socket-mode.ts";
import { smallDisk } from "../../support/small-disk.ts";

const SECRET = "8f742231b10e8888abcd0011223344a5";

let folder: string;
let sandbox: TestSandbox;
let bridge: SocketBridge;
beforeEach(async () => {
  folder = newFolder();
  sandbox = await startSandbox();
  bridge = await openBridge(() => sandbox.slackApiUrl());
});
afterEach(async () => {
  bridge.server.close();
  await sandbox.stop();
});

const at = (name = ".env") => join(folder, name);
const dotEnv = () => readFileSync(at(), "utf8");
const api = () => ({ SLACK_API_URL: `${bridge.url}/api/` });
const connect = (entered: readonly string[], more: Partial<Parameters<typeof connecting>[2]> = {}) =>
  connecting("slack", entered, { cwd: folder, env: api(), ...more });

describe("connect slack, for somebody who has nothing yet", { timeout: 60_000 }, () => {
  it("prints the link, has Slack check both tokens, writes them for this user alone, and ends with the doctor", async () => {
    const { code, out, err, wrong } = await connecting("", ["slack", "", BOT_TOKEN, APP_TOKEN], {
      ...{ cwd: folder, env: api() },
    });
    expect([code, err, wrong]).toEqual([0, "", []]);
    expect(out).toContain(`\n${linkFor(null)}\n`);
    expect(out).toMatch(/^✓ Slack lets the bot into the chat workspace /m);
    expect(out).toMatch(/^✓ Slack gives out an address for Socket Mode\.$/m);
    expect(out).toMatch(/^✓ ok {7}configuration {6}Slack over Socket Mode, guided mode\.$/m);
    expect(dotEnv()).toBe(
      `SLACK_BOT_TOKEN=${BOT_TOKEN}\nSLACK_APP_TOKEN=${APP_TOKEN}\nNODE_ENV=production\n`,
    );
    expect(statSync(at()).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual([".env"]);
    for (const secret of [BOT_TOKEN, APP_TOKEN]) expect(out).not.toContain(secret);
  });

  it("says in one sentence what is wrong with what was pasted, and asks for that alone again", async () => {
    const { code, out, wrong } = await connect([
      ...["sockets", "s"],
      ...["", APP_TOKEN, "xoxp-1-2-3", "hello", "xoxb-1-revoked", `  "${BOT_TOKEN}"\t`],
      ...[BOT_TOKEN, SECRET, "xapp-1-wrong", ` ${APP_TOKEN} `],
    ]);
    expect(wrong).toEqual([
      "✗ Write socket or http.",
      "✗ Nothing was entered.",
      ...Array(3).fill(
        expect.stringMatching(/^✗ SLACK_BOT_TOKEN must begin with xoxb-\. Find it at api\.slack\.com/),
      ),
      expect.stringMatching(/^✗ Slack refuses SLACK_BOT_TOKEN \(invalid_auth\)\. Reinstall the app/),
      ...Array(2).fill(expect.stringMatching(/^✗ SLACK_APP_TOKEN must begin with xapp-\. Find it at/)),
      expect.stringMatching(/^✗ Slack refuses SLACK_APP_TOKEN \(invalid_auth\)\. Make a new app-level token/),
    ]);
    expect([code, dotEnv().split("\n").slice(0, 2)]).toEqual([
      0,
      [`SLACK_BOT_TOKEN=${BOT_TOKEN}`, `SLACK_APP_TOKEN=${APP_TOKEN}`],
    ]);
    expect(out).not.toContain(BOT_TOKEN);
  });

  it("keeps what was entered before when Slack is away for a moment or calls a token expired, and Enter tries it again", async () => {
    const expired = { ok: false, error: "token_expired" };
    sandbox.slack.faults.add({ path: "/auth.test", fault: { kind: "page", status: 502 } });
    sandbox.slack.faults.add({ path: "/auth.test", fault: { kind: "answer", status: 200, body: expired } });
    const { code, wrong } = await connect(["", BOT_TOKEN, "", "", APP_TOKEN]);
    expect([code, wrong]).toEqual([
      0,
      [
        expect.stringMatching(/^✗ Slack doesn't answer properly \(http_502\)\. Check that this machine/),
        expect.stringMatching(/^✗ Slack refuses SLACK_BOT_TOKEN \(token_expired\)\. Reinstall the app/),
      ],
    ]);
    expect(dotEnv()).toContain(`SLACK_BOT_TOKEN=${BOT_TOKEN}\n`);
  });

  it("over HTTP asks for the public address, puts it into the manifest, and says at the end that a signing secret is odd", async () => {
    // Longer than all that is written over it.
    writeFileSync(at(), `SLACK_APP_TOKEN=${APP_TOKEN.padEnd(300, "0")}\n`);
    const { code, out, wrong } = await connect([
      ...["http", "http://setup.example.com", "https://setup.example.com/slack", "localhost"],
      ...["setup.example.com", BOT_TOKEN, "two words", "an-odd-secret"],
    ]);
    expect(code).toBe(0);
    expect(wrong).toEqual([
      ...Array(3).fill(expect.stringMatching(/^✗ That is no public https address/)),
      expect.stringMatching(/^✗ SLACK_SIGNING_SECRET has spaces/),
    ]);
    expect(out).toMatch(/^! warn +slack-requests +SLACK_SIGNING_SECRET does not look like one/m);
    const manifest = decodeURIComponent(/manifest_json=(\S+)/.exec(out)?.[1] ?? "");
    expect(manifest.match(/https:\/\/setup\.example\.com\/slack\/events/g)).toHaveLength(3);
    expect(manifest).not.toContain("YOUR-HOST");
    expect(out).toMatch(
      /\nNext: start the bot, then press Retry at api\.slack\.com\/apps › your app › Event Subscriptions/,
    );
    expect(dotEnv()).toBe(
      `SLACK_BOT_TOKEN=${BOT_TOKEN}\nSLACK_SIGNING_SECRET=an-odd-secret\nNODE_ENV=production\n`,
    );
  });

  it("makes a link for Socket Mode that holds no address, and that browsers and servers take", () => {
    const link = linkFor(null);
    expect(link.length).toBeLessThan(8_000);
    const { features, settings } = JSON.parse(new URL(link).searchParams.get("manifest_json") ?? "");
    expect(settings).toMatchObject({ socket_mode_enabled: true, interactivity: { is_enabled: true } });
    expect(features.slash_commands[0].command).toBe("/mistral-setup");
    expect(decodeURIComponent(link)).not.toMatch(/YOUR-HOST|request_url/);
  });
});

describe("connect keeps the .env that somebody has", { timeout: 60_000 }, () => {
  it("with its comments and all that it does not ask for", async () => {
    writeFileSync(
      at(),
      [
        ...["\uFEFF# of ana\r\n", "PORT=3001\r\n", "# SLACK_BOT_TOKEN=xoxb-\r\n", "\r\n"],
        ...["export SLACK_APP_TOKEN='xapp-old'\r\n", "SLACK_APP_TOKEN=xapp-older # mine\r\n"],
        ...["NODE_ENV=staging\r\n", "SETUP_OWNERS=ana@lumen.example # the last line"],
      ].join(""),
    );
    const { code } = await connect(["", BOT_TOKEN, APP_TOKEN]);
    expect(code).toBe(0);
    expect(dotEnv()).toBe(
      [
        ...["\uFEFF# of ana\r\n", "PORT=3001\r\n", "# SLACK_BOT_TOKEN=xoxb-\r\n", "\r\n"],
        ...[`SLACK_APP_TOKEN=${APP_TOKEN}\n`, "NODE_ENV=staging\r\n"],
        ...["SETUP_OWNERS=ana@lumen.example # the last line\n", `SLACK_BOT_TOKEN=${BOT_TOKEN}\n`],
      ].join(""),
    );
  });

  it("takes Enter alone for what is in it, and lets a service's group read it as before", async () => {
    writeFileSync(at(), `SLACK_BOT_TOKEN=${BOT_TOKEN}\nSLACK_APP_TOKEN=${APP_TOKEN}\n`, { mode: 0o640 });
    expect((await connect(["", "", ""])).code).toBe(0);
    expect(dotEnv()).toBe(
      `SLACK_BOT_TOKEN=${BOT_TOKEN}\nSLACK_APP_TOKEN=${APP_TOKEN}\nNODE_ENV=production\n`,
    );
    expect(statSync(at()).mode & 0o777).toBe(0o640);
  });

  it("writes through a link to the file behind it", async () => {
    mkdirSync(at("private"));
    writeFileSync(at("private/env"), "");
    symlinkSync("private/env", at());
    expect((await connect(["", BOT_TOKEN, APP_TOKEN])).code).toBe(0);
    expect(readFileSync(at("private/env"), "utf8")).toContain(BOT_TOKEN);
    expect(readdirSync(at("private"))).toEqual(["env"]);
  });

  it("says so where the environment sets the same variable, because that wins", async () => {
    const { out } = await connect(["", BOT_TOKEN, APP_TOKEN], {
      env: { ...api(), SLACK_APP_TOKEN: "xapp-of-the-shell" },
    });
    expect(out).toContain("SLACK_APP_TOKEN is also set in the environment, which wins over .env");
  });

  it("whole where there is no room for what is longer", async () => {
    const text = `SLACK_BOT_TOKEN=xoxb-1\n${"A=b\n".repeat(250)}`;
    writeFileSync(at(), text);
    const long = BOT_TOKEN.padEnd(200, "0");
    bridge.accepts.bots = [long];
    const { code, err } = await connect(["", long, APP_TOKEN], { blocks: 2 });
    expect([code, err]).toEqual([1, expect.stringMatching(/^Cannot write \.env \(EFBIG\)/)]);
    expect(dotEnv().trimEnd()).toBe(text.trimEnd());
  });

  it("and asks nothing where it is a folder", async () => {
    mkdirSync(at());
    const { code, out, err } = await connect(["", BOT_TOKEN, APP_TOKEN]);
    expect([code, out, err]).toEqual([1, "", expect.stringMatching(/^Cannot read \.env \(EISDIR\)/)]);
  });

  it("and asks nothing where it is read-only", async () => {
    // Whoever may mount a disk may write to such a file, but not to such a disk.
    const disk = smallDisk(folder);
    const cwd = disk ?? folder;
    writeFileSync(join(cwd, ".env"), "PORT=1\n", { mode: 0o400 });
    if (disk !== null) execFileSync("sh", ["-c", `mount -o remount,ro "$0"`, disk]);
    const { code, out, err } = await connect(["", BOT_TOKEN, APP_TOKEN], { cwd });
    const said = expect.stringMatching(/^Cannot write \.env \((EACCES|EROFS)\): let this user write to it/);
    expect([code, out, err]).toEqual([1, "", said]);
  });

  it.each<[string, Parameters<typeof connecting>[2]["meanwhile"], number | null]>([
    ["the input ends", undefined, 1],
    ["it is killed", (child) => ready(child).then(() => void child.kill("SIGKILL")), null],
    ["it is interrupted", (child) => ready(child).then(() => void child.kill("SIGINT")), null],
  ])("as it was when %s before everything was entered", async (_, meanwhile, expected) => {
    writeFileSync(at(), "# SLACK_BOT_TOKEN=\n");
    const { code } = await connect(["", BOT_TOKEN], meanwhile && { meanwhile });
    expect([code, dotEnv(), readdirSync(folder)]).toEqual([expected, "# SLACK_BOT_TOKEN=\n", [".env"]]);
  });
});

/** It has taken the bot token. */
const ready = (child: { stdout: NodeJS.ReadableStream | null }) =>
  new Promise<void>((resolve) => {
    let out = "";
    child.stdout?.on("data", (chunk) => {
      out += chunk;
      if (out.includes("SLACK_APP_TOKEN: api")) resolve();
    });
  });

const hasScript = spawnSync("script", ["--version"]).status === 0;
/** What somebody presses once they read it. */
const KEYS: readonly (readonly [RegExp, string])[] = [
  [/socket or http/, "s\r"],
  [/SLACK_BOT_TOKEN \(hidden\)/, "xoxb-a-secret-of-ours\r"],
  // While Slack is asked.
  [/SLACK_BOT_TOKEN \(hidden\).*\r\n/, "xapp-a-secret-of-ours\r"],
  [/✗ Slack/, "\u0003"],
];

describe.skipIf(!hasScript)("connect on a terminal", { timeout: 60_000 }, () => {
  it.each([
    ["", ""],
    [", also where what it prints is kept", " | cat"],
  ])("shows no secret that is pasted, and leaves .env as it was at Ctrl-C%s", async (_, behind) => {
    sandbox.slack.faults.add({ path: "/auth.test", fault: { kind: "slow", ms: 1_000 } });
    const main = join(import.meta.dirname, "../../../dist/cli/main.js");
    const child = spawn(
      "script",
      ["-qec", `${process.execPath} ${main} connect slack${behind}`, "/dev/null"],
      {
        ...{ cwd: folder, env: { PATH: "/usr/bin:/bin", TERM: "xterm", ...api() } },
      },
    );
    let out = "";
    const left = [...KEYS];
    child.stdout.on("data", (chunk) => {
      out += chunk;
      const [next] = left;
      if (next === undefined || !next[0].test(out)) return;
      left.shift();
      child.stdin.write(next[1]);
    });
    await once(child, "close");
    expect(out).toMatch(/✗ Slack refuses SLACK_BOT_TOKEN \(invalid_auth\)/);
    expect(out).toContain("Stopped; .env is as it was.");
    expect(out).not.toContain("a-secret-of-ours");
    expect(readdirSync(folder)).toEqual([]);
  });
});
