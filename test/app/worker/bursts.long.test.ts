import { describe, expect, it } from "vitest";
import type { UserAction } from "../../../src/domain/action.ts";
import type { RecordEvent } from "../../../src/domain/record/record.ts";
import { type Deed, type Door, type Letter, NAMES } from "../rights/door.ts";
import { oneRequest } from "../rights/setups.ts";
import { slackDoor } from "../rights/slack-door.ts";
import { teamsDoor } from "../rights/teams-door.ts";

const press = (action: UserAction): Deed => ({ press: action });
const approve = press({ do: "approve", request: 1, ask: "m1" });
const deny: Deed = { submit: { form: "deny", request: 1 }, values: { reason: "not now" } };
const withdraw = press({ do: "withdraw", request: 1 });
const AT_ONCE = 12;

/** Each of them is pressed as often as this: a new click of a person each time, with an id of its own. */
const CLICKS: readonly (readonly [letter: Letter, deed: Deed])[] = [
  ["O", approve],
  ["A", approve],
  ["A", deny],
  ["C", withdraw],
];
const SAID: Partial<Record<RecordEvent, string>> = {
  "request.approved": "Approved by",
  "request.denied": "Denied by",
  "request.withdrawn": "Withdrawn by",
};

const decisionsIn = ({ bot }: Door) =>
  bot.store
    .read((tx) => [...tx.record.all()])
    .filter(({ event, subject }) => subject === "request:1" && SAID[event] !== undefined);

describe.each([
  ["Slack", slackDoor],
  ["Teams", teamsDoor],
] as const)("of many clicks that reach the door of %s at the same moment", (_, open) => {
  it("one wins, and all others are told whose it was", async () => {
    const door = await open(["olga@lumen.example"]);
    await oneRequest(door);
    const clicks = Array.from({ length: AT_ONCE }, () => CLICKS).flat();
    const answers = await Promise.all(
      clicks.map(async ([letter, deed]) => ({ letter, deed, text: await door.does(letter, deed) })),
    );
    const decisions = decisionsIn(door);
    expect(decisions).toHaveLength(1);
    const [{ event, actor } = { event: "request.made" as RecordEvent, actor: "" }] = decisions;
    const winner = (["O", "A", "C"] as const).find(
      (letter) => door.bot.personOf(door.accountOf(letter), door.platform).id === actor,
    );
    expect(winner).toBeDefined();
    const name = NAMES[winner ?? "O"];
    const losers = answers.filter(({ letter }) => letter !== winner);
    expect(losers.length).toBeGreaterThanOrEqual(AT_ONCE * 2);
    for (const { text } of losers) {
      // In a message Slack's own id stands for the name.
      expect(text.toLowerCase()).toContain(name);
      expect(text).toContain(SAID[event]);
    }
  });

  it("one makes the Request, however often its form is sent", async () => {
    const door = await open(["olga@lumen.example"]);
    await oneRequest(door);
    const invite: Deed = {
      submit: { form: "invite" },
      values: { addresses: "zoe@lumen.example", role: "member", reason: "why" },
      once: "one form",
    };
    const many = Array.from({ length: AT_ONCE }, () => door.does("C", invite));
    await Promise.all(many);
    await door.does("C", invite);
    expect(door.bot.store.read((tx) => tx.requests.open().length)).toBe(2);
  });
});
