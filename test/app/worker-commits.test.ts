import { expect, it } from "vitest";
import { openStore } from "../../src/store/store.ts";
import type { Store } from "../../src/store/tx.ts";
import { createBot, START } from "../support/bot.ts";

const POSTS = 40;
/** So many jobs go side by side on one platform. */
const AT_ONCE = 8;

/** A started Setup with posts into so many channels to come, and how often the store has waited for the disk since. */
async function withPosts(posts: number) {
  const store = openStore({ path: ":memory:", kind: "real", clock: () => START });
  const count = { commits: 0 };
  const transact: Store["transact"] = (work) => {
    count.commits += 1;
    return store.transact(work);
  };
  const bot = createBot({ store: { ...store, transact } });
  await bot.as("ana").submit({ form: "start" }, { approvals: "approvals", news: "news", approvers: ["ben"] });
  await bot.as("ben").command("help");
  store.transact(({ jobs }) => {
    for (let at = 0; at < posts; at += 1) {
      const to = { place: { platform: "slack" as const, channel: `c${at}` } };
      const options = { key: `post-${at}`, group: `to:${at}`, dueAt: bot.now() };
      jobs.enqueue({ kind: "post", subject: "setup:1", to }, options);
    }
  });
  count.commits = 0;
  return { bot, store, count };
}

function jobsIn(store: Store): number {
  let id = 1;
  while (store.read((tx) => tx.jobs.get(id)) !== null) id += 1;
  return id - 1;
}

it("jobs that end at once wait for the disk together, and with those that take their places", async () => {
  const { bot, store, count } = await withPosts(POSTS);
  const before = jobsIn(store) - POSTS;
  await bot.settle();
  expect(bot.chat.in("c0")).toHaveLength(1);
  const rounds = Math.ceil((jobsIn(store) - before) / AT_ONCE);
  // Before the first of them, none ends.
  expect(count.commits).toBeLessThanOrEqual(rounds + 1);
});

it("a click that comes while a job ends waits for the disk with it", async () => {
  const { bot, store, count } = await withPosts(1);
  const posting = jobsIn(store);
  let seen: unknown[] = [];
  const { post } = bot.chat.messenger;
  bot.chat.messenger.post = async (...given) => {
    const began = count.commits;
    const click = bot.app.press(bot.as("ben").caller, { do: "checklist" }, "while it is posted");
    void click.then(({ kind }) => {
      seen = [kind, count.commits - began, store.read((tx) => tx.jobs.get(posting))?.state];
    });
    return post(...given);
  };
  await bot.settle();
  expect(seen).toEqual(["show", 1, "done"]);
});
