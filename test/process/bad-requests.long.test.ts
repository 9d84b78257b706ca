import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { must } from "../support/must.ts";
import { SIGNING_SECRET } from "../support/servers/slack.ts";
import { ask, paidWhole, sees, type Whole } from "../support/servers/whole.ts";

let world: Whole;
const as = (handle: string) => world.as(handle);
const newest = (handle: string) => () => as(handle).dm().at(-1) ?? "";
const stored = () =>
  world.bot.store.read((tx) => ({ open: tx.requests.open(), counts: tx.invitations.count() }));

beforeEach(async () => {
  world = await paidWhole("automatic");
});
afterEach(() => world.stop());

const TEAM = { id: "T0LUMEN001", domain: "atelier-lumen" };
const DM = "D0CHLOEM01";

/** A press as Slack would send it, with any value in the button. */
async function pressed(value: string | undefined, user = as("chloe").id): Promise<string> {
  const responseUrl = await urlToAnswer(user);
  const { status } = await world.slack.deliveries.interaction({
    type: "block_actions",
    user: { id: user, name: "somebody", team_id: TEAM.id },
    team: TEAM,
    trigger_id: "0.0.already-used",
    response_url: responseUrl,
    channel: { id: DM, name: "directmessage" },
    container: { type: "message", message_ts: "1.1", channel_id: DM, is_ephemeral: true },
    actions: [
      {
        type: "button",
        block_id: "b",
        action_id: "a:1",
        action_ts: `${Date.now()}.${Math.random()}`,
        ...(value === undefined ? {} : { value }),
      },
    ],
  });
  return String(status);
}

/** Where the bot may answer, taken from a real command of this person's. */
async function urlToAnswer(user: string): Promise<string> {
  const person = must(world.slack.state().people.find(({ id }) => id === user));
  await as(person.handle).command("help");
  return must(new URLSearchParams(must(world.slack.deliveries.sent().at(-1)).body).get("response_url"));
}

describe("a button", () => {
  it.each([
    ["of an older version", '{"do":"approve-invite","invite":"i-7"}'],
    ["to approve without what stood beside it", '{"do":"approve","request":1}'],
    ["with a glued value", "approve:7:yes"],
    ["with nothing in it", ""],
    ["without a value", undefined],
    ["with half a JSON", '{"do":"appro'],
    ["with an id that is no number", '{"do":"approve","request":"1","ask":"m1"}'],
    ["with a number of no size", '{"do":"approve","request":1e99,"ask":"m1"}'],
    ["with too much in it", `{"do":"status"${" ".repeat(5000)}}`],
    ["that names what every object has", '{"do":"constructor"}'],
  ])("%s says where the current one is", async (_, value) => {
    expect(await pressed(value)).toBe("200");
    await sees(
      newest("chloe"),
      "This is from an older version of the bot. Type /mistral-setup to get the current one.",
    );
  });

  it.each([
    ["approve", '{"do":"approve","request":4711,"ask":"m1"}'],
    ["withdraw", '{"do":"withdraw","request":4711}'],
    ["members of nobody", '{"do":"resend","invitation":4711}'],
    ["a Task", '{"do":"task-done","task":4711,"rows":1}'],
    ["a form about nothing", '{"do":"open","to":{"form":"deny","request":4711}}'],
  ])("about something that is not there (%s) says so", async (_, value) => {
    expect(await pressed(value, as("ben").id)).toBe("200");
    await sees(
      newest("ben"),
      "This is no longer there, perhaps because older data was put back, so nothing was changed: the status command shows what is there now.",
    );
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
    expect(stored().open).toEqual([]);
    expect(world.mistral.mails()).toHaveLength(1);
  });
});

describe("a form", () => {
  const submission = (form: string, metadata: string, values: object, blocks: object[]) =>
    world.slack.deliveries.interaction({
      type: "view_submission",
      user: { id: as("ana").id, name: "ana", team_id: TEAM.id },
      team: TEAM,
      trigger_id: "0.0.x",
      view: {
        id: `V${Math.random()}`,
        type: "modal",
        callback_id: form,
        private_metadata: metadata,
        blocks: blocks as never,
        state: { values: values as never },
        hash: "1",
      },
    });
  const inputs = (...names: string[]) => names.map((block_id) => ({ type: "input", block_id }));

  it.each([
    ["organization", inputs("name"), { name: "Please fill this in." }],
    ["billing", inputs("means", "plan", "monthlyLimit"), { plan: "Please choose one." }],
    ["workspaces", inputs("names"), { names: "Please fill this in." }],
    [
      "invite",
      inputs("addresses", "role", "reason"),
      { addresses: "Please enter at least one e-mail address." },
    ],
  ])("%s without its fields asks for them", async (form, blocks, errors) => {
    const { status, body } = await submission(form, JSON.stringify({ form }), {}, blocks);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ response_action: "errors", errors });
  });

  it.each([
    ["of an older version", "invite-v1", '{"form":"invite-v1"}'],
    ["whose metadata are lost", "invite", ""],
    ["that says it is another", "invite", '{"form":"billing"}'],
  ])("%s says where the current one is, and keeps what was typed", async (_, form, metadata) => {
    const { status, body } = await submission(form, metadata, {}, inputs("addresses"));
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({
      response_action: "errors",
      errors: {
        addresses: "This is from an older version of the bot. Type /mistral-setup to get the current one.",
      },
    });
  });

  it("with values of other kinds than were asked for is refused at its field", async () => {
    const values = {
      addresses: { value: { type: "checkboxes", selected_options: [] } },
      role: { value: { type: "static_select", selected_option: { value: "emperor" } } },
    };
    const { status, body } = await submission(
      "invite",
      '{"form":"invite"}',
      values,
      inputs("addresses", "role"),
    );
    expect(status).toBe(200);
    expect(Object.keys(JSON.parse(body).errors)).toContain("role");
    expect(stored().open).toEqual([]);
  });
});

