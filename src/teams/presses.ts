import type { Asked } from "../app/answer-once.ts";
import type { Activity } from "./activity.ts";
import type { Ask } from "./ask.ts";
import { decodeData } from "./cards/codec.ts";
import { type Outcome, type Outcomes, originOf } from "./outcome.ts";
import type { TeamsWords } from "./words.ts";

/** What comes of a button on a card in a conversation. */
export function createPresses(ask: Ask, outcomes: Outcomes, words: TeamsWords) {
  return (activity: Activity, data: unknown): Asked<Outcome> => {
    const origin = originOf(activity);
    const pressed = decodeData(data);
    if (pressed === null) return { work: Promise.resolve({ sentence: words.outdated }), repeated: false };
    if (pressed.kind === "back") return { work: outcomes.ofBack(origin, pressed.under), repeated: false };
    const { work, repeated } = ask.pressed(activity, pressed);
    return { work: work.then((reply) => outcomes.of(origin, pressed, reply)), repeated };
  };
}
