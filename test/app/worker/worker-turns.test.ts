import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { createCircuitBreaker } from "../../../src/app/worker/circuit-breaker.ts";
import { ofKind } from "../../../src/domain/alert.ts";
import { AppError } from "../../../src/lib/errors.ts";
import { openStore } from "../../../src/store/store.ts";
import type { Store } from "../../../src/store/tx.ts";
import { saying } from "../../../src/view/core/spans.ts";
import { folder as newFolder } from "../../store/repositories/samples.ts";
import { must } from "../../support/must.ts";
import { smallDisk } from "../../support/small-disk.ts";
import { approvalOf, invitation, START, startedBot } from "../../support/world/bot.ts";
import { bothBot } from "../../support/world/both.ts";
import { words } from "../../support/world/chat.ts";
import { createMemoryMistral } from "../../support/world/memory-mistral.ts";
import { HOUR, SECOND } from "../../support/world/times.ts";

/** What the worker does by itself, without looking again after a while. */
async function someTurns(): Promise<void> {
  await sleep(40);
  for (let turn = 0; turn < 50; turn += 1) await nextTurn();
}

/** One message into a channel of its own for each, in these groups. */
function post(store: Store, ...groups: string[]): void {
  store.transact(({ jobs }) => {
    for (const [at, group] of groups.entries()) {
      const to = { place: { platform: "slack", channel: `${group}-${at}` } } as const;
      jobs.enqueue({ kind: "post", subject: "setup:1", to }, { key: `${at}`, group, dueAt: START });
    }
  });
}

it("what waits for a job comes with its end, although another one ends at the same moment", async () => {
  const bot = await startedBot();
  const posted: string[] = [];
  bot.chat.messenger.post = async (channel) => {
    posted.push(channel);
    return null;
  };
  post(bot.store, "c1", "c2", "c2");
  bot.worker.wake();
  await someTurns();
  expect(posted).toEqual(["c1-0", "c2-1", "c2-2"]);
});

describe("once the worker was stopped, the store can be closed", () => {
  async function stoppable() {
    const errors: string[] = [];
    const error = (_about: object, text: string) => void errors.push(text);
    return { errors, bot: await startedBot({ log: { info() {}, warn() {}, error } }) };
  }

  it("though what is due was about to be taken", async () => {
    const { bot, errors } = await stoppable();
    post(bot.store, "c1");
    bot.worker.wake();
    await nextTurn();
    await bot.worker.stop(1000);
    bot.store.close();
    await someTurns();
    expect(errors).toEqual([]);
  });

  it("though one job takes too long: nothing is said but that its end is not noted", async () => {
    const { bot, errors } = await stoppable();
    let answer = (): void => {};
    bot.chat.messenger.post = () =>
      new Promise((resolve) => {
        answer = () => resolve(null);
      });
    post(bot.store, "c1");
    bot.worker.wake();
    await someTurns();
    await bot.worker.stop(1);
    bot.store.close();
    answer();
    await someTurns();
    expect(errors).toEqual(["could not note the failure of a job"]);
  });
});

const REQUESTS = 12;
const NEVER = new Promise<never>(() => {});

it.each(["slack", "teams"] as const)(
  "while %s does not answer, the other one goes on at once",
  async (silent) => {
    const bot = await bothBot();
    for (let id = 1; id <= REQUESTS; id += 1) await bot.ask(`p${id}@lumen.example`);
    const [{ messenger }, other, channel] =
      silent === "slack" ? [bot.chat, bot.teams, "t-approvals"] : [bot.teams, bot.chat, "approvals"];
    Object.assign(messenger, { post: () => NEVER, update: () => NEVER, publishHome: () => NEVER });
    const press = silent === "slack" ? bot.inTeams("tara").caller : bot.as("ben").caller;
    for (let id = 1; id <= REQUESTS; id += 1)
      await bot.app.press(press, approvalOf(bot.store, id), `approved ${id}`);
    bot.worker.wake();
    const approved = () => other.in(channel).filter(({ view }) => words(view).includes("Approved by")).length;
    await expect.poll(approved, { timeout: 20_000, interval: 10 }).toBe(REQUESTS);
  },
);

