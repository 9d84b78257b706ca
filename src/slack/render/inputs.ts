import type { types } from "@slack/bolt";
import { clean } from "../../view/core/clean.ts";
import type { Field, Option } from "../../view/core/view.ts";
import { plain } from "./text.ts";

export const VALUE = "value";

type Of<K extends Field["kind"]> = Extract<Field, { kind: K }>;

/** A Field as an input block: the block is named after the field. Null when there is nothing to choose from. */
export function inputBlock(field: Field): types.InputBlock | null {
  const element = inputElement(field);
  if (element === null) return null;
  return {
    type: "input",
    block_id: field.name,
    label: plain(field.label, 2000),
    element,
    ...(field.hint === undefined ? {} : { hint: plain(field.hint, 2000) }),
    ...(field.optional === true ? { optional: true } : {}),
  };
}

function inputElement(field: Field): types.InputBlock["element"] | null {
  switch (field.kind) {
    case "text":
      return textInput(field);
    case "number":
      return {
        type: "number_input",
        action_id: VALUE,
        is_decimal_allowed: false,
        ...(field.initial === undefined ? {} : { initial_value: String(field.initial) }),
        ...(field.min === undefined ? {} : { min_value: String(field.min) }),
        ...(field.max === undefined ? {} : { max_value: String(field.max) }),
      };
    case "choice":
      return choice(field);
    case "choices":
      return choices(field);
    case "person": {
      const initial = field.initial?.slack;
      return {
        type: "users_select",
        action_id: VALUE,
        ...(initial === undefined ? {} : { initial_user: initial }),
      };
    }
    case "people": {
      const initial = (field.initial ?? []).map((ids) => ids.slack).filter((id) => id !== undefined);
      return {
        type: "multi_users_select",
        action_id: VALUE,
        ...(initial.length === 0 ? {} : { initial_users: initial }),
      };
    }
    case "channel": {
      const initial = field.initial?.slack;
      return {
        type: "conversations_select",
        action_id: VALUE,
        filter: {
          include: ["public", "private"],
          exclude_bot_users: true,
          // What is posted there is for the own company.
          exclude_external_shared_channels: true,
        },
        ...(initial === undefined ? {} : { initial_conversation: initial }),
      };
    }
    case "file":
      return { type: "file_input", action_id: VALUE, filetypes: [...field.types], max_files: 1 };
  }
}

function textInput(field: Of<"text">): types.PlainTextInput {
  const length = Math.min(field.maxLength ?? 3000, 3000);
  const initial = clean(field.initial ?? "", length);
  return {
    type: "plain_text_input",
    action_id: VALUE,
    multiline: field.multiline === true,
    max_length: length,
    ...(initial === "" ? {} : { initial_value: initial }),
    ...(field.placeholder === undefined ? {} : { placeholder: plain(field.placeholder, 150) }),
  };
}

function choice(field: Of<"choice">): types.StaticSelect | types.RadioButtons | null {
  const options = slackOptions(field.options);
  const initial = options.find((option) => option.value === field.initial);
  const chosen = initial === undefined ? {} : { initial_option: initial };
  if (options.length === 0) return null;
  if (field.as === "radio" && options.length <= 10) {
    return { type: "radio_buttons", action_id: VALUE, options, ...chosen };
  }
  return { type: "static_select", action_id: VALUE, options, ...chosen };
}

function choices(field: Of<"choices">): types.MultiStaticSelect | types.Checkboxes | null {
  const options = slackOptions(field.options);
  const initial = options.filter((option) => field.initial?.includes(option.value));
  const chosen = initial.length === 0 ? {} : { initial_options: initial };
  if (options.length === 0) return null;
  if (field.as === "boxes" && options.length <= 10) {
    return { type: "checkboxes", action_id: VALUE, options, ...chosen };
  }
  return { type: "multi_static_select", action_id: VALUE, options, ...chosen };
}

type SlackOption = types.PlainTextOption & { value: string };

/** A value that Slack would refuse cannot be cut, since it must come back as it was: that option is left out. */
function slackOptions(options: readonly Option[]): SlackOption[] {
  return distinct(options)
    .filter((option) => option.value !== "" && option.value.length <= 75)
    .slice(0, 100)
    .map((option) => ({
      text: plain(option.label, 75),
      value: option.value,
      ...(option.description === undefined ? {} : { description: plain(option.description, 75) }),
    }));
}

/** The first of each kind: Slack refuses a menu with the same value twice. */
function distinct(options: readonly Option[]): Option[] {
  const seen = new Set<string>();
  return options.filter(({ value }) => !seen.has(value) && seen.add(value));
}
