import type { JsonObject } from "../../src/sandbox/snapshot.ts";
import { invokeActivity } from "../../src/sandbox/teams/activity.ts";
import { encodePress } from "../../src/teams/cards/codec.ts";
import type { SignedRequest } from "./load.ts";
import { approverOf } from "./scene.ts";
import { deedAt, teams } from "./teams-scene.ts";

/** Where Teams' service says that it is, and what it signs its requests with. */
export type Sender = { readonly serviceUrl: string; readonly token: string };

/** An approver presses Approve on the card of a Request, as Teams' service sends it. */
export function approveInvoke({ serviceUrl, token }: Sender, request: number): SignedRequest {
  const card = teams.cardOf(request);
  const deed = deedAt(approverOf(teams, request), card, serviceUrl);
  const pressed = { do: "approve", request, ask: "m1" } as const;
  const data = encodePress(pressed, { form: null, under: [] }) as unknown as JsonObject;
  const action = { type: "Action.Execute", title: "Approve", verb: "press", data };
  const activity = invokeActivity(deed, card, "adaptiveCard/action", { action, trigger: "manual" });
  const body = JSON.stringify(activity);
  return {
    path: "/api/messages",
    body,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-length": String(Buffer.byteLength(body)),
      "user-agent": "Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)",
      authorization: `Bearer ${token}`,
    },
  };
}
