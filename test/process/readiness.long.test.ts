import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { folder } from "../store/repositories/samples.ts";
import { keepingLog } from "../support/servers/logged.ts";
import { MINUTE, startWhole, type Whole, type WholeOptions } from "../support/servers/whole.ts";
import { smallDisk } from "../support/small-disk.ts";

let world: Whole | null = null;
afterEach(async () => {
  await world?.stop();
  world = null;
});

async function logging(options: Partial<WholeOptions> = {}) {
  const { lines, log } = keepingLog();
  world = await startWhole({ mode: "guided", log, ...options });
  const { bot } = world;
  const status = async () => (await fetch(`${bot.url}/readyz`)).status;
  const told = () => lines.filter(({ message }) => /ready/.test(message));
  return { world, lines, status, told };
}

const NOT_READY = "not ready, so /readyz answers 503";
const TOKEN_REVOKED = { kind: "answer", status: 200, body: { ok: false, error: "token_revoked" } } as const;

describe("the readiness of the bot", () => {
  it("ends within a minute when Slack revokes the token without telling, and comes back with the token", async () => {
    const { world, status, told } = await logging();
    expect(await status()).toBe(200);
    world.slack.faults.add({ fault: TOKEN_REVOKED, times: 999 });
    await world.later(1.2 * MINUTE);
    const reason = expect.stringMatching(/^it refuses our credentials \(.*token_revoked/);
    const gone = { level: "error", fields: { part: "slack", reason }, message: NOT_READY };
    // In the log before anybody has asked.
    expect(told()).toEqual([gone]);
    expect(await status()).toBe(503);
    // People still get their answers, so nobody may lead them elsewhere.
    expect((await fetch(`${world.bot.url}/servingz`)).status).toBe(200);
    world.slack.faults.clear();
    for (let minutes = 0; minutes < 6; minutes += 1) await world.later(1.2 * MINUTE);
    expect(await status()).toBe(200);
    expect(told()).toEqual([gone, { level: "info", fields: { part: "slack" }, message: "ready again" }]);
  });

  it("ends on a full disk with one line that says why, also while nothing happens", async (context) => {
    const disk = smallDisk(folder());
    if (disk === null) return context.skip("no right to mount a small disk here");
    const path = join(disk, "a.db");
    const { status, told } = await logging({ env: () => ({ DATABASE_PATH: path }) });
    const ballast = join(disk, "ballast");
    expect(() => writeFileSync(ballast, Buffer.alloc(8_000_000))).toThrow("ENOSPC");
    // What is in the log already takes a few small changes more.
    await expect.poll(status, { interval: 1, timeout: 20_000 }).toBe(503);
    await status();
    const reason = expect.stringMatching(/^The database cannot be written \(SQLITE_FULL\): make room/);
    const full = { level: "error", fields: { part: "database", reason }, message: NOT_READY };
    expect(told()).toEqual([full]);
    writeFileSync(ballast, "");
    expect(await status()).toBe(200);
    expect(told()).toEqual([full, { level: "info", fields: { part: "database" }, message: "ready again" }]);
  });

  it("stays with a wrong Admin API key, which every start tells in the log before there is a Setup", async () => {
    const { status, lines } = await logging({
      mode: "automatic",
      env: () => ({ MISTRAL_ADMIN_API_KEY: "a-key-of-nobody" }),
    });
    const refused = {
      level: "error",
      fields: {},
      message: "Mistral refuses MISTRAL_ADMIN_API_KEY: set one of this Organization, and restart",
    };
    await expect.poll(() => lines, { timeout: 20_000 }).toContainEqual(refused);
    expect(await status()).toBe(200);
  });
});
