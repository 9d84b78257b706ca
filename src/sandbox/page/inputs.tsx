import { useId } from "preact/hooks";
import type { Block, Json } from "../snapshot.ts";
import { choicesOf } from "./choices.ts";
import { chosenFrom } from "./chosen-file.ts";
import { useContainer } from "./container.tsx";
import { stateField, valueIn } from "./input-state.ts";
import { Picker } from "./picker.tsx";
import { useSnapshot } from "./store.ts";
import { asObject, asString, plainText, type Wire } from "./wire.ts";

type FieldProps = {
  element: Wire;
  value: Json;
  set: (value: Json) => void;
  labelId: string;
  describedBy: string | undefined;
  invalid: boolean;
  optional: boolean;
};

function TextField({ element, value, set, labelId, describedBy, invalid }: FieldProps) {
  const text = asString(value);
  const max = typeof element["max_length"] === "number" ? element["max_length"] : undefined;
  const common = {
    value: text,
    placeholder: plainText(element["placeholder"]),
    maxLength: max,
    "aria-labelledby": labelId,
    "aria-describedby": describedBy,
    "aria-invalid": invalid,
    onInput: (event: { currentTarget: { value: string } }) => set(event.currentTarget.value || null),
  };
  return (
    <div class="text-field">
      {element["multiline"] === true ? (
        <textarea rows={4} {...common} />
      ) : (
        // A "number" input hides what it cannot parse; the form checks and says it instead.
        <input type="text" inputMode={element["type"] === "number_input" ? "decimal" : "text"} {...common} />
      )}
      {max === undefined || max - text.length > 200 ? null : (
        <small class="counter">{max - text.length}</small>
      )}
    </div>
  );
}

function SelectField({ element, value, set, labelId, describedBy, invalid, optional }: FieldProps) {
  const choices = choicesOf(element, value, useSnapshot());
  return (
    <Picker
      choices={choices}
      labelledBy={labelId}
      describedBy={describedBy}
      invalid={invalid}
      clearable={optional}
      pick={(keys) => set(choices.toValue(keys))}
    />
  );
}

function ChoiceField({ element, value, set, labelId }: FieldProps) {
  const { options, many, selected, toValue } = choicesOf(element, value, useSnapshot());
  const change = (key: string, on: boolean): void => {
    const others = many ? selected.filter((one) => one !== key) : [];
    set(toValue(on ? [...others, key] : others));
  };
  return (
    <div class="choices">
      {options.map(({ key, label, note }) => (
        <label key={key} class="choice">
          <input
            type={many ? "checkbox" : "radio"}
            name={labelId}
            checked={selected.includes(key)}
            onChange={(event) => change(key, event.currentTarget.checked)}
          />
          <span>
            <div class="text">{label}</div>
            {note === "" ? null : <small class="text">{note}</small>}
          </span>
        </label>
      ))}
    </div>
  );
}

function FileField({ element, value, set, labelId, describedBy, invalid }: FieldProps) {
  const names = (Array.isArray(value) ? value : []).map((each) => asString(asObject(each)?.["name"]));
  const types = Array.isArray(element["filetypes"]) ? element["filetypes"].map(asString) : [];
  return (
    <div class="file-field row">
      <input
        type="file"
        accept={types.map((type) => `.${type}`).join(",")}
        multiple={element["max_files"] !== 1}
        aria-labelledby={labelId}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          void Promise.all(files.map(chosenFrom)).then(set);
        }}
      />
      {names.length === 0 ? null : <small class="soft">{names.join(", ")}</small>}
    </div>
  );
}

function fieldFor(type: string) {
  if (type === "file_input") return FileField;
  if (type === "plain_text_input" || type === "number_input") return TextField;
  return type === "radio_buttons" || type === "checkboxes" ? ChoiceField : SelectField;
}

export function Input({ block }: { block: Block }) {
  const { draft, errors } = useContainer();
  const id = useId();
  const element = asObject(block["element"]) ?? {};
  const blockId = block.block_id ?? "";
  const actionId = asString(element["action_id"]);
  const hint = plainText(block["hint"]);
  const error = errors[blockId];
  const described = [error === undefined ? "" : `${id}-error`, hint === "" ? "" : `${id}-hint`];
  const describedBy = described.filter((one) => one !== "").join(" ") || undefined;
  const Field = fieldFor(asString(element["type"]));
  const label = (
    <>
      <span id={`${id}-label`}>{plainText(block["label"])}</span>
      {block["optional"] === true ? <span class="optional"> (optional)</span> : null}
    </>
  );
  const content = (
    <>
      <Field
        element={element}
        value={valueIn(element, draft.values[blockId]?.[actionId])}
        set={(value) => draft.set(blockId, actionId, { [stateField(element) ?? ""]: value })}
        labelId={`${id}-label`}
        describedBy={describedBy}
        invalid={error !== undefined}
        optional={block["optional"] === true}
      />
      {error === undefined ? null : (
        <p class="field-error soft" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
      {hint === "" ? null : (
        <p class="field-hint soft" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </>
  );
  if (Field === ChoiceField) {
    return (
      <fieldset class="field" aria-describedby={describedBy}>
        <legend class="label">{label}</legend>
        {content}
      </fieldset>
    );
  }
  return (
    <div class="field">
      <div class="label">{label}</div>
      {content}
    </div>
  );
}
