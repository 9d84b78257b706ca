import { z } from "zod";
import { kind, list, oneOf, problemsOf, shape, words } from "../schema.ts";

const VIEW_BYTES = 250_000;

type Fields = Parameters<typeof shape>[0];
type Wire = Readonly<Record<string, unknown>>;

/** The kinds that the bot's renderers make, with Slack's limits; all others are refused as unknown. */
const id = words(255);
const plain = (most: number) => kind("plain_text", { text: words(most) }, { emoji: z.boolean() });
const text = (most: number) =>
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
const numbers = { initial_value: number, min_value: number, max_value: number };

const typing = element(
  "plain_text_input",
  {},
  { placeholder, initial_value: words(3000, 0), multiline: z.boolean(), max_length: between(1, 3000) },
).refine(
  ({ initial_value: start, max_length: most }) => String(start ?? "").length <= Number(most ?? 3000),
  "initial_value is longer than max_length",
);

const include = list(z.enum(["im", "mpim", "private", "public"]), 4);
const without = { exclude_bot_users: z.boolean(), exclude_external_shared_channels: z.boolean() };
const filter = shape({}, { include, ...without });

const action = { url: words(3000), value: words(2000), style, confirm, accessibility_label: words(75) };
const actionElement = oneOf(element("button", { text: plain(75) }, action));

const inputElement = oneOf(
  choices("checkboxes", boxOption, 10),
  choice("radio_buttons", boxOption, 10),
  choice("static_select", option, 100),
  choices("multi_static_select", option, 100),
  element("users_select", {}, { initial_user: id }),
  element("multi_users_select", {}, { initial_users: list(id, 100) }),
  element("conversations_select", {}, { filter, initial_conversation: id }),
  typing,
  element("file_input", {}, { filetypes: list(words(20), 100), max_files: between(1, 10) }),
  element("datepicker", {}, { initial_date: z.iso.date("must be a date in the format YYYY-MM-DD") }),
  element("number_input", { is_decimal_allowed: z.boolean() }, numbers),
);

const inStyle = { style: shape({}, { bold: z.boolean(), code: z.boolean() }) };
const run = kind("text", { text: words(40_000) }, inStyle);
const inline = oneOf(
  run,
  kind("link", { url: words(3000) }, { text: words(3000), ...inStyle }),
  kind("user", { user_id: id }, inStyle),
  kind("channel", { channel_id: id }, inStyle),
  kind("usergroup", { usergroup_id: id }, inStyle),
  kind("date", { timestamp: z.int(), format: id }, { fallback: words(3000), ...inStyle }),
);
const MANY = 10_000;
const line = { elements: list(inline, MANY, 0) };
const section = kind("rich_text_section", line);

const richText = oneOf(
  section,
  kind("rich_text_list", { style: z.literal("bullet"), elements: list(section, MANY) }),
  kind("rich_text_quote", line),
  kind("rich_text_preformatted", { elements: list(run, MANY, 0) }),
);

function checkIds(items: readonly Wire[], key: string, { addIssue }: z.core.$RefinementCtx): void {
  items.forEach(({ [key]: id }, index) => {
    const taken = id !== undefined && items.slice(0, index).some((other) => other[key] === id);
    if (taken) addIssue({ code: "custom", message: `${key} already exists: ${id}`, path: [index, key] });
  });
}

const withId = { block_id: id };
const actions = list(actionElement, 25).superRefine((items, context) =>
  checkIds(items as Wire[], "action_id", context),
);
const BLOCKS = [
  kind("actions", { elements: actions }, withId),
  kind("context", { elements: list(text(3000), 10) }, withId),
  kind("divider", {}, withId),
  kind("header", { text: plain(150) }, withId),
  kind("rich_text", { elements: list(richText, 10_000) }, withId),
  kind("section", { text: text(3000) }, { accessory: actionElement, ...withId }),
];

/** Messages and Home could hold some inputs; the bot asks in modals alone. */
const INPUT = kind(
  "input",
  { label: plain(2000), element: inputElement },
  { hint: plain(2000), optional: z.boolean(), ...withId },
);

const blockList = (most: number, ...kinds: z.ZodObject[]) =>
  list(oneOf(...BLOCKS, ...kinds), most, 0).superRefine((blocks, context) =>
    checkIds(blocks as Wire[], "block_id", context),
  );

const METADATA = shape({ event_type: id, event_payload: z.looseObject({}) });
/** Slack only warns of blocks without the text that notifications and screen readers need. */
const MESSAGE = z.object({
  text: z.string().regex(/\S/, "says nothing"),
  ...{ blocks: blockList(50).optional(), metadata: METADATA.optional() },
});

const view = { callback_id: words(255, 0), private_metadata: words(3000, 0) };
const VIEWS = {
  home: kind("home", { blocks: blockList(100) }, view),
  modal: kind(
    "modal",
    { title: plain(24), blocks: blockList(100, INPUT) },
    { submit: plain(24), close: plain(24), clear_on_close: z.boolean(), ...view },
  ).refine(
    ({ blocks, submit }) => submit !== undefined || !(blocks as Wire[]).some(({ type }) => type === "input"),
    "missing required field: submit (the view has inputs)",
  ),
};

export const problemsInMessage = (message: unknown): string[] => problemsOf(MESSAGE, message);

export const problemsInView = (view: unknown, type: "modal" | "home"): string[] =>
  problemsOf(VIEWS[type], view, "/view");

export const isViewTooLarge = (view: unknown): boolean =>
  Buffer.byteLength(JSON.stringify(view ?? null)) > VIEW_BYTES;
