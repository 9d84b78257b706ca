import { expect, it, onTestFinished } from "vitest";
import { watchAccess } from "../../../src/app/alerts/watch-access.ts";
import type { Messenger } from "../../../src/app/core/messenger.ts";
import { AppError } from "../../../src/lib/errors.ts";
import { ask, paidWhole, sees, type Whole } from "../../support/servers/whole.ts";
import { createBot, invitation, startedBot } from "../../support/world/bot.ts";
import { createChat } from "../../support/world/chat.ts";
import { MINUTE, SECOND } from "../../support/world/times.ts";

it("that somebody signs with another secret is remembered with the newest time, and is nothing that came through", async () => {
  const bot = createBot();
  bot.app.forged("slack");
  await bot.skip(MINUTE);
  bot.app.forged("slack");
  const latest = (key: string) => bot.store.read((tx) => tx.processedRequests.latest(key));
  expect([latest("forged:slack"), latest("slack:")]).toEqual([bot.now(), null]);
});

const METHODS = ["chat.postMessage", "chat.update", "views.open", "views.publish", "users.info", "auth.test"];

/** From now on Slack refuses the bot's token. An answer to a response_url needs none. */
function refuseToken({ slack }: Whole): void {
  const body = { ok: false, error: "token_revoked" };
  for (const method of METHODS)
    slack.faults.add({ fault: { kind: "answer", status: 200, body }, path: `/${method}`, probability: 1 });
}

/** Chloé has asked; everything that was to be said of it is said. */
async function asked(): Promise<Whole> {
  const world = await paidWhole("guided", { skips: true });
  onTestFinished(world.stop);
  await ask(world, "chloe", "paul@lumen.example");
  return world;
}

async function seconds(world: Whole, count: number): Promise<void> {
  for (let gone = 0; gone < count; gone += 1) await world.later(SECOND);
}

it("a click on an old card while Slack refuses the token is answered with why the card does not change", async () => {
  const world = await asked();
  const ben = world.as("ben");
  refuseToken(world);
  await ben.press("Approve", { in: "#mistral-approvals" });
  await seconds(world, 15);
  await ben.press("Approve", { in: "#mistral-approvals" });
  await sees(() => ben.messages("#mistral-approvals").at(-1) ?? "", /Noted\. Slack has not .* since/);
});

it.each(["slack", "teams"] as const)(
  "credentials that %s lets in again are noticed within a minute, whenever that is",
  async (platform) => {
    let refuses = false;
    let tries = 0;
    const door = async <T>(call: () => Promise<T>): Promise<T> => {
      if (!refuses) return call();
      tries += 1;
      throw new AppError("unauthorized", "refused", { detail: "token_revoked" });
    };
    const through = (real: Messenger): Messenger => ({
      ...real,
      post: (...given) => door(() => real.post(...given)),
      update: (...given) => door(() => real.update(...given)),
      account: (id) => door(() => real.account(id)),
    });
    const bot = await startedBot({
      both: true,
      through: (messenger) => (messenger.platform === platform ? through(messenger) : messenger),
    });
    const chloe = platform === "slack" ? bot.as("chloe") : bot.inTeams("chloe");
    refuses = true;
    await chloe.submit({ form: "invite" }, invitation("paul@lumen.example"));
    await chloe.submit({ form: "invite" }, invitation("rosa@lumen.example"));
    let [longest, quiet] = [0, 0];
    for (let gone = 0; gone < 900; gone += 1) {
      const before = tries;
      await bot.skip(SECOND);
      quiet = tries === before ? quiet + 1 : 0;
      longest = Math.max(longest, quiet);
    }
    expect(tries).toBeGreaterThan(0);
    expect(longest).toBeLessThanOrEqual(60);
  },
);

it("a platform that refuses our credentials is not ready until it lets them in again, and each is told once", async () => {
  const told: (string | null)[] = [];
  const chat = createChat();
  const { messenger, refusal } = watchAccess(chat.messenger, () => told.push(refusal()));
  const post = () =>
    messenger.post("news", { summary: "", blocks: [] }, "k").catch((error: unknown) => error);
  const revoked = new AppError("unauthorized", "token_revoked", { detail: "token_revoked" });
  chat.failNext(revoked, new AppError("unavailable", "down"), revoked);
  expect(refusal()).toBeNull();
  for (let times = 0; times < 3; times += 1)
    expect([(await post()) instanceof AppError, refusal()]).toEqual([true, "token_revoked"]);
  chat.gone.add("news");
  expect([(await post()) instanceof AppError, refusal()]).toEqual([true, null]);
  expect(told).toEqual(["token_revoked", null]);
});
