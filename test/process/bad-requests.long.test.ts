import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "../support/must.ts";
import { ask, paidWhole, sees, type Whole } from "../support/servers/whole.ts";

// None of these changes anything, so one bot serves them all.
let world: Whole;
beforeAll(async () => {
  world = await paidWhole("automatic");
});
afterAll(() => world.stop());

const as = (handle: string) => world.as(handle);
const newest = (handle: string) => () => as(handle).dm().at(-1) ?? "";
const open = () => world.bot.store.read((tx) => tx.requests.open());

const TEAM = { id: "T0LUMEN001", domain: "atelier-lumen" };

/** A press as Slack would send it, with any value in the button, to be answered where a command of this person's may be. */
async function pressed(value: string | undefined, handle: string): Promise<number> {
  const user = as(handle).id;
  await as(handle).command("help");
  const last = must(world.slack.deliveries.sent().at(-1)).body;
  const { status } = await world.slack.deliveries.interaction({
    type: "block_actions",
    user: { id: user, name: "somebody", team_id: TEAM.id },
    team: TEAM,
    trigger_id: "0.0.already-used",
    response_url: must(new URLSearchParams(last).get("response_url")),
    channel: { id: "D0CHLOEM01", name: "directmessage" },
    container: { type: "message", message_ts: "1.1", channel_id: "D0CHLOEM01", is_ephemeral: true },
    actions: [
      {
        ...{ type: "button", block_id: "b", action_id: "a:1", action_ts: `${Date.now()}.${Math.random()}` },
        ...(value === undefined ? {} : { value }),
      },
    ],
  });
  return status;
}

it("a command of somebody new, while Slack does not answer, is to be tried again, and can", async () => {
  world.slack.faults.add({ path: "/users.info", fault: { kind: "answer", status: 500 } });
  await as("kenji").command("status");
  await sees(newest("kenji"), /could not be read just now\. Please try again in a minute/);
  await as("kenji").command("status");
  await sees(newest("kenji"), "Where the Setup stands");
});

describe("a button", () => {
  it.each([
    ["to approve without what stood beside it", '{"do":"approve","request":1}'],
    ["without a value", undefined],
    ["with too much in it", `{"do":"status"${" ".repeat(5000)}}`],
  ])("%s says where the current one is", async (_, value) => {
    expect(await pressed(value, "chloe")).toBe(200);
    await sees(
      newest("chloe"),
      "This is from an older version of the bot. Type /mistral-setup to get the current one.",
    );
  });

  it.each([
    ["a Request", '{"do":"approve","request":4711,"ask":"m1"}'],
    ["an Invitation", '{"do":"resend","invitation":4711}'],
    ["a Task", '{"do":"task-done","task":4711,"rows":1}'],
    ["a form", '{"do":"open","to":{"form":"deny","request":4711}}'],
  ])("about %s that is not there says so", async (_, value) => {
    expect(await pressed(value, "ben")).toBe(200);
    await sees(newest("ben"), /This is no longer there, .* so nothing was changed/);
  });

  it("decides also when Slack sends neither a trigger nor an address to answer to", async () => {
    await ask(world, "chloe", "kenji@lumen.example");
    const { status } = await world.slack.deliveries.interaction({
      type: "block_actions",
      user: { id: as("ben").id },
      team: TEAM,
      actions: [{ type: "button", action_id: "approve:1", value: '{"do":"approve","request":1,"ask":"m1"}' }],
    });
    expect(status).toBe(200);
    await world.settle();
    expect(open()).toEqual([]);
    expect(world.mistral.mails()).toHaveLength(1);
  });
});

it.each([
  ["organization", ["name"], {}, { name: "Please fill this in." }],
  ["billing", ["means", "plan"], {}, { plan: "Please choose one." }],
  ["invite", ["addresses", "role"], {}, { addresses: "Please enter at least one e-mail address." }],
  [
    "invite",
    ["addresses", "role"],
    {
      addresses: { value: { type: "checkboxes", selected_options: [] } },
      role: { value: { type: "static_select", selected_option: { value: "emperor" } } },
    },
    { role: expect.anything() },
  ],
])(
  "a form %s without %j as they were asked for is refused at its fields",
  async (form, names, values, errors) => {
    const { status, body } = await world.slack.deliveries.interaction({
      type: "view_submission",
      user: { id: as("ana").id, name: "ana", team_id: TEAM.id },
      team: TEAM,
      trigger_id: "0.0.x",
      view: {
        ...{ id: `V${Math.random()}`, type: "modal", callback_id: form, hash: "1" },
        private_metadata: JSON.stringify({ form }),
        blocks: names.map((block_id) => ({ type: "input", block_id })) as never,
        state: { values: values as never },
      },
    });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ response_action: "errors", errors });
    expect(open()).toEqual([]);
  },
);

describe("a command", () => {
  it.each([
    ["statuss please", "I do not know statuss please"],
    ["<!channel> *hello*", "I do not know"],
    ["🎉 مرحبا", "I do not know 🎉 مرحبا"],
    ["__proto__", "I do not know __proto__"],
    ["x".repeat(4000), "I do not know xxx"],
    ["STATUS", "Where the Setup stands"],
    ["  key  ", "API keys"],
  ])("%s is understood, or answered with the usage", async (words, start) => {
    const before = world.refused().length;
    expect(await as("chloe").command(words)).toEqual({ ok: true });
    await sees(newest("chloe"), start);
    expect(world.refused().slice(before)).toEqual([]);
  });

  it.each([
    ["whom Slack does not know", "U0NOBODY01"],
    ["whose account is of another workspace", "U0STRANGE1"],
  ])("of somebody %s gets one kind sentence", async (_, user) => {
    const stranger = { team_id: "T0OTHER001", id: user, profile: { real_name: "Somebody" } };
    if (user === "U0STRANGE1") {
      const body = { ok: true, user: stranger };
      world.slack.faults.add({ path: "/users.info", fault: { kind: "answer", status: 200, body } });
    }
    const { status, body } = await world.slack.deliveries.form({
      ...{ command: "/mistral-setup", text: "invite me@elsewhere.example", user_id: user },
      ...{ team_id: "T0OTHER001", channel_id: "C0ELSE0001", trigger_id: "0.0.y", response_url: "" },
    });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      response_type: "ephemeral",
      text: "This bot works for one organization only. Ask somebody in it to request access for you.",
    });
  });
});
