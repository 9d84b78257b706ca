import { type Activity, callerOf } from "./activity.ts";
import type { Ask } from "./ask.ts";
import { decodeData } from "./codec.ts";
import type { Outcome, Outcomes, Place } from "./outcome.ts";
import type { TeamsWords } from "./words.ts";

/** `repeated`: it was pressed before, and what follows from it is under way. */
export type Pressing = { readonly outcome: Promise<Outcome>; readonly repeated: boolean };

export const placeOf = (activity: Activity): Place => ({
  who: callerOf(activity),
  conversation: activity.conversation.id,
  message: activity.replyToId || null,
});

/** What comes of a button on a card in a conversation. */
export function createPresses(ask: Ask, outcomes: Outcomes, words: TeamsWords) {
  return (activity: Activity, data: unknown): Pressing => {
    const place = placeOf(activity);
    const pressed = decodeData(data);
    if (pressed === null) return { outcome: Promise.resolve({ sentence: words.outdated }), repeated: false };
    if (pressed.kind === "back") return { outcome: outcomes.ofBack(place, pressed.under), repeated: false };
    const { deciding, repeated } = ask(activity, pressed);
    return { outcome: deciding.then((reply) => outcomes.of(place, pressed, reply)), repeated };
  };
}
