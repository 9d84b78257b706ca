import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDeadLetters } from "../../src/cli/operations/dead-letters.ts";
import type { Subject } from "../../src/domain/message.ts";
import { AppError } from "../../src/lib/errors.ts";
import { openStore } from "../../src/store/store.ts";
import { folder } from "../store/repositories/samples.ts";
import { must } from "../support/must.ts";
import { saidBy } from "../support/reading/exported.ts";
import { type Bot, createAround, startedBot } from "../support/world/bot.ts";
import { words } from "../support/world/chat.ts";
import { claimNext } from "../support/world/claim.ts";

let path: string;
let bot: Bot;
let refused: Set<string>;

/** Channels in `refused` take nothing, for a reason that is final but says nothing of the channel. */
beforeEach(async () => {
  path = join(folder(), "setup.db");
  const around = createAround();
  const store = openStore({ path, kind: "real", clock: () => around.clock.now, redrawAfterMs: 0 });
  bot = await startedBot({ store, around });
  // Nobody tells a server what the command line has written.
  bot.worker.start();
  refused = new Set();
  const { messenger } = bot.chat;
  const { post } = messenger;
  messenger.post = (where, ...rest) =>
    refused.has(where)
      ? Promise.reject(new AppError("invalid", "no\u001b[31m\nxoxb-1234-secret"))
      : post(where, ...rest);
});
afterEach(async () => {
  await bot.worker.stop(1000);
  bot.store.close();
});

const run = (...args: string[]) =>
  saidBy((print) => runDeadLetters(args, { path, kind: "real" }, print, bot.now));

const noted = (order: string): string =>
  `Noted: ${order}. A running server does it within a second; else the next start does.`;

let posts = 0;
async function postInto(channel: string, ...subjects: Subject[]): Promise<void> {
  for (const subject of subjects) {
    posts += 1;
    const to = { place: { platform: "slack" as const, channel } };
    const options = { key: `post-${posts}`, group: `to:slack/${channel}`, dueAt: bot.now() };
    bot.store.transact((tx) => tx.jobs.enqueue({ kind: "post", subject, to }, options));
  }
  await bot.settle();
}

const dead = (): number[] => bot.store.read((tx) => tx.jobs.dead()).map(({ id }) => id);
const cards = (): string[] =>
  bot.chat
    .dm("ana")
    .filter(({ key }) => key.startsWith("alert:trouble."))
    .map(({ view }) => words(view));
const recorded = (): string[] =>
  bot.store.read((tx) =>
    [...tx.record.all()].map(({ actor, event, subject }) => `${actor} ${event} ${subject}`),
  );

