import { randomUUID } from "node:crypto";
import { findPerson } from "../chat.ts";
import { OK, refuse } from "../refusal.ts";
import type { Answer, View } from "../snapshot.ts";
import { isViewTooLarge, problemsInView } from "./blocks.ts";
import { elementsOf } from "./inputs.ts";
import { withIds } from "./messages.ts";
import type { Args, Context, Method } from "./method.ts";
import { needScope, refuseProblems, word } from "./method.ts";
import type { StoredView } from "./state.ts";
import { homeOf, modalsOf, nextId } from "./state.ts";
import { wireView } from "./wire.ts";

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
