import { createHash, randomUUID } from "node:crypto";
import type { types } from "@slack/bolt";
import { z } from "zod";
import type { Caller } from "../../app/core/app.ts";
import type { FormValues } from "../../domain/action.ts";
import type { Log } from "../../lib/log.ts";
import type { Named } from "../identity.ts";
import { stateValues } from "../render/forms.ts";

const id = z.string().min(1).max(255);
/** Slack takes none that is as long. */
const short = z.string().max(1000);
/** Only dialogs need it: without one, what was decided still counts. */
const trigger = id.nullish().catch(null);
/** Only a way to answer later: without one that can be used, the rest of the request still counts. */
const address = z
  .url({ protocol: /^https?$/ })
  .nullish()
  .catch(null);
/** Of the organization (Enterprise Grid); one that cannot be read is nobody's. */
const organization = id.nullish().catch(null);
const user = z.object({ id, team_id: id.nullish() });
const team = z.object({ id, enterprise_id: organization }).nullish();
/** Of an app that is installed for an organization, which then leaves `team` out or not. */
const enterprise = z.object({ id }).nullish().catch(null);

const openView = z.object({
  ...{ id, type: short, root_view_id: id.nullish(), previous_view_id: id.nullish() },
  ...{ callback_id: short.nullish(), clear_on_close: z.boolean().nullish() },
  blocks: z.array(z.looseObject({ type: short, block_id: short.nullish() })).nullish(),
});

export type OpenView = z.infer<typeof openView>;

const commandBody = z.object({
  ...{ type: z.undefined().optional(), command: short, text: z.string().nullish(), user_id: id },
  ...{ team_id: id, enterprise_id: organization, channel_id: id.nullish().catch(null) },
  ...{ trigger_id: trigger, response_url: address },
});

const word = short.nullish();
const pressed = z.object({
  ...{ type: short, action_id: short, block_id: word, action_ts: word, value: z.string().nullish() },
});
const pressBody = z.object({
  type: z.literal("block_actions"),
  ...{ user, team, enterprise, trigger_id: trigger, response_url: address, view: openView.nullish() },
  // Bolt reads the id of any channel that is there, also of null.
  channel: z
    .object({ id })
    .nullish()
    .transform((one) => one ?? undefined),
  container: z.object({ message_ts: word, is_ephemeral: z.boolean().nullish() }).nullish(),
  actions: z.array(pressed).min(1),
});

const submissionBody = z.object({
  type: z.literal("view_submission"),
  ...{ user, team, enterprise },
  view: openView.extend({
    ...{ hash: word, callback_id: short, private_metadata: z.string().nullish() },
    state: z.object({ values: stateValues }),
  }),
});

/** What one event alone has may be missing in all others. */
const eventBody = z.object({
  type: z.literal("event_callback"),
  // An organization's event may be of no workspace.
  ...{ team_id: id.nullish(), enterprise_id: organization, event_id: id },
  /** For whom it is: an event from a channel that is shared with another workspace may name that one as its own. */
  authorizations: z.array(z.object({ team_id: id.nullish(), enterprise_id: organization })).nullish(),
  event: z.object({
    ...{ type: short, channel: id.optional(), tab: short.optional() },
    user: z.union([id, z.looseObject({ id })]).optional(),
    subteam_id: id.optional(),
    subteam: z.object({ id }).optional(),
    tokens: z.object({ bot: z.array(short).nullish() }).optional(),
  }),
});

export const requests = z.discriminatedUnion("type", [commandBody, pressBody, submissionBody, eventBody]);

export type CommandBody = z.infer<typeof commandBody>;
export type PressBody = z.infer<typeof pressBody>;
export type SubmissionBody = z.infer<typeof submissionBody>;
export type EventBody = z.infer<typeof eventBody>;
export type ActionBody = CommandBody | PressBody | SubmissionBody;

/** With nothing in it that is not documented, since Bolt tells kinds apart by their keys; null for all others. */
export function readRequest(raw: unknown, log: Log): ActionBody | EventBody | null {
  const { data, error } = requests.safeParse(raw);
  if (error === undefined) return data;
  const paths = error.issues.map((issue) => issue.path.join("."));
  log.warn({ source: "slack", paths }, "A request from Slack is not one that the bot takes");
  return null;
}

