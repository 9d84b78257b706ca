import type { types } from "@slack/bolt";
import { z } from "zod";
import type { FormValues } from "../../domain/action.ts";
import type { Field, Form } from "../../view/core/view.ts";
import { drawWholeForm } from "../../view/core/whole.ts";
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

/** The same without what Slack may refuse in it: people and channels that it begins with. */
export const withoutChosen = (form: Form): Form => ({
  ...form,
  fields: form.fields.map((field): Field => {
    if (field.kind === "people") return { ...field, initial: [] };
    return field.kind === "person" || field.kind === "channel" ? { ...field, initial: {} } : field;
  }),
});

const option = z.object({ value: z.string() });
const chosenIn = ({ value }: z.infer<typeof option>) => value;

/** What an element holds. Blank text is null, as if nothing had been typed. */
const elementValue = z.union([
  z
    .object({ type: z.enum(["plain_text_input", "number_input"]), value: z.string().nullish() })
    .transform(({ value }) => (value?.trim() ? value : null)),
  z
    .object({ type: z.enum(["static_select", "radio_buttons"]), selected_option: option.nullish() })
    .transform(({ selected_option: chosen }) => chosen?.value ?? null),
  z
    .object({
      type: z.enum(["multi_static_select", "checkboxes"]),
      selected_options: z.array(option).nullish(),
    })
    .transform(({ selected_options: chosen }) => (chosen ?? []).map(chosenIn)),
  z
    .object({ type: z.literal("users_select"), selected_user: z.string().nullish() })
    .transform(({ selected_user: chosen }) => chosen ?? null),
  z
    .object({ type: z.literal("multi_users_select"), selected_users: z.array(z.string()).nullish() })
    .transform(({ selected_users: chosen }) => chosen ?? []),
  z
    .object({ type: z.literal("conversations_select"), selected_conversation: z.string().nullish() })
    .transform(({ selected_conversation: chosen }) => chosen ?? null),
  z
    .object({ type: z.literal("file_input"), files: z.array(z.object({ id: z.string() })).nullish() })
    .transform(({ files }) => (files ?? []).map(({ id }) => id)),
]);

/** `view.state.values` as one block id → one element; elements that are not ours are passed over. */
export const stateValues = z.record(z.string(), z.record(z.string(), z.unknown()));

/** The submitted values by field name. */
export function readValues(state: z.infer<typeof stateValues>): FormValues {
  const values: Record<string, string | readonly string[] | null> = {};
  for (const [name, elements] of Object.entries(state)) {
    const value = elementValue.safeParse(elements[VALUE]);
    if (value.success) values[name] = value.data;
  }
  return values;
}
