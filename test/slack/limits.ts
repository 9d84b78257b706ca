import { z } from "zod";

const text = (limit: number) =>
  z.strictObject({
    type: z.literal("plain_text"),
    text: z.string().min(1).max(limit),
    emoji: z.literal(false),
  });
const mrkdwn = z.strictObject({ type: z.literal("mrkdwn"), text: z.string().min(1).max(3000) });
const id = z.string().min(1).max(255);
const style = z.enum(["primary", "danger"]).optional();
const confirm = z.strictObject({
  title: text(100),
  text: text(300),
  confirm: text(30),
  deny: text(30),
  style,
});
const option = z.strictObject({
  text: text(75),
  value: z.string().min(1).max(75),
  description: text(75).optional(),
});

const button = z.strictObject({
  type: z.literal("button"),
  action_id: id,
  text: text(75),
  value: z.string().max(2000).optional(),
  url: z.url().max(3000).optional(),
  style,
  confirm: confirm.optional(),
  accessibility_label: z.string().min(1).max(75).optional(),
});
const overflow = z.strictObject({
  type: z.literal("overflow"),
  action_id: id,
  options: z.array(option).min(1).max(5),
});

const inline = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("text"),
    text: z.string().min(1).max(3000),
    style: z.strictObject({ bold: z.literal(true).optional(), code: z.literal(true).optional() }).optional(),
  }),
  z.strictObject({ type: z.literal("link"), url: z.url().max(3000), text: z.string().min(1) }),
  z.strictObject({ type: z.literal("user"), user_id: id }),
  z.strictObject({ type: z.literal("channel"), channel_id: id }),
  z.strictObject({
    type: z.literal("date"),
    timestamp: z.number().int().positive(),
    format: z.string().regex(/\{\w+\}/),
    fallback: z.string().min(1),
  }),
]);
const section = z.strictObject({ type: z.literal("rich_text_section"), elements: z.array(inline).min(1) });
const rich = z.discriminatedUnion("type", [
  section,
  z.strictObject({ type: z.literal("rich_text_quote"), elements: z.array(inline).min(1) }),
  z.strictObject({ type: z.literal("rich_text_preformatted"), elements: z.array(inline).length(1) }),
  z.strictObject({
    type: z.literal("rich_text_list"),
    style: z.literal("bullet"),
    elements: z.array(section).min(1),
  }),
]);

const options = z.array(option).min(1).max(100);
const ten = z.array(option).min(1).max(10);
const value = { action_id: z.literal("value") };
const input = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("plain_text_input"),
    ...value,
    multiline: z.boolean(),
    max_length: z.number().int().min(1).max(3000),
    initial_value: z.string().min(1).max(3000).optional(),
    placeholder: text(150).optional(),
  }),
  z.strictObject({
    type: z.literal("number_input"),
    ...value,
    is_decimal_allowed: z.literal(false),
    initial_value: z
      .string()
      .regex(/^-?\d+$/)
      .optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  z.strictObject({ type: z.literal("static_select"), ...value, options, initial_option: option.optional() }),
  z.strictObject({
    type: z.literal("radio_buttons"),
    ...value,
    options: ten,
    initial_option: option.optional(),
  }),
  z.strictObject({
    type: z.literal("multi_static_select"),
    ...value,
    options,
    initial_options: options.optional(),
  }),
  z.strictObject({ type: z.literal("checkboxes"), ...value, options: ten, initial_options: ten.optional() }),
  z.strictObject({ type: z.literal("users_select"), ...value, initial_user: id.optional() }),
  z.strictObject({
    type: z.literal("multi_users_select"),
    ...value,
    initial_users: z.array(id).min(1).optional(),
  }),
  z.strictObject({
    type: z.literal("conversations_select"),
    ...value,
    initial_conversation: id.optional(),
    filter: z.strictObject({
      include: z.tuple([z.literal("public"), z.literal("private")]),
      exclude_bot_users: z.literal(true),
    }),
  }),
]);

const block = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("header"), text: text(150) }),
  z.strictObject({ type: z.literal("divider") }),
  z.strictObject({
    type: z.literal("section"),
    text: z.union([mrkdwn, text(3000)]),
    accessory: z.union([button, overflow]).optional(),
  }),
  z.strictObject({
    type: z.literal("context"),
    elements: z
      .array(z.union([mrkdwn, text(3000)]))
      .min(1)
      .max(10),
  }),
  z.strictObject({ type: z.literal("actions"), elements: z.array(button).min(1).max(25) }),
  z.strictObject({ type: z.literal("rich_text"), elements: z.array(rich).min(1) }),
  z.strictObject({
    type: z.literal("input"),
    block_id: id,
    label: text(2000),
    hint: text(2000).optional(),
    optional: z.literal(true).optional(),
    element: input,
  }),
]);

const message = z.strictObject({
  text: z.string().min(1).max(4000),
  blocks: z.array(block.refine((each) => each.type !== "input")).max(50),
});
const modal = z
  .strictObject({
    type: z.literal("modal"),
    callback_id: id,
    title: text(24),
    close: text(24),
    submit: text(24).optional(),
    private_metadata: z.string().max(3000).optional(),
    blocks: z.array(block).max(100),
  })
  .refine((view) => view.submit !== undefined || view.blocks.every((each) => each.type !== "input"));
const home = z.strictObject({ type: z.literal("home"), blocks: z.array(block).min(1).max(100) });

/** Throws where Slack would refuse: limits, empty texts, unknown keys, double ids. Returns what it was given. */
export function accepted<T>(kind: "message" | "modal" | "home", payload: T): T {
  const schema = { message, modal, home }[kind];
  schema.parse(JSON.parse(JSON.stringify(payload)));
  const ids = [...JSON.stringify(payload).matchAll(/"(block_id|action_id)":"([^"]+)"/g)]
    .map(([, key, name]) => `${key} ${name}`)
    .filter((each) => each !== "action_id value");
  const twice = ids.filter((each, at) => ids.indexOf(each) !== at);
  if (twice.length > 0) throw new Error(`twice: ${twice.join(", ")}`);
  return payload;
}