/** The person's own workspace wins over the one where it happened: they differ in shared channels. Empty: none is named. */
export function caller(body: ActionBody): Caller {
  if (body.type === undefined) {
    const channel = channelOf(body.channel_id);
    return { platform: "slack", account: body.user_id, team: body.team_id, channel };
  }
  const common = {
    platform: "slack",
    account: body.user.id,
    team: body.user.team_id ?? body.team?.id ?? "",
  } as const;
  if (body.type === "view_submission") return { ...common, channel: null };
  const [channel, message] = [body.channel?.id, body.container?.message_ts];
  const pressed = channel == null || message == null ? {} : { pressed: { channel, message } };
  return { ...common, channel: channelOf(channel), ...pressed };
}

/** The chat workspace of whoever did it, and its organization (Enterprise Grid): where neither is ours, they are a stranger. */
export function whose(body: ActionBody): Named {
  const { team } = caller(body);
  if (body.type === undefined) return { ids: [team, body.enterprise_id], organizations: [] };
  return { ids: [team, body.team?.enterprise_id], organizations: [body.enterprise?.id] };
}

/** Of the same organization, there may be other workspaces with an installation and a bot of their own. */
export function toldTo({ team_id, enterprise_id, authorizations }: EventBody): Named {
  const told = authorizations ?? [];
  return {
    ids: [team_id, ...told.map((each) => each.team_id)],
    organizations: [enterprise_id, ...told.map((each) => each.enterprise_id)],
  };
}

/** Direct messages (D…) are no channel that others read. */
function channelOf(channel: string | null | undefined): string | null {
  return channel == null || channel.startsWith("D") ? null : channel;
}

export function commandKey(body: CommandBody): string {
  return `slack:command:${body.trigger_id ?? randomUUID()}`;
}

/** One physical press: the same button pressed again later has another `action_ts`. */
export function pressKey(body: PressBody, who: Caller): string {
  const [action] = body.actions;
  const place = body.view?.id ?? `${body.channel?.id ?? ""}/${body.container?.message_ts ?? ""}`;
  return `slack:press:${who.team}:${who.account}:${place}:${action?.action_id}:${action?.action_ts ?? body.trigger_id ?? randomUUID()}`;
}

/** Errors leave a view's id and hash as they were, so a corrected submission differs in its values alone. */
export function submissionKey(body: SubmissionBody, values: FormValues): string {
  const sorted = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  const hash = createHash("sha256").update(JSON.stringify(sorted)).digest("base64url").slice(0, 22);
  return `slack:submission:${body.view.id}:${body.view.hash ?? ""}:${hash}`;
}

export const eventKey = ({ event_id }: EventBody): string => `slack:event:${event_id}`;

/** Where in the stack of at most three dialogs a view lies, as far as its payload tells. */
export function depth(view: OpenView): 1 | 2 | 3 {
  if (view.previous_view_id == null) return 1;
  return view.previous_view_id === view.root_view_id ? 2 : 3;
}

/** What comes in the place of a dialog: if closing that one closes the forms beneath it, so does closing this. */
export const inPlaceOf = (before: OpenView, view: types.ModalView): types.ModalView =>
  before.clear_on_close === true ? { ...view, clear_on_close: true } : view;

export function fieldNames(view: OpenView): string[] {
  return (view.blocks ?? [])
    .filter((block) => block.type === "input")
    .map((block) => block.block_id)
    .filter((name) => name != null);
}

/** Words as they were typed, mentions as `<@ID|name>`: Slack sends links as `<address|label>` and escapes its own signs. */
export function unescapeWords(text: string): string {
  return text
    .replace(/<mailto:([^<|>]+)(?:\|[^<>]*)?>/g, "$1")
    .replace(/<(https?:[^<|>]+)(?:\|[^<>]*)?>/g, "$1")
    .replace(/<!subteam\^([^<|>]+)(?:\|@?([^<>]*))?>/g, "<@$1|$2>")
    .replace(/<([#!][^<|>]+)\|[^<>]*>/g, "<$1>")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
}
