import type { types } from "@slack/bolt";
import { z } from "zod";
import type { FormValues } from "../../domain/action.ts";
import type { Field, Form } from "../../view/view.ts";
import { drawWholeForm } from "../../view/whole.ts";
import { encodeForm } from "./codec.ts";
import { inputBlock, VALUE } from "./inputs.ts";
import { renderBlocks, VIEW_BLOCKS } from "./render.ts";
import { plain } from "./text.ts";

/** A Form as a modal. Without `submit` it only shows, so fields are left out: Slack refuses them there. */
export const renderForm = (form: Form): types.ModalView => drawWholeForm(form, modalOf);

function modalOf(form: Form): types.ModalView {
  const inputs = form.submit === null ? [] : form.fields.map(inputBlock).filter((block) => block !== null);
  const blocks = [...renderBlocks(form.intro, VIEW_BLOCKS - inputs.length), ...inputs];
  return {
    type: "modal",
    callback_id: form.ref?.form ?? "show",
    title: plain(form.title, 24),
    close: plain(form.close, 24),
    ...(form.submit === null ? {} : { submit: plain(form.submit, 24) }),
    ...(form.ref === null ? {} : { private_metadata: encodeForm(form.ref) }),
    blocks,
  };
}

/** The same without what Slack may refuse in it: whom and what it begins with, and files. Null: there is none of it. */
export function withoutChosen(form: Form): Form | null {
  const kept = form.fields.filter(({ kind }) => kind !== "file");
  const fields = kept.map((field): Field => {
    if (field.kind === "people") return field.initial === undefined ? field : { ...field, initial: [] };
    if (field.kind !== "person" && field.kind !== "channel") return field;
    return field.initial === undefined ? field : { ...field, initial: {} };
  });
  const isLess = kept.length < form.fields.length || fields.some((field, n) => field !== kept[n]);
  return isLess ? { ...form, fields } : null;
}

const option = z.object({ value: z.string() });
const users = z.array(z.string());

const elementState = z.discriminatedUnion("type", [
  z.object({ type: z.literal("plain_text_input"), value: z.string().nullish() }),
  z.object({ type: z.literal("number_input"), value: z.string().nullish() }),
  z.object({ type: z.literal("static_select"), selected_option: option.nullish() }),
  z.object({ type: z.literal("radio_buttons"), selected_option: option.nullish() }),
  z.object({ type: z.literal("multi_static_select"), selected_options: z.array(option).nullish() }),
  z.object({ type: z.literal("checkboxes"), selected_options: z.array(option).nullish() }),
  z.object({ type: z.literal("users_select"), selected_user: z.string().nullish() }),
  z.object({ type: z.literal("multi_users_select"), selected_users: users.nullish() }),
  z.object({ type: z.literal("conversations_select"), selected_conversation: z.string().nullish() }),
  z.object({ type: z.literal("file_input"), files: z.array(z.object({ id: z.string() })).nullish() }),
]);

type ElementState = z.infer<typeof elementState>;

/** `view.state.values` as one block id → one element; elements that are not ours are passed over. */
export const stateValues = z.record(z.string(), z.record(z.string(), z.unknown()));

/** The submitted values by field name. Blank text is null, as if nothing had been typed. */
export function readValues(state: z.infer<typeof stateValues>): FormValues {
  const values: Record<string, string | readonly string[] | null> = {};
  for (const [name, elements] of Object.entries(state)) {
    const element = elementState.safeParse(elements[VALUE]);
    if (element.success) values[name] = readValue(element.data);
  }
  return values;
}

function readValue(element: ElementState): string | readonly string[] | null {
  switch (element.type) {
    case "plain_text_input":
    case "number_input":
      return element.value == null || element.value.trim() === "" ? null : element.value;
    case "static_select":
    case "radio_buttons":
      return element.selected_option?.value ?? null;
    case "multi_static_select":
    case "checkboxes":
      return (element.selected_options ?? []).map((each) => each.value);
    case "users_select":
      return element.selected_user ?? null;
    case "multi_users_select":
      return element.selected_users ?? [];
    case "conversations_select":
      return element.selected_conversation ?? null;
    case "file_input":
      return (element.files ?? []).map(({ id }) => id);
  }
}