it("what the bot knows of people in Teams without asking does not count as an answer", async () => {
  const bot = await bothBot();
  const down = () => Promise.reject(new AppError("unavailable", "refused", { detail: "ECONNREFUSED" }));
  const neverMet = () =>
    Promise.reject(new AppError("not_found", "never met", { detail: "never_met", asked: false }));
  Object.assign(bot.teams.messenger, { post: down, update: down, account: neverMet });
  await bot.inTeams("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
  const began = bot.now();
  for (let minute = 0; minute < 15; minute += 1) {
    const ask = { kind: "refresh-account", platform: "teams", account: "t-nobody" } as const;
    bot.store.transact(({ jobs }) =>
      jobs.enqueue(ask, { key: `ask:${minute}`, group: `ask:${minute}`, dueAt: bot.now() }),
    );
    await bot.skip(60_000);
  }
  const [outage] = bot.store.read((tx) => ofKind(tx.alerts.open(), "outage"));
  expect(outage).toMatchObject({ of: "teams" });
  expect(must(outage).since - began).toBeLessThan(60_000);
  expect(bot.chat.cards("dm-ana", "alert:outage.")).toHaveLength(1);
});

const DOWN = new AppError("unavailable", "refused", { detail: "ECONNREFUSED" });

it("what Mistral says of how long to wait is not cut short by the failure of a call that was begun before", async () => {
  const bot = await startedBot();
  const ended: ((error?: AppError) => void)[] = [];
  const workspaces = () =>
    new Promise<never[]>((resolve, reject) => {
      ended.push((error) => (error === undefined ? resolve([]) : reject(error)));
    });
  const mistral = { ...createMemoryMistral(() => bot.now()).admin, workspaces };
  const { context, blamed } = createCircuitBreaker({ ...bot.context, mistral }, () => {});
  const call = () =>
    must(context.mistral)
      .workspaces()
      .catch((error: unknown) => error);
  const end = async (at: number, error?: AppError) => {
    must(ended[at])(error);
    await Promise.resolve();
  };
  const before = call();
  const failing = [call(), call(), call()];
  for (const at of [1, 2, 3]) await end(at, DOWN);
  await Promise.all(failing);
  await bot.skip(HOUR);
  const trying = call();
  await end(0);
  await before;
  const limited = call();
  await end(5, new AppError("rate_limited", "busy", { retryAfterMs: 100 * SECOND }));
  const error = await limited;
  await end(4, DOWN);
  await trying;
  expect(must(blamed(error)).nextTry - bot.now()).toBe(100 * SECOND);
});

it("a look at access that ends while another call tries leaves that one its turn", async () => {
  const bot = await startedBot();
  const ends: (() => void)[] = [];
  const pending = () => new Promise<never>((_, reject) => void ends.push(() => reject(DOWN)));
  const letsIn = () => new Promise<void>((resolve) => void ends.push(resolve));
  const messenger = { ...bot.chat.messenger, post: () => Promise.reject(DOWN), letsIn };
  const { context } = createCircuitBreaker({ ...bot.context, messengers: [messenger] }, () => {});
  const call = (of: "post" | "letsIn") => {
    const through = must(context.messengers[0]);
    const called = of === "post" ? through.post("news", saying("News"), "k") : through.letsIn();
    return called.catch((error: AppError) => error.detail);
  };
  for (let n = 0; n < 3; n += 1) await call("post");
  await bot.skip(10 * SECOND);
  Object.assign(messenger, { post: pending });
  const look = call("letsIn");
  const trying = call("post");
  must(ends[0])();
  await look;
  expect(await Promise.race([call("post"), nextTurn("it tries as well")])).toBe("held");
  must(ends[1])();
  await trying;
});

it("on a full disk a press is answered in one sentence and changes nothing, and works again once there is room", async (context) => {
  const disk = smallDisk(newFolder());
  if (disk === null) return context.skip("no right to mount a small disk here");
  const store = openStore({ path: join(disk, "a.db"), kind: "real", idGap: () => 0 });
  onTestFinished(() => store.close());
  const bot = await startedBot({ store });
  await bot.ask("paul@lumen.example");
  const ballast = join(disk, "ballast");
  expect(() => writeFileSync(ballast, Buffer.alloc(8_000_000))).toThrow("ENOSPC");

  const stored = () => store.read((tx) => [tx.requests.get(1)?.state, tx.record.end().seq]);
  const before = stored();
  // What is in the log already takes a few small changes more.
  for (let n = 0; n < 60 && store.trouble() === null; n += 1);
  expect(await bot.approve()).toMatchObject({
    ...{ kind: "show", passing: true },
    view: {
      summary: expect.stringMatching(/^Nothing can be saved right now, so nothing was changed\. Try again/),
    },
  });
  expect([stored(), store.trouble()]).toEqual([before, expect.stringContaining("SQLITE_FULL")]);

  writeFileSync(ballast, "");
  expect(await bot.approve()).toEqual({ kind: "nothing" });
  expect(stored()).toEqual(["approved", expect.any(Number)]);
});
