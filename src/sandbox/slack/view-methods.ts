import { randomUUID } from "node:crypto";
import type { Block } from "../snapshot.ts";
import { isViewTooLarge, problemsInView } from "./blocks.ts";
import { hasFileInput } from "./given-files.ts";
import type { Context, Method } from "./method.ts";
import { withIds } from "./posting.ts";
import type { Args } from "./refusal.ts";
import { maybe, needScope, refuse, refuseProblems, word } from "./refusal.ts";
import { wireView } from "./shapes.ts";
import type { JsonObject, SlackState, StoredView } from "./state.ts";
import { findPerson, modalsOf, nextId } from "./state.ts";

export const MOST_MODALS = 3;

type Content = JsonObject & { blocks: Block[] };

/** The view that was sent, or the refusal of it. */
export function readView(view: unknown, type: "modal" | "home"): Content {
  if (isViewTooLarge(view)) refuse("view_too_large");
  refuseProblems("invalid_arguments", problemsInView(view, type));
  return view as Content;
}

const newHash = (): string => `${Math.floor(Date.now() / 1000)}.${randomUUID().slice(0, 8)}`;

/** Puts a modal on a person's stack; a first one (`parent` null) replaces what is open. */
export function pushModal(
  draft: SlackState,
  user: string,
  content: Content,
  parent: StoredView | null,
): StoredView {
  if (parent === null) draft.modals = draft.modals.filter((view) => view.user !== user);
  const made = makeView(draft, user, content, "modal");
  const view = parent === null ? made : { ...made, rootId: parent.rootId, previousId: parent.id };
  draft.modals.push(view);
  return view;
}

function makeView(draft: SlackState, user: string, content: Content, type: StoredView["type"]): StoredView {
  const id = nextId(draft, "V");
  return {
    id,
    user,
    type,
    content: identified(content),
    hash: newHash(),
    rootId: id,
    previousId: null,
  };
}

const identified = (content: Content): Content =>
  Object.assign({}, content, { blocks: withIds(content.blocks) });

export function replaceView(view: StoredView, content: Content): void {
  view.content = identified(content);
  view.hash = newHash();
}

/** A field for files takes a scope of its own. */
function readModal(context: Context, args: Args): Content {
  const content = readView(args["view"], "modal");
  if (hasFileInput(content.blocks)) needScope(context, "files:read");
  return content;
}

const open: Method = (context, args) => {
  const content = readModal(context, args);
  const { user } = context.triggers.redeem(word(args, "trigger_id"));
  const view = context.section.change((draft) => pushModal(draft, user, content, null));
  return { view: wireView(view) };
};

const push: Method = (context, args) => {
  const content = readModal(context, args);
  const { user, modalId } = context.triggers.redeem(word(args, "trigger_id"));
  const stack = modalsOf(context.section.get(), user);
  const parent = stack.at(-1);
  if (modalId === null || parent === undefined) return refuse("invalid_trigger_id");
  if (stack.length >= MOST_MODALS) refuse("push_limit_reached");
  const view = context.section.change((draft) => pushModal(draft, user, content, parent));
  return { view: wireView(view) };
};

function checkHash(args: Args, view: StoredView): void {
  const hash = maybe(args, "hash");
  if (hash !== null && hash !== view.hash) refuse("hash_conflict");
}

const update: Method = (context, args) => {
  const id = word(args, "view_id");
  const view = context.section.get().modals.find((each) => each.id === id);
  if (view === undefined) return refuse("not_found");
  const content = readModal(context, args);
  checkHash(args, view);
  context.section.change(() => replaceView(view, content));
  return { view: wireView(view) };
};

const publish: Method = (context, args) => {
  const user = word(args, "user_id");
  if (findPerson(context.section.get(), user) === undefined) refuse("user_not_found");
  const content = readView(args["view"], "home");
  const old = context.section.get().homes.find((each) => each.user === user);
  if (old !== undefined) checkHash(args, old);
  const view = context.section.change((draft) => {
    if (old !== undefined) {
      replaceView(old, content);
      return old;
    }
    const home = makeView(draft, user, content, "home");
    draft.homes.push(home);
    return home;
  });
  return { view: wireView(view) };
};

export const VIEW_METHODS: Record<string, Method> = {
  "views.open": open,
  "views.push": push,
  "views.update": update,
  "views.publish": publish,
};