describe("a command", () => {
  it.each([
    ["frobnicate", "I do not know frobnicate"],
    ["statuss please", "I do not know statuss please"],
    ["<!channel> *hello*", "I do not know"],
    ["🎉 مرحبا", "I do not know 🎉 مرحبا"],
    ["__proto__", "I do not know __proto__"],
    ["STATUS", "Where the Setup stands"],
    ["  key  ", "API keys"],
  ])("%s is understood, or answered with the usage", async (words, start) => {
    expect(await as("chloe").command(words)).toEqual({ ok: true });
    await sees(newest("chloe"), start);
    expect(world.refused()).toEqual([]);
  });

  it("of 4,000 characters is answered with the usage", async () => {
    expect(await as("chloe").command("x".repeat(4000))).toEqual({ ok: true });
    await sees(newest("chloe"), "I do not know xxx");
    expect(world.refused()).toEqual([]);
  });

  it.each([
    ["whom Slack does not know", "U0NOBODY01", "T0OTHER001"],
    ["whose account is of another workspace", "U0STRANGE1", "T0OTHER001"],
  ])("of somebody %s gets one kind sentence", async (_, user, team) => {
    const stranger = { team_id: team, id: user, profile: { real_name: "Somebody" } };
    if (user === "U0STRANGE1") {
      const body = { ok: true, user: stranger };
      world.slack.faults.add({ path: "/users.info", fault: { kind: "answer", status: 200, body } });
    }
    const { status, body } = await world.slack.deliveries.form({
      command: "/mistral-setup",
      text: "invite me@elsewhere.example",
      user_id: user,
      team_id: team,
      channel_id: "C0ELSE0001",
      trigger_id: "0.0.y",
      response_url: "",
    });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      response_type: "ephemeral",
      text: "This bot works for one organization only. Ask somebody in it to request access for you.",
    });
  });
});

it("somebody new, while Slack does not answer is asked to try again, and can", async () => {
  world.slack.faults.add({ path: "/users.info", fault: { kind: "answer", status: 500 } });
  await as("kenji").command("status");
  await sees(newest("kenji"), /could not be read just now\. Please try again in a minute/);
  await as("kenji").command("status");
  await sees(newest("kenji"), "Where the Setup stands");
});

describe("a request that Slack did not send", () => {
  const fields = () =>
    new URLSearchParams({
      command: "/mistral-setup",
      text: "invite evil@elsewhere.example",
      user_id: as("ana").id,
      team_id: TEAM.id,
      channel_id: DM,
      trigger_id: "0.0.z",
      response_url: `${world.origin}/sandbox/slack/response/x`,
    }).toString();
  const now = () => Math.floor(Date.now() / 1000);

  function post(headers: Record<string, string>, body = fields()) {
    const type = "application/x-www-form-urlencoded";
    return fetch(`${world.bot.url}/slack/events`, {
      method: "POST",
      headers: { "content-type": type, ...headers },
      body,
    });
  }
  const signed = (at: number, secret = SIGNING_SECRET, body = fields()) => ({
    "x-slack-request-timestamp": String(at),
    "x-slack-signature": `v0=${createHmac("sha256", secret).update(`v0:${at}:${body}`).digest("hex")}`,
  });

  it.each([
    ["without a signature", () => ({})],
    ["with another secret", () => signed(now(), "another-secret")],
    ["six minutes old", () => signed(now() - 360)],
    ["two minutes ahead", () => signed(now() + 120)],
    ["with a time that is none", () => ({ ...signed(now()), "x-slack-request-timestamp": "soon" })],
    ["with a signature for other words", () => signed(now(), SIGNING_SECRET, "text=help")],
  ])("%s is turned away with 401 and does nothing", async (_, headers) => {
    const before = world.slack.calls().length;
    const { status } = await post(headers() as Record<string, string>);
    expect(status).toBe(401);
    await world.settle();
    expect(world.slack.calls().length).toBe(before);
    expect(as("ana").modal()).toBeNull();
  });

  it("the same with the right signature is taken", async () => {
    expect((await post(signed(now()))).status).toBe(200);
  });
});
