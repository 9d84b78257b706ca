import { expect, it } from "vitest";
import { isForFeed } from "../../../src/domain/security/audit.ts";
import { feedCard } from "../../../src/view/record/feed-card.ts";
import { feed } from "../../../src/view/strings/en/record.ts";
import { read } from "../../support/reading/read-view.ts";
import { HOSTILE, NOW, readerOf } from "../../support/samples/facts.ts";
import { event } from "../../support/samples/records.ts";

const channel = readerOf(null);

it("the card of the audit feed cuts what is long, and says how much more there is", () => {
  const many = Array.from({ length: 200 }, (_, n) =>
    event(`x${n}.${HOSTILE}`.slice(0, 200), { actor: "key" }),
  );
  const words = read(feedCard(channel, many, NOW));
  expect(words).toContain("And 185 more on Mistral's");
  expect(words.length).toBeLessThan(3_000);
});

it("there are words only for events that the feed tells of", () => {
  for (const type of Object.keys(feed.events)) expect(isForFeed(type), type).toBe(true);
});

it.each(["user.log_in", "le_chat.conversation.created", "integration.tool_called", "agent.create"])(
  "%s is no news",
  (type) => expect(isForFeed(type)).toBe(false),
);

it.each([
  ...["api_key.rotate", "user.organization.role.update", "something.of.next.year"],
  ...["user.create", "user.delete"],
])("%s is news", (type) => expect(isForFeed(type)).toBe(true));
