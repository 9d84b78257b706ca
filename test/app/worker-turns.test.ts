import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { AppError } from "../../src/errors.ts";
import { openStore } from "../../src/store/store.ts";
import type { Store } from "../../src/store/tx.ts";
import { START, startedBot } from "../support/bot.ts";

/** What the worker does by itself, without looking again after a while. */
async function someTurns(): Promise<void> {
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

it("a message is not posted again because somebody's click, noted at the same moment, did not fit on the disk", async () => {
  const whole = openStore({ path: ":memory:", kind: "real", clock: () => START });
  let isTooMuch = false;
  const transact: Store["transact"] = (work) =>
    whole.transact((tx) => {
      isTooMuch = false;
      const made = work(tx);
      if (isTooMuch) throw new AppError("unavailable", "the disk is full", { detail: "storage" });
      return made;
    });
  const bot = await startedBot({ store: { ...whole, transact } });
  const posted: string[] = [];
  let click: Promise<unknown> = Promise.resolve();
  bot.chat.messenger.lookFor = async () => "unknowable";
  bot.chat.messenger.post = async (channel) => {
    if (posted.length === 0)
      click = bot.context.commitSoon(() => {
        isTooMuch = true;
      });
    click.catch(() => {});
    posted.push(channel);
    return null;
  };
  post(bot.store, "c1");
  await bot.settle();
  await expect(click).rejects.toThrow("the disk is full");
  await bot.skip(60_000);
  expect(posted).toEqual(["c1-0"]);
});
