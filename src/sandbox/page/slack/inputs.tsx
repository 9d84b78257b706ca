import type { JSX } from "preact";
import { useId } from "preact/hooks";
import type { Block, Json, JsonObject, Snapshot } from "../../snapshot.ts";
import { asObject, asObjects, asString, plainText, stateField, valueIn } from "../json.ts";
import { chosenFrom, useSnapshot } from "../store.ts";

export type Inputs = {
  entered: (blockId: string, actionId: string) => Json | undefined;
  enter: (blockId: string, actionId: string, value: Json) => void;
  errors: Record<string, string>;
};

type FieldProps = {
  element: JsonObject;
  value: Json;
  set: (value: Json) => void;
  optional: boolean;
  named: Record<"id" | "aria-labelledby", string> & {
    "aria-describedby": string | undefined;
    "aria-invalid": boolean;
  };
};

/** `wire`: an option object, or the id of a person or channel. */
type Option = { key: string; label: string; note: string; wire: Json };

function optionsOf(element: JsonObject, { people, places }: Snapshot): Option[] {
  switch (element["type"]) {
    case "users_select":
    case "multi_users_select":
      return people.map(({ id, name, title }) => ({ key: id, label: name, note: title, wire: id }));
    case "conversations_select":
      return places
        .filter(({ platform, kind }) => platform === "slack" && kind === "channel")
        .map(({ id, name }) => ({ key: id, label: `#${name}`, note: "", wire: id }));
    default:
      return asObjects(element["options"]).map((option) => ({
        key: asString(option["value"]),
        label: plainText(option["text"]),
        note: plainText(option["description"]),
        wire: option,
      }));
  }
}

function useChoices({ element, value, set }: FieldProps) {
  const options = optionsOf(element, useSnapshot());
  const many = stateField(element)?.endsWith("s") === true;
  const chosen = [value].flat().map((one) => asString(asObject(one)?.["value"] ?? one));
  const choose = (keys: string[]): void => {
    const picked = options.filter(({ key }) => keys.includes(key)).map(({ wire }) => wire);
    set(many ? picked : (picked[0] ?? null));
  };
  return { options, many, chosen, choose };
}

function Select(props: FieldProps) {
  const { options, chosen, choose } = useChoices(props);
  return (
    <select {...props.named} value={chosen[0]} onChange={(event) => choose([event.currentTarget.value])}>
      <option value="" disabled={!props.optional}>
        Choose
      </option>
      {options.map(({ key, label, note }) => (
        <option key={key} value={key}>
          {note === "" ? label : `${label} · ${note}`}
        </option>
      ))}
    </select>
  );
}

function Boxes(props: FieldProps) {
  const { options, many, chosen, choose } = useChoices(props);
  const { id, "aria-labelledby": label, "aria-describedby": description } = props.named;
  const type = many ? "checkbox" : "radio";
  const turn = (key: string): void => {
    const others = many ? chosen.filter((one) => one !== key) : [];
    choose(chosen.includes(key) ? others : [...others, key]);
  };
  return (
    <fieldset class="choices column" aria-labelledby={label} aria-describedby={description}>
      {options.map(({ key, label, note }) => (
        <label key={key} class="choice">
          <input {...{ type, name: id }} checked={chosen.includes(key)} onChange={() => turn(key)} />
          <span>
            {label}
            {note === "" ? null : <small class="text">{note}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function TextField({ element, value, set, named }: FieldProps) {
  const max = element["max_length"];
  const common = {
    ...{ ...named, value: asString(value), placeholder: plainText(element["placeholder"]) },
    ...(typeof max === "number" ? { maxLength: max } : {}),
    onInput: (event: { currentTarget: { value: string } }) => set(event.currentTarget.value || null),
  };
  if (element["multiline"] === true) return <textarea rows={4} {...common} />;
  // A "number" input hides what it cannot parse; the form checks and says it instead.
  const inputMode = element["type"] === "number_input" ? "decimal" : "text";
  return <input {...{ type: "text", inputMode }} {...common} />;
}

const DayField = ({ value, set, named }: FieldProps) => (
  <input
    {...{ type: "date", ...named, value: asString(value) }}
    onInput={(event) => set(event.currentTarget.value || null)}
  />
);

function FileField({ element, value, set, named }: FieldProps) {
  const names = [value].flat().map((each) => asString(asObject(each)?.["name"]));
  const types = [element["filetypes"] ?? []].flat().map((type) => `.${asString(type)}`);
  const take = async ({ currentTarget: { files } }: { currentTarget: HTMLInputElement }) =>
    set(await Promise.all([...(files ?? [])].map(chosenFrom)));
  return (
    <div class="row">
      <input
        {...{ type: "file", multiple: element["max_files"] !== 1, accept: types.join(",") }}
        {...named}
        onChange={take}
      />
      <small>{names.join(", ")}</small>
    </div>
  );
}

const FIELDS: Record<string, (props: FieldProps) => JSX.Element> = {
  plain_text_input: TextField,
  number_input: TextField,
  datepicker: DayField,
  radio_buttons: Boxes,
  checkboxes: Boxes,
  multi_static_select: Boxes,
  multi_users_select: Boxes,
  file_input: FileField,
};

export function Input({ block, inputs }: { block: Block; inputs: Inputs }) {
  const { entered, enter, errors } = inputs;
  const id = useId();
  const element = asObject(block["element"]) ?? {};
  const blockId = block.block_id ?? "";
  const actionId = asString(element["action_id"]);
  const optional = block["optional"] === true;
  const hint = plainText(block["hint"]);
  const error = errors[blockId];
  const below = [error === undefined ? "" : `${id}-error`, hint === "" ? "" : `${id}-hint`];
  const Field = FIELDS[asString(element["type"])] ?? Select;
  return (
    <div class="field">
      <label for={id} id={`${id}-label`}>
        {plainText(block["label"])}
        {optional ? <span class="soft"> (optional)</span> : null}
      </label>
      <Field
        element={element}
        value={valueIn(element, entered(blockId, actionId))}
        set={(value) => enter(blockId, actionId, { [stateField(element) ?? ""]: value })}
        optional={optional}
        named={{
          id,
          "aria-labelledby": `${id}-label`,
          "aria-describedby": below.join(" ").trim() || undefined,
          "aria-invalid": error !== undefined,
        }}
      />
      {error && <p class="error soft" id={`${id}-error`} role="alert" children={error} />}
      {hint && <p class="soft" id={`${id}-hint`} children={hint} />}
    </div>
  );
}
