import { describe, expect, it } from "vitest";
import { topicOf } from "../../../src/domain/security/audit.ts";
import { type FeedEvent, feedCard } from "../../../src/view/record/feed-card.ts";
import { feed } from "../../../src/view/strings/en/record.ts";
import { read } from "../../support/reading/read-view.ts";
import { HOSTILE, minutesAgo, NOW, readerOf } from "../../support/samples/facts.ts";

const channel = readerOf(null);

const event = (type: string, change: Partial<FeedEvent> = {}): FeedEvent => ({
  ...{ type, at: minutesAgo(3), actor: { person: "p_ana" }, target: null },
  ...change,
});

describe("the card of the audit feed", () => {
  it("says when, who, what and whom", () => {
    const card = feedCard(
      channel,
      [event("user.organization.role.update", { target: { name: "Bob" } })],
      NOW,
    );
    expect(read(card)).toContain("14:07 UTC @ana: Role in the Organization changed (Bob)");
  });

  it("counts what the same person did several times", () => {
    const card = feedCard(channel, [event("api_key.create"), event("api_key.create")], NOW);
    expect(read(card)).toContain("@ana: 2 × API key created");
    expect(card.summary).toBe("Mistral audit log: 2 events.");
  });

  it("cuts what is long, and says how much more there is by topic", () => {
    const many = Array.from({ length: 200 }, (_, n) =>
      event(`x${n}.${HOSTILE}`.slice(0, 200), { actor: "key" }),
    );
    const words = read(feedCard(channel, many, NOW));
    expect(words).toContain("And more, other: 185");
    expect(words.length).toBeLessThan(3_000);
  });
});

describe("the words for events", () => {
  it("are there for events that the feed tells of, and for no others", () => {
    for (const type of Object.keys(feed.events)) expect(topicOf(type), type).not.toBeNull();
  });

  it.each(["user.log_in", "le_chat.conversation.created", "integration.tool_called", "agent.create"])(
    "%s is no news",
    (type) => expect(topicOf(type)).toBeNull(),
  );

  it.each([
    ["api_key.rotate", "keys"],
    ["organization.invite.resend", "invitations"],
    ["billing.gift_code.used", "billing"],
    ["workspace.member.add", "workspaces"],
    ["user.organization.role.update", "people"],
    ["organization.scim_sync.trigger", "access"],
    ["something.of.next.year", "other"],
  ])("%s is about %s", (type, topic) => expect(topicOf(type)).toBe(topic));
});
