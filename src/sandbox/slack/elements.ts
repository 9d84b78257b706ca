import type { Check, Fields, Wire } from "./check.ts";
import { bool, integer, isWire, list, matching, oneOf, rule, shape, str, typed } from "./check.ts";

export type Surface = "message" | "modal" | "home";

const textObject = (max: number, kinds: string[]): Check =>
  typed(
    Object.fromEntries(
      kinds.map((kind) => {
        const flag = kind === "mrkdwn" ? { "verbatim?": bool } : { "emoji?": bool };
        return [kind, shape({ type: oneOf(kind), text: str(max), ...flag })];
      }),
    ),
  );

export const plain = (max: number): Check => textObject(max, ["plain_text"]);
export const text = (max: number): Check => textObject(max, ["plain_text", "mrkdwn"]);
const actionId = { "action_id?": str(255) };

const confirm = shape({
  title: plain(100),
  text: text(300),
  confirm: plain(30),
  deny: plain(30),
  "style?": oneOf("primary", "danger"),
});

const option = (label: Check, more: Fields = {}): Check =>
  shape({ text: label, value: str(75), "description?": text(75), ...more });

const values = (options: unknown): unknown[] =>
  Array.isArray(options) ? options.map((each) => (isWire(each) ? each["value"] : each)) : [];

const allOptions = (element: Wire): unknown[] => [
  ...values(element["options"]),
  ...(Array.isArray(element["option_groups"]) ? element["option_groups"] : []).flatMap((group) =>
    isWire(group) ? values(group["options"]) : [],
  ),
];

const initialIsOption = rule("initial options must be among the options", (element) => {
  const one = element["initial_option"];
  const initial = [...values(one === undefined ? [] : [one]), ...values(element["initial_options"])];
  return initial.every((value) => allOptions(element).includes(value));
});

const distinctValues = rule("option values must be unique", (element) => {
  const all = allOptions(element);
  return new Set(all).size === all.length;
});

const common = { type: str(255), ...actionId, "confirm?": confirm, "focus_on_load?": bool };
const select = { ...common, "placeholder?": plain(150) };
const multi = { ...select, "max_selected_items?": integer };
const plainOption = option(plain(75));
const choices: Fields = {
  "options?": list(plainOption, 100),
  "option_groups?": list(shape({ label: plain(75), options: list(plainOption, 100) }), 100),
};
const eitherOptions = rule(
  "must provide options or option_groups, not both",
  (element) => (element["options"] === undefined) !== (element["option_groups"] === undefined),
);
const filter = shape({
  "include?": list(oneOf("im", "mpim", "private", "public"), 4),
  "exclude_external_shared_channels?": bool,
  "exclude_bot_users?": bool,
});
const conversation = { "default_to_current_conversation?": bool, "filter?": filter };
const boxes = (max: number): Check => list(option(text(75)), max);
const id = str(255);
const dispatch = shape({
  trigger_actions_on: list(oneOf("on_enter_pressed", "on_character_entered"), 2),
});
const field = { type: str(255), ...actionId, "placeholder?": plain(150), "focus_on_load?": bool };
const typing = { ...field, "dispatch_action_config?": dispatch };
const upTo = (most: number, least: number): Check => {
  return (value, at, report) => {
    const fits = Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
    if (!fits) report(at, `must be an integer between ${least} and ${most}`);
  };
};
const decimal = matching(/^-?\d+(\.\d+)?$/, "a number as a string");
const imageSource = rule(
  "must provide image_url or slack_file",
  (image) => (image["image_url"] === undefined) !== (image["slack_file"] === undefined),
);
const initialFits = rule("initial_value is longer than max_length", ({ initial_value, max_length }) => {
  return typeof initial_value !== "string" || initial_value.length <= Number(max_length ?? 3000);
});

export const image = {
  "image_url?": str(3000),
  "slack_file?": shape({ "id?": str(255), "url?": str(3000) }),
  alt_text: str(2000),
};
export const hasSource = imageSource;

