import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { folder } from "../store/repositories/samples.ts";

/** Slack cannot be reached there, which keeps nothing from starting. */
const ENV = [
  "SLACK_BOT_TOKEN=xoxb-1-test",
  "SLACK_SIGNING_SECRET=0123456789abcdef0123456789abcdef",
  "SLACK_API_URL=http://127.0.0.1:9/api/",
  "PORT=0",
];

/** A checkout in which `npm start` is the project's own, but finds the program built. */
function checkout(): string {
  const place = folder();
  const { scripts, ...rest } = JSON.parse(readFileSync("package.json", "utf8"));
  const manifest = { ...rest, scripts: { ...scripts, build: "node -e 0" } };
  writeFileSync(join(place, "package.json"), JSON.stringify(manifest));
  symlinkSync(join(process.cwd(), "dist"), join(place, "dist"));
  return place;
}

/** In a process group of its own, as a terminal has it. */
async function npmStart(cwd: string): Promise<{ npm: ChildProcess; url: string; log: () => string }> {
  const npm = spawn("env", [...ENV, "npm", "start"], { cwd, detached: true });
  onTestFinished(() => endGroup(npm));
  let said = "";
  for (const stream of [npm.stdout, npm.stderr])
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  const address = () => /listens on (http:\/\/\S+)/.exec(said)?.[1] ?? "";
  await expect.poll(address, { timeout: 30_000, message: said }).not.toBe("");
  return { npm, url: address(), log: () => said };
}

function endGroup({ pid = 0 }: ChildProcess): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nothing of it is left.
  }
}

const answers = (url: string) =>
  fetch(`${url}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );

describe("a bot that was started with npm start", () => {
  it("ends in order when npm alone gets SIGTERM, and the next start finds the database free", async () => {
    const place = checkout();
    const { npm, url, log } = await npmStart(place);
    npm.kill("SIGTERM");
    const [code] = await once(npm, "exit");
    expect({ code, answers: await answers(url) }).toEqual({ code: 0, answers: false });
    expect(log()).toContain(`"msg":"stopped"`);
    await npmStart(place);
  });

  it("ends in order when npm and the bot both get the signal of a terminal or a service manager", async () => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      const { npm, log } = await npmStart(checkout());
      process.kill(-(npm.pid ?? 0), signal);
      const [code] = await once(npm, "exit");
      expect({ signal, code }).toEqual({ signal, code: 0 });
      expect(log()).toContain(`"msg":"stopped"`);
    }
  });
});
