import type { Snapshot } from "../snapshot.ts";
import { asObject, asObjects, asString, asStrings, plainText, type Wire } from "./wire.ts";

export type Option = { value: string; label: string; note: string; group: string };

/** What a select offers, what is chosen, and how a choice is said in Slack's words. */
export type Choices = {
  options: Option[];
  multi: boolean;
  selected: string[];
  toWire: (values: string[]) => Wire;
};

function toOption(option: Wire, group: string): Option {
  return {
    value: asString(option["value"]),
    label: plainText(option["text"]),
    note: plainText(option["description"]),
    group,
  };
}

function staticOptions(element: Wire): { options: Option[]; wires: Map<string, Wire> } {
  const grouped = asObjects(element["option_groups"]);
  const pairs = [
    ...asObjects(element["options"]).map((option) => ({ option, group: "" })),
    ...grouped.flatMap((group) =>
      asObjects(group["options"]).map((option) => ({ option, group: plainText(group["label"]) })),
    ),
  ];
  return {
    options: pairs.map(({ option, group }) => toOption(option, group)),
    wires: new Map(pairs.map(({ option }) => [asString(option["value"]), option])),
  };
}

function staticChoices(element: Wire, value: Wire, multi: boolean): Choices {
  const { options, wires } = staticOptions(element);
  const single = asObject(value["selected_option"]);
  const chosen = multi ? asObjects(value["selected_options"]) : single === null ? [] : [single];
  return {
    options,
    multi,
    selected: chosen.map((option) => asString(option["value"])),
    toWire: (values) => {
      const picked = values.map((one) => wires.get(one)).filter((option) => option !== undefined);
      if (multi) return { selected_options: picked };
      return { selected_option: picked[0] ?? null };
    },
  };
}

function idChoices(options: Option[], noun: string, value: Wire, multi: boolean): Choices {
  const key = multi ? `selected_${noun}s` : `selected_${noun}`;
  const one = asString(value[key]);
  return {
    options,
    multi,
    selected: multi ? asStrings(value[key]) : one === "" ? [] : [one],
    toWire: (values) => ({ [key]: multi ? values : (values[0] ?? null) }),
  };
}

export function choicesOf(element: Wire, value: Wire, snapshot: Snapshot): Choices | null {
  const type = asString(element["type"]);
  const multi = type.startsWith("multi_");
  switch (type.replace("multi_", "")) {
    case "static_select":
      return staticChoices(element, value, multi);
    case "users_select": {
      const people = snapshot.people.map((person) => ({
        value: person.id,
        label: person.name,
        note: person.title,
        group: "",
      }));
      return idChoices(people, "user", value, multi);
    }
    case "channels_select":
    case "conversations_select": {
      const channels = snapshot.channels.filter((channel) => channel.kind === "channel");
      const options = channels.map(({ id, name }) => ({ value: id, label: `#${name}`, note: "", group: "" }));
      const noun = type.includes("channels") ? "channel" : "conversation";
      return idChoices(options, noun, value, multi);
    }
    default:
      return null;
  }
}
