import type { Answer } from "../snapshot.ts";
import type { Section } from "../world.ts";
import { refuse } from "./refusal.ts";
import type { JsonObject, SlackState, StoredView } from "./state.ts";
import { modalsOf } from "./state.ts";
import { MOST_MODALS, pushModal, readView, replaceView } from "./view-methods.ts";

/** What Slack does with the answer to a submitted modal. Throws a Refusal when the answer is not in order. */
export function applySubmission(
  section: Section<SlackState>,
  view: StoredView,
  answer: JsonObject | null,
): Answer {
  const without = (keep: (each: StoredView) => boolean): Answer => {
    section.change((draft) => {
      draft.modals = draft.modals.filter(keep);
    });
    return { ok: true };
  };
  switch (answer?.["response_action"]) {
    case undefined:
      return without((each) => each.id !== view.id);
    case "clear":
      return without((each) => each.user !== view.user);
    case "errors":
      return { ok: false, errors: readErrors(view, answer?.["errors"]) };
    case "update": {
      const content = readView(answer?.["view"], "modal");
      section.change(() => replaceView(view, content));
      return { ok: true };
    }
    case "push": {
      const content = readView(answer?.["view"], "modal");
      if (modalsOf(section.get(), view.user).length >= MOST_MODALS) refuse("push_limit_reached");
      section.change((draft) => void pushModal(draft, view.user, content, view));
      return { ok: true };
    }
    default:
      return refuse("invalid_response_action");
  }
}

/** Every error must belong to an input that is shown; Slack drops the whole answer otherwise. */
function readErrors(view: StoredView, errors: unknown): Record<string, string> {
  const inputs = view.content.blocks.filter((block) => block.type === "input").map((block) => block.block_id);
  const given = Object.entries((errors ?? {}) as Record<string, unknown>);
  const misplaced = given.filter(
    ([id, text]) => !inputs.includes(id) || typeof text !== "string" || text === "",
  );
  if (given.length === 0 || misplaced.length > 0) refuse("invalid_errors");
  return Object.fromEntries(given) as Record<string, string>;
}
