import type { Platform } from "../../src/domain/accounts/person.ts";
import { APP_ID, BOT, TEAM } from "../../src/sandbox/slack/state.ts";
import { signed } from "../slack/fake-slack.ts";
import { SIGNING_SECRET } from "../support/servers/slack.ts";
import type { SignedRequest } from "./load.ts";

/** Who and what is there before the clock starts, known alike to the bot's database and to the stand-in. */
export type Scene = {
  readonly platform: Platform;
  readonly owner: string;
  readonly approvers: readonly string[];
  readonly requesters: readonly string[];
  readonly approvals: string;
  readonly news: string;
  /** The Setup's message among the news. */
  readonly setup: string;
  directOf(account: string): string;
  /** Where an approver looks at their own page. */
  homeOf(account: string): { readonly channel: string; readonly message: string };
  /** The messages of a Request: its card, and what its requester was told. */
  cardOf(request: number): string;
  askedOf(request: number): string;
};

export const slack: Scene = {
  platform: "slack",
  owner: "U0ANADUA01",
  approvers: Array.from({ length: 10 }, (_, n) => `U0APPROVE${n}X`),
  requesters: Array.from({ length: 50 }, (_, n) => `U0REQUEST${n}X`),
  approvals: "C0APPROVE1",
  news: "C0MISTRAL1",
  setup: "1700000000.000100",
  directOf: (account) => `D${account.slice(1)}`,
  homeOf: (account) => ({ channel: "home", message: account }),
  cardOf: (request) => `${1_700_000_000 + request}.000100`,
  askedOf: (request) => `${1_700_000_000 + request}.000200`,
};

export const addressOf = (account: string): string => `${account.toLowerCase()}@lumen.example`;
export const everybodyOf = ({ approvers, requesters }: Scene): string[] => [...approvers, ...requesters];
export const range = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, n) => from + n);

/** Who decides on a Request and who asked for it goes round. */
export const approverOf = ({ approvers }: Scene, request: number): string =>
  approvers[request % approvers.length] ?? "";
export const requesterOf = ({ requesters }: Scene, request: number): string =>
  requesters[request % requesters.length] ?? "";

let made = 0;
const unique = (): string => `${Date.now()}.${String(++made).padStart(6, "0")}`;

/** A form as Slack signs it. Slack's signatures are good for five minutes. */
function signedForm(fields: Record<string, string>): SignedRequest {
  const body = new URLSearchParams(fields).toString();
  const type = "application/x-www-form-urlencoded";
  const headers = signed(body, { type, secret: SIGNING_SECRET });
  const length = { "content-length": String(Buffer.byteLength(body)) };
  return { path: "/slack/events", body, headers: { ...headers, ...length } };
}

const common = { token: "verification", api_app_id: APP_ID, response_url: "http://127.0.0.1:9/response" };

/** Slack sends the pressed message along: about as much as the card of a Request holds. */
const text = "Ten words about who asks, for whom and what follows. ".repeat(3);
const elements = [{ type: "rich_text_section", elements: [{ type: "text", text }] }];
const BLOCKS = range(0, 8).map((n) => ({ type: "rich_text", block_id: `b${n}`, elements }));

/** An approver presses Approve on the card of a Request; who it is goes round, and is another one at each `turn`. */
export function approveClick(request: number, turn = 0): SignedRequest {
  const user = approverOf(slack, request + turn);
  const [channel_id, message_ts] = [slack.approvals, slack.cardOf(request)];
  const button = { type: "button", action_id: "approve:0", block_id: "b1", style: "primary" };
  const label = { type: "plain_text", text: "Approve", emoji: false };
  const value = JSON.stringify({ do: "approve", request, ask: "m1" });
  const payload = {
    ...{ ...common, type: "block_actions", enterprise: null, is_enterprise_install: false },
    team: { id: TEAM.id, domain: TEAM.domain },
    user: { id: user, username: user, name: user, team_id: TEAM.id },
    trigger_id: unique(),
    container: { type: "message", message_ts, channel_id, is_ephemeral: false },
    channel: { id: channel_id, name: "privategroup" },
    message: { type: "message", user: BOT.id, ts: message_ts, text: "card", blocks: BLOCKS },
    state: { values: {} },
    actions: [{ ...button, text: label, value, action_ts: unique() }],
  };
  return signedForm({ payload: JSON.stringify(payload) });
}

/** An approver types `/mistral-setup status`. */
export function statusCommand(n: number): SignedRequest {
  const user = approverOf(slack, n);
  return signedForm({
    ...{ ...common, team_id: TEAM.id, team_domain: TEAM.domain, is_enterprise_install: "false" },
    ...{ channel_id: slack.news, channel_name: "mistral", user_id: user, user_name: user },
    ...{ command: "/mistral-setup", text: "status", trigger_id: unique() },
  });
}