describe("what was given up, from the command line", () => {
  it("is listed beside the server: what, for whom, since when and why, without secrets or what a terminal obeys", async () => {
    expect(await run()).toEqual({ code: 0, said: "Nothing was given up." });
    refused.add("other").add("more");
    await postInto("other", "setup:1", "billing:1.5");
    await postInto("more", "setup:1");
    const [one, two, three] = dead();
    const { code, said } = await run();
    expect(code).toBe(0);
    expect(said).toMatch(new RegExp(`#${one} Couldn't post a message\\.\n {2}for: #other\n`));
    expect(said).toMatch(
      /tried once since \d{4}-\d\d-\d\d \d\d:\d\d UTC\n {2}why: It wasn't accepted\..* \(invalid: no\[31m \[token\]/,
    );
    expect(said).toContain(`goes together with #${two}\n#${two}`);
    expect(said.split(`#${three} `)[1]).not.toContain("together");
    for (const unwanted of ["\u001b", "xoxb"]) expect(said).not.toContain(unwanted);
  });

  it("is tried again by the running server with all that is on the same card, and the cards change", async () => {
    refused.add("other");
    await postInto("other", "setup:1", "billing:1.5");
    const [one, two] = dead();
    expect(cards()).toEqual([expect.stringContaining("[Try again]")]);
    refused.clear();
    expect(await run("retry", `${two}`)).toEqual({ code: 0, said: noted(`retry #${two}, #${one}`) });
    await expect.poll(dead).toEqual([]);
    await bot.settle();
    expect([dead(), bot.chat.in("other").length]).toEqual([[], 2]);
    expect(cards()).toEqual([expect.stringContaining("Nothing left to do here.")]);
    expect(recorded().slice(-2)).toEqual([one, two].map((id) => `operator job.retried job:${id}`));
    expect(JSON.stringify(await bot.as("ana").command("record"))).toMatch(/operator.* retried job/);
  });

  it("is tried again all at once, each once", async () => {
    refused.add("other").add("more");
    await postInto("other", "setup:1", "billing:1.5");
    await postInto("more", "setup:1");
    const all = dead();
    expect((await run("retry", "--all")).code).toBe(0);
    await expect
      .poll(() => recorded().filter((line) => line.includes("job.retried")).length)
      .toBe(all.length);
    await bot.settle();
    expect(dead()).toEqual(all);
    expect(cards().every((card) => card.includes("[Try again]"))).toBe(true);
  });

  it("is dropped for good, at the next start where no server runs", async () => {
    refused.add("other");
    await postInto("other", "setup:1");
    const [one] = dead();
    await bot.worker.stop(1000);
    expect(await run("drop", `#${one}`)).toEqual({ code: 0, said: noted(`drop #${one}`) });
    expect(dead()).toEqual([one]);
    bot.worker.start();
    await expect.poll(dead).toEqual([]);
    await bot.settle();
    expect(bot.chat.in("other")).toEqual([]);
    expect(cards()).toEqual([expect.stringContaining("Nothing left to do here.")]);
    expect(recorded().at(-1)).toBe(`operator job.dropped job:${one}`);
  });

  it("goes by the last order where no server has done an earlier one, and is listed with it", async () => {
    refused.add("other");
    await postInto("other", "setup:1", "billing:1.5");
    const [one, two] = dead();
    await bot.worker.stop(1000);
    await run("retry", `${one}`);
    expect((await run()).said.match(/ordered: retry, which happens as soon as a server runs/g)).toHaveLength(
      2,
    );
    await run("drop", `${two}`);
    expect((await run()).said.match(/ordered: drop/g)).toHaveLength(2);
    bot.worker.start();
    await bot.settle();
    expect([dead(), recorded().filter((line) => line.includes("job.retried"))]).toEqual([[], []]);
    expect(recorded().slice(-2)).toEqual([one, two].map((id) => `operator job.dropped job:${id}`));
  });

  it("is listed with whom it is for, and with who ordered it", async () => {
    await bot.as("kenji").command("help");
    const [kenji, ana] = [bot.personOf("kenji").id, bot.personOf("ana").id];
    await bot.worker.stop(1000);
    bot.store.transact((tx) => {
      const options = { group: "by hand", dueAt: bot.now() };
      tx.jobs.enqueue(
        { kind: "post", subject: "setup:1", to: { person: kenji } },
        { ...options, key: "one" },
      );
      tx.jobs.enqueue({ kind: "take-back", invitation: 99, by: ana }, { ...options, key: "two" });
    });
    for (let times = 0; times < 2; times += 1)
      bot.store.transact(({ jobs }) => jobs.bury(must(claimNext(jobs, bot.now())).id, bot.now(), "no"));
    const { said } = await run();
    expect(said).toContain("\n  for: kenji\n");
    expect(said).toContain("\n  for: ordered by ana\n");
  });

  it("is named by its number, and nothing is changed where one of them names nothing", async () => {
    refused.add("other");
    await postInto("other", "setup:1");
    const [one] = dead();
    expect(await run("retry", `${one}`, "99999")).toEqual({
      code: 1,
      said: "#99999 is no work that was given up, so nothing was changed; npx mistral-setup dead-letters lists it.",
    });
    expect(dead()).toEqual([one]);
    for (const args of [["retry"], ["drop", "--all"], ["retry", "x"], ["retry", "--all", "1"], ["list"]])
      expect(await run(...args)).toEqual({ code: 2, said: expect.stringContaining("Usage:") });
  });
});
