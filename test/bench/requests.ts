import { createHmac } from "node:crypto";
import { BOT_TOKEN, SIGNING_SECRET } from "../support/servers/slack.ts";
import type { SignedRequest } from "./load.ts";
import { APP_ID, approverOf, BOT, slack, TEAM } from "./scene.ts";

export { BOT_TOKEN, SIGNING_SECRET };

let made = 0;
const unique = (): string => `${Date.now()}.${String(++made).padStart(6, "0")}`;

/** A form as Slack signs it. Slack's signatures are good for five minutes. */
function signed(fields: Record<string, string>): SignedRequest {
  const body = new URLSearchParams(fields).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const mac = createHmac("sha256", SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest("hex");
  return {
    path: "/slack/events",
    body,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "content-length": String(Buffer.byteLength(body)),
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${mac}`,
    },
  };
}

/** An approver presses Approve on the card of a Request; who it is goes round, and is another one at each `turn`. */
export function approveClick(request: number, turn = 0): SignedRequest {
  const user = approverOf(slack, request + turn);
  const payload = {
    type: "block_actions",
    team: { id: TEAM.id, domain: TEAM.domain },
    user: { id: user, username: user, name: user, team_id: TEAM.id },
    api_app_id: APP_ID,
    token: "verification",
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: unique(),
    container: {
      type: "message",
      message_ts: slack.cardOf(request),
      channel_id: slack.approvals,
      is_ephemeral: false,
    },
    channel: { id: slack.approvals, name: "privategroup" },
    message: {
      type: "message",
      user: BOT.id,
      ts: slack.cardOf(request),
      text: "card",
      blocks: cardBlocks(),
    },
    state: { values: {} },
    response_url: "http://127.0.0.1:9/response",
    actions: [
      {
        type: "button",
        action_id: "approve:0",
        block_id: "b1",
        text: { type: "plain_text", text: "Approve", emoji: false },
        value: JSON.stringify({ do: "approve", request, ask: "m1" }),
        style: "primary",
        action_ts: unique(),
      },
    ],
  };
  return signed({ payload: JSON.stringify(payload) });
}

/** Slack sends the pressed message along: about as much as the card of a Request holds. */
function cardBlocks(): object[] {
  const text = "Ten words about who asks, for whom and what follows. ".repeat(3);
  return Array.from({ length: 8 }, (_, n) => ({
    type: "rich_text",
    block_id: `b${n}`,
    elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
  }));
}

/** An approver types `/mistral-setup status`. */
export function statusCommand(n: number): SignedRequest {
  const user = approverOf(slack, n);
  return signed({
    token: "verification",
    team_id: TEAM.id,
    team_domain: TEAM.domain,
    channel_id: slack.news,
    channel_name: "mistral",
    user_id: user,
    user_name: user,
    command: "/mistral-setup",
    text: "status",
    api_app_id: APP_ID,
    is_enterprise_install: "false",
    response_url: "http://127.0.0.1:9/response",
    trigger_id: unique(),
  });
}

export const range = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, n) => from + n);
