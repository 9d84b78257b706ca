import type { types } from "@slack/bolt";
import { z } from "zod";
import { type FormRef, type FormValues, formRef, type UserAction, userAction } from "../../domain/action.ts";
import { parseJson } from "../../lib/json.ts";
import { clean } from "../../view/core/clean.ts";
import type { Field, Form } from "../../view/core/view.ts";
import { drawWholeForm } from "../../view/core/whole.ts";
import { renderBlocks, VIEW_BLOCKS } from "./render.ts";
import { plain } from "./spans.ts";

const VALUE = "value";

/** A Form as a modal. Without `submit` it only shows, so fields are left out: Slack refuses them there. */
export const renderForm = (form: Form): types.ModalView => drawWholeForm(form, modalOf);

function modalOf(form: Form): types.ModalView {
  const inputs = form.submit === null ? [] : form.fields.map(inputBlock);
  const blocks = [...renderBlocks(form.intro, VIEW_BLOCKS - inputs.length), ...inputs];
  return {
    type: "modal",
    callback_id: form.ref?.form ?? "show",
    title: plain(form.title, 24),
    close: plain(form.close, 24),
    ...(form.submit === null ? {} : { submit: plain(form.submit, 24) }),
    ...(form.ref === null ? {} : { private_metadata: JSON.stringify(form.ref) }),
    blocks,
  };
}

/** The same without what Slack may refuse in it: people and channels that it begins with. */
export const withoutChosen = (form: Form): Form => ({
  ...form,
  fields: form.fields.map((field): Field => {
    if (field.kind === "people") return { ...field, initial: [] };
    return field.kind === "person" || field.kind === "channel" ? { ...field, initial: {} } : field;
  }),
});

const word = z.string().nullish();
const option = z.object({ value: z.string() });
const element = z.object({
  ...{ type: z.string(), value: word, selected_user: word, selected_conversation: word },
  selected_date: word,
  ...{ selected_option: option.nullish(), selected_options: z.array(option).nullish() },
  selected_users: z.array(z.string()).nullish(),
  files: z.array(z.object({ id: z.string() })).nullish(),
});
const SEVERAL = /^(multi_.*_select|checkboxes|file_input)$/;

/** What an element holds. Blank text is null, as if nothing had been typed. */
function heldBy(held: z.infer<typeof element>): FormValues[string] {
  const { type, value, selected_options: options, files } = held;
  const several = options?.map((each) => each.value) ?? held.selected_users ?? files?.map(({ id }) => id);
  if (SEVERAL.test(type)) return several ?? [];
  const picked = held.selected_user ?? held.selected_conversation ?? held.selected_date;
  const chosen = held.selected_option?.value ?? picked;
  return chosen ?? (value?.trim() ? value : null);
}

/** `view.state.values` as one block id → one element; elements that are not ours are passed over. */
export const stateValues = z.record(z.string(), z.record(z.string(), z.unknown()));

export function readValues(state: z.infer<typeof stateValues>): FormValues {
  const values: Record<string, string | readonly string[] | null> = {};
  for (const [name, elements] of Object.entries(state)) {
    const held = element.safeParse(elements[VALUE]).data;
    if (held !== undefined) values[name] = heldBy(held);
  }
  return values;
}

type Of<K extends Field["kind"]> = Extract<Field, { kind: K }>;

function inputBlock(field: Field): types.InputBlock {
  return {
    type: "input",
    block_id: field.name,
    label: plain(field.label, 2000),
    element: inputElement(field),
    ...(field.hint === undefined ? {} : { hint: plain(field.hint, 2000) }),
    ...(field.optional === true ? { optional: true } : {}),
  };
}

function inputElement(field: Field): types.InputBlock["element"] {
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
    case "day":
      return {
        type: "datepicker",
        action_id: VALUE,
        ...(field.initial === undefined ? {} : { initial_date: field.initial }),
      };
    case "choice":
    case "choices":
      return choice(field);
    case "person": {
      const chosen = field.initial?.slack;
      const initial = chosen === undefined ? {} : { initial_user: chosen };
      return { type: "users_select", action_id: VALUE, ...initial };
    }
    case "people": {
      const chosen = (field.initial ?? []).flatMap(({ slack }) => slack ?? []);
      const initial = chosen.length === 0 ? {} : { initial_users: chosen };
      return { type: "multi_users_select", action_id: VALUE, ...initial };
    }
    case "channel": {
      const chosen = field.initial?.slack;
      const initial = chosen === undefined ? {} : { initial_conversation: chosen };
      // What is posted there is for the own company.
      const own = { exclude_bot_users: true, exclude_external_shared_channels: true };
      const filter: types.ConversationsSelect["filter"] = { include: ["public", "private"], ...own };
      return { type: "conversations_select", action_id: VALUE, filter, ...initial };
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

function choice(field: Of<"choice"> | Of<"choices">): types.InputBlock["element"] {
  const options = field.options.slice(0, 100).map(({ value, label, description }) => ({
    ...{ text: plain(label, 75), value },
    ...(description === undefined ? {} : { description: plain(description, 75) }),
  }));
  const [first, ...others] = options.filter(({ value }) => [field.initial ?? []].flat().includes(value));
  const isSpread = field.as !== "menu" && options.length <= 10;
  const common = { action_id: VALUE, options };
  if (field.kind === "choice") {
    const chosen = first === undefined ? {} : { initial_option: first };
    return { type: isSpread ? "radio_buttons" : "static_select", ...common, ...chosen };
  }
  const chosen = first === undefined ? {} : { initial_options: [first, ...others] };
  return { type: isSpread ? "checkboxes" : "multi_static_select", ...common, ...chosen };
}

/** What the value of a pressed button means; null when it is not ours, or from a version that knew other actions. */
export const decodeAction = (value: unknown): UserAction | null => decode(userAction, value);

export const decodeForm = (metadata: unknown): FormRef | null => decode(formRef, metadata);

function decode<T>(schema: z.ZodType<T>, text: unknown): T | null {
  if (typeof text !== "string" || text.length > 3000) return null;
  return schema.safeParse(parseJson(text)).data ?? null;
}
