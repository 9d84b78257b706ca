import type { Json, Snapshot } from "../snapshot.ts";
import { stateField } from "./input-state.ts";
import { asObject, asObjects, asString, plainText, type Wire } from "./wire.ts";

/** `wire` is the option in Slack's words: an option object, or the id of a person or channel. */
export type Option = { key: string; label: string; note: string; wire: Json };

/** What an input offers, and what is chosen. */
export type Choices = {
  options: Option[];
  many: boolean;
  selected: string[];
  /** The value that says this choice. */
  toValue: (keys: string[]) => Json;
};

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

export function choicesOf(element: Wire, value: Json, snapshot: Snapshot): Choices {
  const options = optionsOf(element, snapshot);
  const many = stateField(element)?.endsWith("s") === true;
  const chosen = [value].flat();
  return {
    options,
    many,
    selected: chosen.map((one) => asString(asObject(one)?.["value"] ?? one)).filter((key) => key !== ""),
    toValue: (keys) => {
      const picked = options.filter(({ key }) => keys.includes(key)).map(({ wire }) => wire);
      return many ? picked : (picked[0] ?? null);
    },
  };
}
