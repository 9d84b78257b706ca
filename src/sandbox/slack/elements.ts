import type { Check, Wire } from "../check.ts";
import { bool, isWire, list, matching, oneOf, rule, shape, str, typed } from "../check.ts";

/** The kinds that the bot's renderers make, with Slack's limits; all others are refused as unknown. */
const PLAIN = (max: number): Check => shape({ type: str(255), text: str(max), "emoji?": bool });
const MRKDWN = (max: number): Check => shape({ type: str(255), text: str(max), "verbatim?": bool });

export const plain = (max: number): Check => typed({ plain_text: PLAIN(max) });
export const text = (max: number): Check => typed({ plain_text: PLAIN(max), mrkdwn: MRKDWN(max) });
export const id = str(255);
const base = { type: id, "action_id?": id };

const confirm = shape({
  title: plain(100),
  text: text(300),
  confirm: plain(30),
  deny: plain(30),
  "style?": oneOf("primary", "danger"),
});

const option = (label: Check): Check => shape({ text: label, value: str(75), "description?": text(75) });
const plainOption = option(plain(75));
const boxOption = option(text(75));

const values = (options: unknown): unknown[] =>
  Array.isArray(options) ? options.map((each) => (isWire(each) ? each["value"] : each)) : [];

const initialIsOption = rule("initial options must be among the options", (element: Wire) => {
  const one = element["initial_option"];
  const initial = [...values(one === undefined ? [] : [one]), ...values(element["initial_options"])];
  return initial.every((value) => values(element["options"]).includes(value));
});

const distinctValues = rule("option values must be unique", (element) => {
  const all = values(element["options"]);
  return new Set(all).size === all.length;
});

const one = (each: Check, most: number): Check =>
  shape(
    { ...base, "placeholder?": plain(150), options: list(each, most), "initial_option?": each },
    initialIsOption,
    distinctValues,
  );

const many = (each: Check, most: number): Check =>
  shape(
    { ...base, "placeholder?": plain(150), options: list(each, most), "initial_options?": list(each, most) },
    initialIsOption,
    distinctValues,
  );

const filter = shape({
  "include?": list(oneOf("im", "mpim", "private", "public"), 4),
  "exclude_bot_users?": bool,
  "exclude_external_shared_channels?": bool,
});

const between =
  (least: number, most: number): Check =>
  (value, at, report) => {
    const fits = Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
    if (!fits) report(at, `must be an integer between ${least} and ${most}`);
  };
const maxLength = between(1, 3000);
const initialFits = rule("initial_value is longer than max_length", ({ initial_value, max_length }) => {
  return typeof initial_value !== "string" || initial_value.length <= Number(max_length ?? 3000);
});
const number = matching(/^-?\d+(\.\d+)?$/, "a number as a string");

const BUTTON = shape({
  ...base,
  text: plain(75),
  "url?": str(3000),
  "value?": str(2000),
  "style?": oneOf("primary", "danger"),
  "confirm?": confirm,
  "accessibility_label?": str(75),
});
const OVERFLOW = shape({ ...base, "confirm?": confirm, options: list(plainOption, 5) }, distinctValues);

/** What acts at once: in `actions` or beside a section. */
export const actionElement = typed({ button: BUTTON, overflow: OVERFLOW });

export const inputElement = typed({
  checkboxes: many(boxOption, 10),
  radio_buttons: one(boxOption, 10),
  static_select: one(plainOption, 100),
  multi_static_select: many(plainOption, 100),
  users_select: shape({ ...base, "initial_user?": id }),
  multi_users_select: shape({ ...base, "initial_users?": list(id, 100) }),
  conversations_select: shape({ ...base, "filter?": filter, "initial_conversation?": id }),
  plain_text_input: shape(
    {
      ...base,
      "placeholder?": plain(150),
      "initial_value?": str(3000, 0),
      "multiline?": bool,
      "max_length?": maxLength,
    },
    initialFits,
  ),
  file_input: shape({ ...base, "filetypes?": list(str(20), 100), "max_files?": between(1, 10) }),
  number_input: shape({
    ...base,
    is_decimal_allowed: bool,
    "initial_value?": number,
    "min_value?": number,
    "max_value?": number,
  }),
});
