import { z } from "zod";
import { kind, list, oneOf, shape, words } from "../schema.ts";

type Fields = Parameters<typeof shape>[0];

/** The kinds that the bot's renderers make, with Slack's limits; all others are refused as unknown. */
export const id = words(255);
export const plain = (most: number) => kind("plain_text", { text: words(most) }, { emoji: z.boolean() });
export const text = (most: number) =>
  oneOf(plain(most), kind("mrkdwn", { text: words(most) }, { verbatim: z.boolean() }));

const style = z.enum(["primary", "danger"]);
const confirm = shape({ title: plain(100), text: text(300), confirm: plain(30), deny: plain(30) }, { style });
const placeholder = plain(150);
const optionOf = (label: z.ZodType) => shape({ text: label, value: words(75) }, { description: text(75) });
const option = optionOf(plain(75));
const boxOption = optionOf(text(75));

const element = (type: string, required: Fields, optional: Fields = {}) =>
  kind(type, required, { action_id: id, ...optional });

type Choices = { options: { value: string }[]; initial_options?: { value: string }[] } & {
  initial_option?: { value: string };
};

function checkChoices(element: object, { addIssue }: z.core.$RefinementCtx): void {
  const { options, initial_option: one, initial_options: initial = one ? [one] : [] } = element as Choices;
  const values = options.map(({ value }) => value);
  if (new Set(values).size < values.length) addIssue("option values must be unique");
  if (!initial.every(({ value }) => values.includes(value)))
    addIssue("initial options must be among the options");
}

const choice = (type: string, each: z.ZodType, most: number) =>
  element(type, { options: list(each, most) }, { placeholder, initial_option: each }).superRefine(
    checkChoices,
  );
const choices = (type: string, each: z.ZodType, most: number) => {
  const options = list(each, most);
  return element(type, { options }, { placeholder, initial_options: options }).superRefine(checkChoices);
};

const between = (least: number, most: number) => {
  const error = `must be an integer between ${least} and ${most}`;
  return z.int(error).min(least, error).max(most, error);
};
const number = z.string().regex(/^-?\d+(\.\d+)?$/, "must be a number as a string");

const typing = element(
  "plain_text_input",
  {},
  { placeholder, initial_value: words(3000, 0), multiline: z.boolean(), max_length: between(1, 3000) },
).refine(
  ({ initial_value: start, max_length: most }) => String(start ?? "").length <= Number(most ?? 3000),
  "initial_value is longer than max_length",
);

const FILTER = shape(
  {},
  {
    include: list(z.enum(["im", "mpim", "private", "public"]), 4),
    exclude_bot_users: z.boolean(),
    exclude_external_shared_channels: z.boolean(),
  },
);

/** What acts at once: in `actions` or beside a section. */
export const actionElement = oneOf(
  element(
    "button",
    { text: plain(75) },
    { url: words(3000), value: words(2000), style, confirm, accessibility_label: words(75) },
  ),
  element("overflow", { options: list(option, 5) }, { confirm }).superRefine(checkChoices),
);

export const inputElement = oneOf(
  choices("checkboxes", boxOption, 10),
  choice("radio_buttons", boxOption, 10),
  choice("static_select", option, 100),
  choices("multi_static_select", option, 100),
  element("users_select", {}, { initial_user: id }),
  element("multi_users_select", {}, { initial_users: list(id, 100) }),
  element("conversations_select", {}, { filter: FILTER, initial_conversation: id }),
  typing,
  element("file_input", {}, { filetypes: list(words(20), 100), max_files: between(1, 10) }),
  element(
    "number_input",
    { is_decimal_allowed: z.boolean() },
    { initial_value: number, min_value: number, max_value: number },
  ),
);

const inStyle = { style: shape({}, { bold: z.boolean(), code: z.boolean() }) };
const run = kind("text", { text: words(40_000) }, inStyle);
const inline = oneOf(
  run,
  kind("link", { url: words(3000) }, { text: words(3000), ...inStyle }),
  kind("user", { user_id: id }, inStyle),
  kind("channel", { channel_id: id }, inStyle),
  kind("date", { timestamp: z.int(), format: id }, { fallback: words(3000), ...inStyle }),
);
const MANY = 10_000;
const line = { elements: list(inline, MANY, 0) };
const section = kind("rich_text_section", line);

export const richText = oneOf(
  section,
  kind("rich_text_list", { style: z.literal("bullet"), elements: list(section, MANY) }),
  kind("rich_text_quote", line),
  kind("rich_text_preformatted", { elements: list(run, MANY, 0) }),
);
