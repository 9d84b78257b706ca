import { afterEach, expect, it } from "vitest";
import { must } from "../../support/must.ts";
import { ask, paidWhole, type Whole } from "../../support/servers/whole.ts";

const SECOND = 1_000;
const COPIES = 120;
/** Slack's tier 3: so many calls of one method are let through in a burst, and so many more in each minute. */
const TIER = 50;

let world: Whole | null = null;
afterEach(() => world?.stop());

/** From now on Slack refuses updates over the tier, with how long to wait until the next one fits. */
function enforceTier({ slack, clock }: Whole) {
  const found = { done: 0, refused: 0 };
  let left = TIER;
  let at = clock.now();
  const { take } = slack.faults;
  slack.faults.take = (method, path) => {
    if (path !== "/chat.update") return take(method, path);
    const now = clock.now();
    left = Math.min(TIER, left + ((now - at) * TIER) / (60 * SECOND));
    at = now;
    if (left >= 1) {
      left -= 1;
      found.done += 1;
      return take(method, path);
    }
    found.refused += 1;
    const seconds = Math.ceil((1 - left) * (60 / TIER));
    return { kind: "answer", status: 429, headers: { "retry-after": String(seconds) } };
  };
  return found;
}

/** The card of the Request as if it stood in so many messages. */
function copyCard({ bot, sandbox }: { bot: Whole["bot"]; sandbox: Whole }, copies: number): void {
  bot.store.transact((tx) => {
    const { id: _, ...card } = must(tx.posted.ofSubject("request:1")[0]);
    const { messages } = sandbox.slack.state();
    const stored = must(messages.find(({ ts }) => ts === card.message));
    for (let n = 1; n <= copies; n += 1) {
      const ts = `100.${String(n).padStart(6, "0")}`;
      messages.unshift({ ...stored, ts });
      tx.posted.insert({ ...card, message: ts });
    }
  });
}

it("of 120 cards that change at once, Slack has to refuse at most 20 updates, and every card changes", async () => {
  world = await paidWhole("guided", { skips: true });
  await ask(world, "chloe", "zoe@lumen.example");
  copyCard({ bot: world.bot, sandbox: world }, COPIES);
  const found = enforceTier(world);
  await world.as("ben").press("Approve", { in: "#mistral-approvals" });
  await world.settle();
  const { messages } = world.slack.state();
  const changed = () => messages.filter(({ text }) => text.includes(": approved")).length;
  for (let seconds = 0; seconds < 900 && changed() <= COPIES; seconds += 3) await world.later(3 * SECOND);
  expect(changed()).toBeGreaterThan(COPIES);
  expect(found.refused).toBeLessThanOrEqual(20);
});
