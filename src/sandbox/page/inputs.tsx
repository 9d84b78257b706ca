import { useId } from "preact/hooks";
import type { Block } from "../snapshot.ts";
import { choicesOf } from "./choices.ts";
import { useContainer } from "./container.tsx";
import { labelOf } from "./emoji.ts";
import { currentValue } from "./form.ts";
import { Picker } from "./picker.tsx";
import { useSnapshot } from "./store.ts";
import { TextObject } from "./text.tsx";
import { asObject, asObjects, asString, plainText, toJson, type Wire } from "./wire.ts";

type FieldProps = {
  element: Wire;
  value: Wire;
  set: (value: Wire) => void;
  labelId: string;
  describedBy: string | undefined;
  invalid: boolean;
  optional: boolean;
};

const KINDS: Record<string, "text" | "number" | "email" | "url"> = {
  plain_text_input: "text",
  number_input: "number",
  email_text_input: "email",
  url_text_input: "url",
};

function TextField({ element, value, set, labelId, describedBy, invalid }: FieldProps) {
  const text = asString(value["value"]);
  const max = typeof element["max_length"] === "number" ? element["max_length"] : undefined;
  const type = KINDS[asString(element["type"])] ?? "text";
  const common = {
    value: text,
    placeholder: plainText(element["placeholder"]),
    maxLength: max,
    "aria-labelledby": labelId,
    "aria-describedby": describedBy,
    "aria-invalid": invalid,
    onInput: (event: { currentTarget: { value: string } }) =>
      set({ value: event.currentTarget.value === "" ? null : event.currentTarget.value }),
  };
  return (
    <div class="text-field">
      {element["multiline"] === true ? (
        <textarea rows={4} {...common} />
      ) : (
        // "number" and "email" inputs hide what they cannot parse; the form checks and says it instead.
        <input type="text" inputMode={type === "number" ? "decimal" : type} {...common} />
      )}
      {max === undefined || max - text.length > 200 ? null : <span class="counter">{max - text.length}</span>}
    </div>
  );
}

function SelectField({ element, value, set, labelId, describedBy, invalid, optional }: FieldProps) {
  const choices = choicesOf(element, value, useSnapshot());
  if (choices === null) return <div class="unknown">{asString(element["type"])}</div>;
  return (
    <Picker
      choices={choices}
      placeholder={plainText(element["placeholder"]) || "Choose"}
      labelledBy={labelId}
      describedBy={describedBy}
      invalid={invalid}
      clearable={optional}
      pick={(values) => set(choices.toWire(values))}
    />
  );
}

function ChoiceField({ element, value, set, labelId }: FieldProps) {
  const radio = element["type"] === "radio_buttons";
  const options = asObjects(element["options"]);
  const single = asObject(value["selected_option"]);
  const chosen = radio ? (single === null ? [] : [single]) : asObjects(value["selected_options"]);
  const values = chosen.map((option) => asString(option["value"]));
  const change = (option: Wire, on: boolean): void => {
    if (radio) {
      set({ selected_option: option });
      return;
    }
    const key = asString(option["value"]);
    const keep = options.filter((one) => {
      const each = asString(one["value"]);
      return each === key ? on : values.includes(each);
    });
    set({ selected_options: keep });
  };
  return (
    <div class="choices">
      {options.map((option) => (
        <label key={asString(option["value"])} class="choice">
          <input
            type={radio ? "radio" : "checkbox"}
            name={labelId}
            checked={values.includes(asString(option["value"]))}
            onChange={(event) => change(option, event.currentTarget.checked)}
          />
          <span>
            <TextObject value={option["text"]} />
            {asObject(option["description"]) === null ? null : (
              <small>
                <TextObject value={option["description"]} />
              </small>
            )}
          </span>
        </label>
      ))}
    </div>
  );
}

function fieldFor(type: string) {
  if (Object.hasOwn(KINDS, type)) return TextField;
  return type === "radio_buttons" || type === "checkboxes" ? ChoiceField : SelectField;
}

export function Input({ block }: { block: Block }) {
  const { draft, errors } = useContainer();
  const id = useId();
  const element = asObject(block["element"]) ?? {};
  const blockId = block.block_id ?? "";
  const type = asString(element["type"]);
  const hint = labelOf(block["hint"]);
  const error = errors[blockId];
  const described = [error === undefined ? "" : `${id}-error`, hint === "" ? "" : `${id}-hint`];
  const describedBy = described.filter((one) => one !== "").join(" ") || undefined;
  const Field = fieldFor(type);
  const set = (value: Wire): void =>
    draft.set(blockId, asString(element["action_id"]), toJson({ type, ...value }));
  const content = (
    <>
      <Field
        element={element}
        value={currentValue(draft.values, blockId, element)}
        set={set}
        labelId={`${id}-label`}
        describedBy={describedBy}
        invalid={error !== undefined}
        optional={block["optional"] === true}
      />
      {error === undefined ? null : (
        <p class="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
      {hint === "" ? null : (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </>
  );
  const label = labelOf(block["label"]);
  const optional = block["optional"] === true ? <span class="optional"> (optional)</span> : null;
  if (Field === ChoiceField) {
    return (
      <fieldset class="field" data-block-id={blockId} aria-describedby={describedBy}>
        <legend class="label">
          {label}
          {optional}
        </legend>
        {content}
      </fieldset>
    );
  }
  return (
    <div class="field" data-block-id={blockId}>
      <div class="label">
        <span id={`${id}-label`}>{label}</span>
        {optional}
      </div>
      {content}
    </div>
  );
}
