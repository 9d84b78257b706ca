import type { Json, Snapshot } from "../../snapshot.ts";
import { stateField } from "../input-state.ts";
import { useSnapshot } from "../store.ts";
import { asObject, asObjects, asString, plainText, type Wire } from "../wire.ts";

export type FieldProps = {
  element: Wire;
  value: Json;
  set: (value: Json) => void;
  optional: boolean;
  named: {
    id: string;
    "aria-labelledby": string;
    "aria-describedby": string | undefined;
    "aria-invalid": boolean;
  };
};

/** `wire` is the option in Slack's words: an option object, or the id of a person or channel. */
type Option = { key: string; label: string; note: string; wire: Json };

function optionsOf(element: Wire, { people, channels }: Snapshot): Option[] {
  switch (element["type"]) {
    case "users_select":
    case "multi_users_select":
      return people.map(({ id, name, title }) => ({ key: id, label: name, note: title, wire: id }));
    case "conversations_select":
      return channels
        .filter(({ kind }) => kind === "channel")
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

/** What an input offers, what is chosen, and how another choice is kept. */
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

export function Select(props: FieldProps) {
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

/** Radio buttons or checkboxes; a menu of many is a list of them, too. */
export function Boxes(props: FieldProps) {
  const { options, many, chosen, choose } = useChoices(props);
  const { id, "aria-labelledby": label, "aria-describedby": description } = props.named;
  return (
    <fieldset class="choices" aria-labelledby={label} aria-describedby={description}>
      {options.map(({ key, label, note }) => (
        <label key={key} class="choice">
          <input
            type={many ? "checkbox" : "radio"}
            name={id}
            checked={chosen.includes(key)}
            onChange={({ currentTarget: { checked } }) => {
              const others = many ? chosen.filter((one) => one !== key) : [];
              choose(checked ? [...others, key] : others);
            }}
          />
          <span>
            <div>{label}</div>
            {note === "" ? null : <small class="text">{note}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
