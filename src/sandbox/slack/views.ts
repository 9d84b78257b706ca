import { randomUUID } from "node:crypto";
import { refuse } from "../refusal.ts";
import type { Answer, View } from "../snapshot.ts";
import type { Section } from "../world.ts";
import { isViewTooLarge, problemsInView } from "./blocks.ts";
import { elementsOf } from "./inputs.ts";
import { withIds } from "./messages.ts";
import type { Args, Context, Method } from "./method.ts";
import { maybe, needScope, refuseProblems, word } from "./method.ts";
import type { SlackState, StoredView } from "./state.ts";
import { findPerson, homeOf, modalsOf, nextId } from "./state.ts";
import { wireView } from "./wire.ts";

const MOST_MODALS = 3;

/** The view that was sent, or the refusal of it. */
function readView(view: unknown, type: "modal" | "home"): View["content"] {
  if (isViewTooLarge(view)) refuse("view_too_large");
  refuseProblems("invalid_arguments", problemsInView(view, type));
  const content = view as View["content"];
  return Object.assign({}, content, { blocks: withIds(content.blocks) });
}

const newHash = (): string => `${Math.floor(Date.now() / 1000)}.${randomUUID().slice(0, 8)}`;

function makeView(
  draft: SlackState,
  user: string,
  content: View["content"],
  type: StoredView["type"],
): StoredView {
  const id = nextId(draft, "V");
  return { id, user, type, content, hash: newHash(), rootId: id, previousId: null };
}

function replaceView(view: StoredView, content: View["content"]): void {
  Object.assign(view, { content, hash: newHash() });
}

/** Puts a modal on a person's stack; a first one (`parent` null) replaces what is open. */
function pushModal(
  section: Section<SlackState>,
  user: string,
  content: View["content"],
  parent: StoredView | null,
): StoredView {
  if (parent !== null && modalsOf(section.get(), user).length >= MOST_MODALS) refuse("push_limit_reached");
  return section.change((draft) => {
    if (parent === null) draft.modals = draft.modals.filter((view) => view.user !== user);
    const view = makeView(draft, user, content, "modal");
    if (parent !== null) Object.assign(view, { rootId: parent.rootId, previousId: parent.id });
    draft.modals.push(view);
    return view;
  });
}

/** A field for files takes a scope of its own. */
function readModal(context: Context, args: Args): View["content"] {
  const content = readView(args["view"], "modal");
  const isFile = content.blocks.some((block) => elementsOf(block).some(({ type }) => type === "file_input"));
  if (isFile) needScope(context, "files:read");
  return content;
}

const open: Method = (context, args) => {
  const content = readModal(context, args);
  const { user } = context.triggers.redeem(word(args, "trigger_id"));
  return { view: wireView(pushModal(context.section, user, content, null)) };
};

const push: Method = (context, args) => {
  const content = readModal(context, args);
  const { user, modalId } = context.triggers.redeem(word(args, "trigger_id"));
  const parent = modalsOf(context.section.get(), user).at(-1);
  if (modalId === null || parent === undefined) return refuse("invalid_trigger_id");
  return { view: wireView(pushModal(context.section, user, content, parent)) };
};

function checkHash(args: Args, view: StoredView): void {
  const hash = maybe(args, "hash");
  if (hash !== null && hash !== view.hash) refuse("hash_conflict");
}

const update: Method = (context, args) => {
  const id = word(args, "view_id");
  const view = context.section.get().modals.find((each) => each.id === id) ?? refuse("not_found");
  const content = readModal(context, args);
  checkHash(args, view);
  context.section.change(() => replaceView(view, content));
  return { view: wireView(view) };
};

const publish: Method = ({ section }, args) => {
  const user = word(args, "user_id");
  if (findPerson(section.get(), user) === undefined) refuse("user_not_found");
  const content = readView(args["view"], "home");
  const old = homeOf(section.get(), user);
  if (old !== undefined) checkHash(args, old);
  const view = section.change((draft) => {
    if (old === undefined) draft.homes.push(makeView(draft, user, content, "home"));
    else replaceView(old, content);
    return homeOf(draft, user);
  });
  return view === undefined ? {} : { view: wireView(view) };
};

export const VIEW_METHODS: Record<string, Method> = {
  "views.open": open,
  "views.push": push,
  "views.update": update,
  "views.publish": publish,
};

/** What Slack does with the answer to a submitted modal. Throws a Refusal when the answer is not in order. */
export function applySubmission(section: Section<SlackState>, view: StoredView, answer: Args | null): Answer {
  const keep = (stays: (each: StoredView) => boolean): void =>
    section.change((draft) => {
      draft.modals = draft.modals.filter(stays);
    });
  const content = () => readView(answer?.["view"], "modal");
  switch (answer?.["response_action"]) {
    case undefined:
      keep((each) => each.id !== view.id);
      break;
    case "clear":
      keep((each) => each.user !== view.user);
      break;
    case "update": {
      const next = content();
      section.change(() => replaceView(view, next));
      break;
    }
    case "push":
      pushModal(section, view.user, content(), view);
      break;
    case "errors":
      return { ok: false, errors: readErrors(view, answer?.["errors"]) };
    default:
      refuse("invalid_response_action");
  }
  return { ok: true };
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
