import { z } from "zod";

const id = z.string().min(1).max(255);
const words = z.string().max(40_000);
/** The inputs' state as Slack sends it: block_id → action_id → `{type, value | selected_option | …}`. */
const state = z.record(z.string(), z.record(z.string(), z.json()));

const platform = z.enum(["slack", "teams"]);
const container = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("message"), channel: id, ts: id }),
  z.object({ kind: z.literal("modal"), modalId: id }),
  z.object({ kind: z.literal("home") }),
]);

const switched = z.enum([
  ...["payment", "payAsYouGo", "paymentFailure", "limitReached", "adminApi", "keyRefused", "auditLogs"],
  ...["record", "domain", "saml"],
] as const);

const change = z.discriminatedUnion("kind", [
  z.object({ kind: switched, on: z.boolean() }),
  z.object({ kind: z.literal("key") }),
  z.object({ kind: z.enum(["organization", "workspace"]), name: words }),
  z.object({ kind: z.enum(["revoke", "remove"]), email: words }),
  z.object({ kind: z.literal("role"), email: words, role: words }),
  z.object({ kind: z.literal("invite"), emails: words, role: words }),
]);

/** A card's inputs by their ids, as Teams sends them. */
const values = z.record(id, z.string().max(40_000));
const action = z.record(z.string(), z.json());

const LONGEST_SKIP_MS = 31 * 24 * 60 * 60 * 1000;

export const SCHEMAS = {
  command: z.object({ as: id, channel: id, text: words }),
  message: z.object({ as: id, platform, place: id, text: words.min(1) }),
  press: z.object({ as: id, container, action, state }),
  submit: z.object({ as: id, modalId: id, state }),
  close: z.object({ as: id, modalId: id }),
  home: z.object({ as: id }),
  read: z.object({ as: id, platform, place: id }),
  accept: z.object({ as: id, mailId: id }),
  panel: z.object({ as: id, change }),
  skip: z.object({ as: id, milliseconds: z.int().positive().max(LONGEST_SKIP_MS) }),
  reset: z.object({ as: id }),
  "teams.attach": z.object({ as: id, chat: id, name: z.string().min(1).max(255), base64: z.base64() }),
  "teams.consent": z.object({ as: id, chat: id, message: id, accept: z.boolean() }),
  /** A button of a card: `action` is its JSON as it is in the card. */
  "teams.press": z.object({ as: id, chat: id, message: id, action, values }),
  "teams.submit": z.object({ as: id, dialog: id, action, values }),
  "teams.close": z.object({ as: id, dialog: id }),
  "teams.install": z.object({ as: id, on: z.boolean() }),
};

export type Container = z.infer<typeof container>;
export type InputState = z.infer<typeof state>;
export type Requests = { [Name in keyof typeof SCHEMAS]: z.infer<(typeof SCHEMAS)[Name]> };
