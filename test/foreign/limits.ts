import { isWire, type Wire, wire, wires, words } from "./wire.ts";

/** Slack's documented limits by the kind of thing and the name of its part; what is longer is refused. */
const LONGEST: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  modal: { title: 24, submit: 24, close: 24, private_metadata: 3000, callback_id: 255, blocks: 100 },
  home: { private_metadata: 3000, callback_id: 255, blocks: 100 },
  message: { text: 40_000, blocks: 50 },
  section: { text: 3000, fields: 10 },
  header: { text: 150 },
  context: { elements: 10 },
  actions: { elements: 25 },
  input: { label: 2000, hint: 2000 },
  button: { text: 75, value: 2000, url: 3000, action_id: 255, accessibility_label: 75 },
  static_select: { options: 100, placeholder: 150 },
  multi_static_select: { options: 100, placeholder: 150 },
  radio_buttons: { options: 10 },
  checkboxes: { options: 10 },
  plain_text_input: { initial_value: 3000, placeholder: 150 },
  option: { text: 75, value: 75, description: 75 },
  confirm: { title: 100, text: 300, confirm: 30, deny: 30 },
};

const BLOCKS = ["actions", "context", "divider", "header", "image", "input", "rich_text", "section"];

const lengthOf = (value: unknown): number =>
  isWire(value) ? words(value["text"]).length : ((value as { length?: number } | undefined)?.length ?? 0);

/** What is wrong with a message, modal or home, as documented; empty when Slack would take it. */
export function complaintsAbout(surface: "message" | "modal" | "home", content: Wire): string[] {
  const found: string[] = [];
  const blocks = wires(content["blocks"]);

  function measure(kind: string, thing: Wire): void {
    for (const [part, most] of Object.entries(LONGEST[kind] ?? {})) {
      if (lengthOf(thing[part]) > most) found.push(`${kind}.${part} is longer than ${most}`);
      if (isWire(thing[part]) && "text" in wire(thing[part]) && lengthOf(thing[part]) === 0)
        found.push(`${kind}.${part} is empty`);
    }
  }

  function look(thing: unknown): void {
    if (Array.isArray(thing)) thing.forEach(look);
    if (!isWire(thing)) return;
    measure(words(thing["type"]), thing);
    for (const option of wires(thing["options"])) measure("option", option);
    if (thing["confirm"] !== undefined && thing["type"] !== undefined)
      measure("confirm", wire(thing["confirm"]));
    for (const list of ["options", "elements"]) {
      if (Array.isArray(thing[list]) && thing[list].length === 0)
        found.push(`${thing["type"]}.${list} is empty`);
    }
    Object.values(thing).forEach(look);
  }

  if (surface === "message") measure("message", content);
  look(surface === "message" ? blocks : content);
  for (const block of blocks) {
    if (!BLOCKS.includes(words(block["type"]))) found.push(`no ${block["type"]} in a ${surface}`);
  }
  repeated(blocks, "block_id", found);
  for (const block of blocks) repeated(wires(block["elements"]), "action_id", found);
  const asks = blocks.some((block) => block["type"] === "input");
  if (surface === "modal" && asks && content["submit"] === undefined) found.push("inputs without submit");
  if (surface === "modal" && !isWire(content["title"])) found.push("a modal without a title");
  if (surface === "message" && words(content["text"]) === "") found.push("a message without text");
  return found;
}

function repeated(things: readonly Wire[], key: string, found: string[]): void {
  const ids = things.map((thing) => thing[key]).filter((id) => id !== undefined);
  if (new Set(ids).size < ids.length) found.push(`the same ${key} twice`);
}
