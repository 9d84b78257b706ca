import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "../support/must.ts";
import { ask, opens, paidWhole, sees, type Whole } from "../support/servers/whole.ts";

// None of these but the last changes anything, so one bot serves them all.
let world: Whole;
beforeAll(async () => {
  world = await paidWhole("automatic");
});
afterAll(() => world.stop());

const as = (handle: string) => world.as(handle);
const newest = (handle: string) => () => as(handle).dm().at(-1) ?? "";
const open = () => world.bot.store.read((tx) => tx.requests.open());

const TEAM = { id: "T0LUMEN001", domain: "atelier-lumen" };

describe("what is wrong in a form is said at its field, and nothing typed is lost:", () => {
  const ADDRESSES = "E-mail addresses";
  const many = Array.from({ length: 101 }, (_, n) => `p${n}@lumen.example`).join(", ");

  it.each([
    ["invite", ADDRESSES, "nowhere", "Nobody left to invite. nowhere: not an e-mail address"],
    ["invite", ADDRESSES, many, "That's 101 addresses. At most 100 at once."],
    ["", "Names, one per line", "x".repeat(300), "At most 255 characters."],
    ["settings", "Allowed e-mail domains", "<!channel>", "“<!channel>” is not a domain"],
  ])("%j, %s", async (command, label, value, sentence) => {
    const ana = as("ana");
    await ana.command(command);
    if (command === "") {
      await ana.press("More: Workspaces", { in: "dm" });
      await opens(ana, "Workspaces");
      await ana.press("Add Workspaces", { in: "modal" });
    }
    await opens(ana, label);
    ana.fill({ [label]: value });
    const errors = { [label]: expect.stringContaining(sentence) };
    expect(await ana.submit()).toMatchObject({ ok: false, errors });
    expect(ana.modal()).toContain(label);
    await ana.close();
    expect(open()).toEqual([]);
  });
});

it("a command of somebody new, while Slack does not answer, is to be tried again, and can", async () => {
  world.slack.faults.add({ path: "/users.info", fault: { kind: "answer", status: 500 } });
  await as("kenji").command("status");
  await sees(newest("kenji"), /couldn't be read\. Try again in a minute/);
  await as("kenji").command("status");
  await sees(newest("kenji"), "Setup status");
});

it.each(["<!channel> *hello*", "🎉 مرحبا", "__proto__", "x".repeat(4000)])(
  "the command %j is answered with the usage",
  async (words) => {
    const before = world.refused().length;
    expect(await as("chloe").command(words)).toEqual({ ok: true });
    await sees(newest("chloe"), "There's no");
    expect(world.refused().slice(before)).toEqual([]);
  },
);

/** A press as Slack would send it, with any value in the button, to be answered where a command of this person's may be. */
async function pressed(value: string | undefined, handle: string): Promise<number> {
  await as(handle).command("help");
  const last = must(world.slack.deliveries.sent().at(-1)).body;
  const action = { type: "button", block_id: "b", action_id: "a:1", action_ts: `${Math.random()}` };
  const { status } = await world.slack.deliveries.interaction({
    ...{ type: "block_actions", user: { id: as(handle).id, name: "somebody", team_id: TEAM.id }, team: TEAM },
    ...{ trigger_id: "0.0.already-used", channel: { id: "D0CHLOEM01", name: "directmessage" } },
    response_url: must(new URLSearchParams(last).get("response_url")),
    container: { type: "message", message_ts: "1.1", channel_id: "D0CHLOEM01", is_ephemeral: true },
    actions: [value === undefined ? action : { ...action, value }],
  });
  return status;
}

const OLD = "This is from an older version of this bot. Type /mistral-setup for the current one.";
it.each([
  ["to approve without what stood beside it", '{"do":"approve","request":1}', OLD],
  ["without a value", undefined, OLD],
  ["with too much in it", `{"do":"status"${" ".repeat(5000)}}`, OLD],
  [
    "about what is not there",
    '{"do":"resend","invitation":4711}',
    /This is no longer there, .* Nothing was changed/,
  ],
])("a button %s says so", async (_, value, said) => {
  expect(await pressed(value, "ben")).toBe(200);
  await sees(newest("ben"), said);
});

it("somebody of another workspace gets one kind sentence", async () => {
  const stranger = { team_id: "T0OTHER001", id: "U0STRANGE1", profile: { real_name: "Somebody" } };
  const answer = { kind: "answer", status: 200, body: { ok: true, user: stranger } } as const;
  world.slack.faults.add({ path: "/users.info", fault: answer });
  const { status, body } = await world.slack.deliveries.form({
    ...{ command: "/mistral-setup", text: "invite me@elsewhere.example", user_id: stranger.id },
    ...{ team_id: "T0OTHER001", channel_id: "C0ELSE0001", trigger_id: "0.0.y", response_url: "" },
  });
  const text = "This bot works for one organization only. Ask someone in it to request access for you.";
  expect([status, JSON.parse(body)]).toMatchObject([200, { response_type: "ephemeral", text }]);
});

it("a press decides also when Slack sends neither a trigger nor an address to answer to", async () => {
  await ask(world, "chloe", "kenji@lumen.example");
  const value = '{"do":"approve","request":1,"ask":"m1"}';
  const { status } = await world.slack.deliveries.interaction({
    ...{ type: "block_actions", user: { id: as("ben").id }, team: TEAM },
    actions: [{ type: "button", action_id: "approve:1", value }],
  });
  expect(status).toBe(200);
  await world.settle();
  expect([open(), world.mistral.mails().length]).toEqual([[], 1]);
});
