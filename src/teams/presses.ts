import type { Activity } from "./activity.ts";
import type { Ask } from "./ask.ts";
import { decodeData } from "./cards/codec.ts";
import { type Outcome, type Outcomes, originOf } from "./outcome.ts";
import type { TeamsWords } from "./words.ts";

/** `repeated`: it was pressed before, and what follows from it is under way. */
export type Pressing = { readonly outcome: Promise<Outcome>; readonly repeated: boolean };

/** What comes of a button on a card in a conversation. */
export function createPresses(ask: Ask, outcomes: Outcomes, words: TeamsWords) {
  return (activity: Activity, data: unknown): Pressing => {
    const origin = originOf(activity);
    const pressed = decodeData(data);
    if (pressed === null) return { outcome: Promise.resolve({ sentence: words.outdated }), repeated: false };
    if (pressed.kind === "back") return { outcome: outcomes.ofBack(origin, pressed.under), repeated: false };
    const { reply, repeated } = ask.pressed(activity, pressed);
    return { outcome: reply.then((said) => outcomes.of(origin, pressed, said)), repeated };
  };
}