const ELEMENTS = {
  button: shape({
    type: str(255),
    ...actionId,
    text: plain(75),
    "url?": str(3000),
    "value?": str(2000),
    "style?": oneOf("primary", "danger"),
    "confirm?": confirm,
    "accessibility_label?": str(75),
  }),
  overflow: shape(
    { type: str(255), ...actionId, "confirm?": confirm, options: overflowOptions() },
    distinctValues,
  ),
  checkboxes: shape(
    { ...common, options: boxes(10), "initial_options?": boxes(10) },
    initialIsOption,
    distinctValues,
  ),
  radio_buttons: shape(
    { ...common, options: boxes(10), "initial_option?": option(text(75)) },
    initialIsOption,
    distinctValues,
  ),
  static_select: shape(
    { ...select, ...choices, "initial_option?": plainOption },
    eitherOptions,
    initialIsOption,
    distinctValues,
  ),
  multi_static_select: shape(
    { ...multi, ...choices, "initial_options?": list(plainOption, 100) },
    eitherOptions,
    initialIsOption,
    distinctValues,
  ),
  users_select: shape({ ...select, "initial_user?": id }),
  multi_users_select: shape({ ...multi, "initial_users?": list(id, 100) }),
  channels_select: shape({ ...select, "initial_channel?": id, "response_url_enabled?": bool }),
  multi_channels_select: shape({ ...multi, "initial_channels?": list(id, 100) }),
  conversations_select: shape({
    ...select,
    ...conversation,
    "initial_conversation?": id,
    "response_url_enabled?": bool,
  }),
  multi_conversations_select: shape({
    ...multi,
    ...conversation,
    "initial_conversations?": list(id, 100),
  }),
  datepicker: shape({ ...select, "initial_date?": matching(/^\d{4}-\d\d-\d\d$/, "a date as YYYY-MM-DD") }),
  timepicker: shape({
    ...select,
    "initial_time?": matching(/^\d\d:\d\d$/, "a time as HH:mm"),
    "timezone?": str(255),
  }),
  datetimepicker: shape({ ...common, "initial_date_time?": integer }),
  plain_text_input: shape(
    {
      ...typing,
      "initial_value?": str(3000, 0),
      "multiline?": bool,
      "min_length?": upTo(3000, 0),
      "max_length?": upTo(3000, 1),
    },
    initialFits,
  ),
  number_input: shape({
    ...typing,
    is_decimal_allowed: bool,
    "initial_value?": decimal,
    "min_value?": decimal,
    "max_value?": decimal,
  }),
  email_text_input: shape({ ...typing, "initial_value?": str(3000, 0) }),
  url_text_input: shape({ ...typing, "initial_value?": str(3000, 0) }),
  image: shape({ type: str(255), ...image }, imageSource),
} satisfies Record<string, Check>;

function overflowOptions(): Check {
  return list(option(plain(75), { "url?": str(3000) }), 5);
}

type ElementType = keyof typeof ELEMENTS;

const SELECTS: ElementType[] = [
  "checkboxes",
  "radio_buttons",
  "static_select",
  "multi_static_select",
  "users_select",
  "multi_users_select",
  "channels_select",
  "multi_channels_select",
  "conversations_select",
  "multi_conversations_select",
  "datepicker",
  "timepicker",
];

const some = (types: ElementType[]): Check =>
  typed(Object.fromEntries(types.map((type) => [type, ELEMENTS[type]])));

export const accessory: Check = some(["button", "overflow", "image", ...SELECTS]);

export const actionElement = (surface: Surface): Check =>
  some(["button", "overflow", ...SELECTS, ...(surface === "home" ? [] : (["datetimepicker"] as const))]);

export const inputElement = (surface: Surface): Check =>
  some([
    ...SELECTS,
    "plain_text_input",
    ...(surface === "home" ? [] : (["datetimepicker"] as const)),
    ...(surface === "modal" ? (["number_input", "email_text_input", "url_text_input"] as const) : []),
  ]);

export const contextElement: Check = typed({
  image: ELEMENTS.image,
  plain_text: plain(3000),
  mrkdwn: text(3000),
});
