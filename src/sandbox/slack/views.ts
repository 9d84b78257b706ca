import { randomUUID } from "node:crypto";
import { findPerson } from "../chat.ts";
import { stateField, valueIn } from "../page/json.ts";
import { OK, refuse } from "../refusal.ts";
import type { InputState } from "../request-schemas.ts";
import type { Answer, Block, Json, JsonObject, View } from "../snapshot.ts";
import { isViewTooLarge, problemsInView } from "./blocks.ts";
import { problemOfFiles } from "./files.ts";
import { withIds } from "./messages.ts";
import type { Args, Context, Method } from "./method.ts";
import { needScope, refuseProblems, word } from "./method.ts";
import type { StoredView } from "./state.ts";
import { homeOf, modalsOf, nextId } from "./state.ts";
import { actionTs, wireView } from "./wire.ts";

const MOST_MODALS = 3;

function readView(context: Context, view: unknown, type: StoredView["type"]): View["content"] {
  if (isViewTooLarge(view)) refuse("view_too_large");
  refuseProblems("invalid_arguments", problemsInView(view, type));
  const content = view as View["content"];
  const isFile = content.blocks.some((block) => elementsOf(block).some((each) => each.type === "file_input"));
  if (isFile) needScope(context, "files:read");
  return Object.assign({}, content, { blocks: withIds(content.blocks) });
}

const fresh = (content: View["content"]) => ({ content, hash: randomUUID() });

function addView({ section }: Context, user: string, content: View["content"], parent?: StoredView) {
  return section.change((draft) => {
    const id = nextId(draft, "V");
    const from = { rootId: parent?.rootId ?? id, previousId: parent?.id ?? null };
    const type = content["type"] as StoredView["type"];
    const view: StoredView = { id, user, type, ...from, ...fresh(content) };
    (type === "home" ? draft.homes : draft.modals).push(view);
    return view;
  });
}

const keepModals = ({ section }: Context, isKept: (view: StoredView) => boolean): void =>
  section.patch(section.get(), { modals: section.get().modals.filter(isKept) });

function pushModal(context: Context, parent: StoredView, content: View["content"]): StoredView {
  const { user } = parent;
  if (modalsOf(context.section.get(), user).length >= MOST_MODALS) refuse("push_limit_reached");
  return addView(context, user, content, parent);
}

export const VIEW_METHODS: Record<string, Method> = {
  "views.open": (context, args) => {
    const content = readView(context, args["view"], "modal");
    const { user } = context.triggers.redeem(word(args, "trigger_id"));
    keepModals(context, (view) => view.user !== user);
    return { view: wireView(addView(context, user, content)) };
  },
  "views.push": (context, args) => {
    const content = readView(context, args["view"], "modal");
    const { user, modalId } = context.triggers.redeem(word(args, "trigger_id"));
    const parent = modalsOf(context.section.get(), user).at(-1);
    if (modalId === null || parent === undefined) return refuse("invalid_trigger_id");
    return { view: wireView(pushModal(context, parent, content)) };
  },
  "views.update": (context, args) => {
    const id = word(args, "view_id");
    const view = context.section.get().modals.find((each) => each.id === id) ?? refuse("not_found");
    context.section.patch(view, fresh(readView(context, args["view"], "modal")));
    return { view: wireView(view) };
  },
  "views.publish": (context, args) => {
    const { section } = context;
    const user = word(args, "user_id");
    if (findPerson(section.get(), user) === undefined) refuse("user_not_found");
    const content = readView(context, args["view"], "home");
    const home = homeOf(section.get(), user);
    if (home !== undefined) section.patch(home, fresh(content));
    return { view: wireView(home ?? addView(context, user, content)) };
  },
};

/** What Slack does with the answer to a submitted modal. Throws a Refusal when the answer is not in order. */
export function applySubmission(context: Context, view: StoredView, answer: Args | null): Answer {
  const content = () => readView(context, answer?.["view"], "modal");
  switch (answer?.["response_action"]) {
    case undefined:
      keepModals(context, (each) => each.id !== view.id);
      return OK;
    case "clear":
      keepModals(context, (each) => each.user !== view.user);
      return OK;
    case "update":
      context.section.patch(view, fresh(content()));
      return OK;
    case "push":
      pushModal(context, view, content());
      return OK;
    case "errors":
      return { ok: false, errors: readErrors(view, answer?.["errors"]) };
    default:
      return refuse("invalid_response_action");
  }
}

/** Every error must belong to an input that is shown; Slack drops the whole answer otherwise. */
function readErrors({ content }: StoredView, errors: unknown): Record<string, string> {
  const inputs = content.blocks.filter(({ type }) => type === "input").map((block) => block.block_id);
  const given = Object.entries((errors ?? {}) as Record<string, unknown>);
  const fits = ([id, text]: [string, unknown]) =>
    inputs.includes(id) && typeof text === "string" && text !== "";
  if (given.length === 0 || !given.every(fits)) refuse("invalid_errors");
  return Object.fromEntries(given) as Record<string, string>;
}

export type Element = JsonObject & { type: string; action_id: string };

export function elementsOf(block: Block): Element[] {
  if (block.type === "input") return [block["element"] as Element];
  if (block.type === "actions") return block["elements"] as Element[];
  return block["accessory"] === undefined ? [] : [block["accessory"] as Element];
}

export function wireAction(blocks: Block[], action: JsonObject): JsonObject | null {
  const block = blocks.find((each) => each.block_id === action["block_id"]);
  const element = block && elementsOf(block).find((each) => each.action_id === action["action_id"]);
  if (element === undefined) return null;
  const { type, action_id, text = null, value, style } = element;
  const common = { type, action_id, block_id: block?.block_id ?? "", action_ts: actionTs(), text };
  return { ...common, ...(value !== undefined && { value }), ...(style !== undefined && { style }) };
}

/** What Slack sends as `state.values`, and what its own form would not let through, per block. */
export function stateOf(blocks: Block[], entered: InputState): { state: InputState; problems: Problems } {
  const state: InputState = {};
  const problems: Problems = {};
  for (const block of blocks.filter(({ type }) => type === "input")) {
    const { block_id = "", element } = block as Block & { element: Element };
    const { type, action_id } = element;
    const value = valueIn(element, entered[block_id]?.[action_id]);
    state[block_id] = { [action_id]: { type, [stateField(element) ?? ""]: value } };
    const problem = problemOf(element, value, block["optional"] === true);
    if (problem !== null) problems[block_id] = problem;
  }
  return { state, problems };
}

type Problems = Record<string, string>;

function problemOf(element: Element, entered: Json, isOptional: boolean): string | null {
  const isEmpty = entered === null || entered === "" || (Array.isArray(entered) && entered.length === 0);
  if (isEmpty) return isOptional ? null : "Please complete this required field.";
  if (element.type === "file_input") return problemOfFiles(element, entered);
  if (typeof entered !== "string") return null;
  if (element.type === "number_input") {
    const isWhole = element["is_decimal_allowed"] === false;
    if (!(isWhole ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/).test(entered)) return "Please enter a number.";
    const { min_value: min = entered, max_value: max = entered } = element;
    if (Number(entered) < Number(min)) return `Please enter ${min} or more.`;
    return Number(entered) > Number(max) ? `Please enter ${max} or less.` : null;
  }
  const isTooLong =
    element.type === "plain_text_input" && entered.length > Number(element["max_length"] ?? 3000);
  return isTooLong ? "This entry is too long." : null;
}
