import type { FormRef } from "../../../src/domain/action.ts";
import { press, pressInDialog, pressOnHome, submission } from "../../slack/fixtures.ts";
import { NUMBER, ONCE, WORDS } from "./changed.ts";

/** One way into the bot, with payloads as its platform documents them. */
export type Entry = {
  readonly name: string;
  readonly valid: readonly object[];
  readonly way: "form" | "payload" | "event" | "teams";
};

/** What a field of a form holds: several chosen, or one typed text. */
type Values = Readonly<Record<string, string | readonly string[]>>;
/** The id in a reference may be NUMBER. */
type Ref = { readonly form: FormRef["form"] } & Readonly<Record<string, string>>;

/** Those forms in which people type. */
const TYPED: readonly (readonly [ref: Ref, values: Values])[] = [
  [{ form: "invite" }, { addresses: `p${ONCE}@lumen.example`, reason: WORDS, role: "member" }],
  [{ form: "invite" }, { addresses: `p${ONCE}@lumen.example ${WORDS}`, reason: WORDS, role: "member" }],
  [{ form: "organization" }, { name: WORDS }],
  [{ form: "workspaces" }, { names: WORDS }],
  [{ form: "deny", request: NUMBER }, { reason: WORDS }],
  [{ form: "settings" }, { domains: WORDS, approvals: "approvals", news: "news", approvers: ["ben"] }],
  [{ form: "domain" }, { domain: "lumen.example", record: WORDS }],
  [{ form: "compare" }, { list: WORDS, from: WORDS }],
  [{ form: "impossible", task: NUMBER }, { reason: WORDS }],
];

const PRESSED: readonly object[] = [
  { do: "status" },
  { do: "checklist" },
  { do: "open", to: { form: "invite" } },
  { do: "open", to: { form: "organization" } },
  { do: "open", to: { form: "deny", request: NUMBER } },
  { do: "approve", request: NUMBER, ask: WORDS },
  { do: "withdraw", request: NUMBER },
  { do: "members", page: 0 },
  { do: "record", page: 0 },
];

const inputs = (values: Values) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const many = { type: "multi_users_select", selected_users: value };
      return [name, { value: Array.isArray(value) ? many : { type: "plain_text_input", value } }];
    }),
  );

const by = (payload: object) => ({ ...payload, user: { id: "ana", team_id: "T1" }, team: { id: "T1" } });

/** In Slack a button carries its meaning as text in text. */
const button = (action: object) => ({ action_id: "a", action_ts: ONCE, value: JSON.stringify(action) });

const ASKS = `invite p${ONCE}@lumen.example ${WORDS}`;

export function slackEntries(responseUrl: string): Entry[] {
  const ids = { command: "/mistral-setup", user_id: "ana", team_id: "T1", channel_id: "C1" };
  const command = { ...ids, trigger_id: `t${ONCE}`, response_url: responseUrl };
  const presses = [press(responseUrl), pressOnHome(), pressInDialog([])];
  const sent = ([ref, values]: (typeof TYPED)[number]) =>
    submission({
      ...{ id: `V${ONCE}`, callback_id: ref.form, private_metadata: JSON.stringify(ref) },
      state: { values: inputs(values) },
    });
  const closed = { id: "V1", type: "modal", callback_id: "invite" };
  const said = ["status", "", WORDS, ASKS, "members", "record", "settings"];
  const pressed = (one: object) =>
    PRESSED.map((action) => by({ ...one, actions: [{ type: "button", ...button(action) }] }));
  const events = [
    { type: "app_home_opened", user: "ana", tab: "home" },
    { type: "app_home_opened", user: "chloe", tab: "home" },
    { type: "user_change", user: { id: "chloe", team_id: "T1", profile: { display_name: WORDS } } },
    { type: "tokens_revoked", tokens: { oauth: [], bot: [] } },
    { type: "message", channel: "C1", user: "ana", text: WORDS },
    { type: "channel_archive", channel: `C${ONCE}`, user: "ana" },
  ];
  const around = { type: "event_callback", team_id: "T1", event_id: `Ev${ONCE}` };
  return [
    { name: "Slack commands", way: "form", valid: said.map((text) => ({ ...command, text })) },
    { name: "Slack buttons", way: "payload", valid: presses.flatMap(pressed) },
    { name: "Slack forms", way: "payload", valid: TYPED.map((one) => by(sent(one))) },
    {
      ...{ name: "Slack forms that were closed", way: "payload" },
      valid: [by({ type: "view_closed", view: closed, is_cleared: false })],
    },
    { name: "Slack events", way: "event", valid: events.map((event) => ({ ...around, event })) },
  ];
}

export function teamsEntries(serviceUrl: string): Entry[] {
  const base = {
    id: `f:${ONCE}`,
    channelId: "msteams",
    serviceUrl,
    from: { id: "29:ana", name: "ana", aadObjectId: "t-ana" },
    recipient: { id: "28:bot", name: "Mistral Setup" },
    conversation: { conversationType: "personal", tenantId: "tenant", id: "a:ana" },
    channelData: { tenant: { id: "tenant" } },
  };
  const invoke = (name: string, value: object) => ({ ...base, type: "invoke", name, value, replyToId: "m1" });
  const pressed = PRESSED.map((action) => ({ setup: { action } }));
  const submitted = TYPED.map(([ref, values]) => {
    const many = (value: unknown) => (Array.isArray(value) ? "many" : "text");
    const fields = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, many(value)]));
    return { setup: { submit: ref, under: [], fields, once: `n${ONCE}` }, ...values };
  });
  const execute = (data: object) =>
    invoke("adaptiveCard/action", { action: { type: "Action.Execute", verb: "press", data } });
  const moved = (channelData: object) => ({ ...base, type: "conversationUpdate", channelData });
  const team = { id: "19:x@thread.tacv2", name: WORDS };
  const said = ["status", ASKS, WORDS, "record", "members"];
  const back = { setup: { back: [{ ref: { form: "invite" }, values: { reason: WORDS } }] } };
  return [
    { name: "Teams messages", way: "teams", valid: said.map((text) => ({ ...base, type: "message", text })) },
    { name: "Teams buttons", way: "teams", valid: [...pressed, ...submitted].map(execute) },
    {
      ...{ name: "Teams dialogs", way: "teams" },
      valid: [
        ...pressed.map((data) => invoke("task/fetch", { data })),
        ...[...submitted, back].map((data) => invoke("task/submit", { data })),
      ],
    },
    {
      ...{ name: "Teams installs", way: "teams" },
      valid: [
        { ...base, type: "conversationUpdate", membersAdded: [{ id: "28:bot" }] },
        moved({ eventType: "teamRenamed", team, tenant: { id: "tenant" } }),
        moved({ eventType: "channelCreated", team, channel: { id: `19:${ONCE}@thread.tacv2`, name: WORDS } }),
        { ...base, type: "installationUpdate", action: "add" },
      ],
    },
  ];
}
