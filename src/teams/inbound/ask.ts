import type { Asked, AskOnce } from "../../app/answer-once.ts";
import type { App, FileAnswer, SentFile } from "../../app/app.ts";
import type { Pressed } from "../cards/codec.ts";
import { type Activity, activityKey, callerOf, submissionKey } from "./activity.ts";
import { wordsOf } from "./typed.ts";

export type Press = Extract<Pressed, { kind: "press" }>;
export type Submission = Extract<Pressed, { kind: "submit" }>;

/** What a person did, as a question to the core. */
export type Ask = {
  command(activity: Activity): Asked;
  list(activity: Activity, files: readonly SentFile[]): Asked;
  pressed(activity: Activity, pressed: Press | Submission): Asked;
  file(activity: Activity, answer: FileAnswer): Asked;
};

export function createAsk(app: App, once: AskOnce): Ask {
  return {
    command(activity) {
      const key = activityKey("message", activity);
      return once(key, () => app.command(callerOf(activity), wordsOf(activity), key));
    },
    list(activity, files) {
      const key = activityKey("message", activity);
      return once(key, () => app.list(callerOf(activity), files, key));
    },
    pressed(activity, pressed) {
      const who = callerOf(activity);
      if (pressed.kind === "press") {
        const key = activityKey("press", activity);
        return once(key, () => app.press(who, pressed.action, key));
      }
      const { ref, values } = pressed;
      const key =
        pressed.once === null
          ? activityKey("submission", activity)
          : submissionKey(who, pressed.once, values);
      return once(key, () => app.submit(who, ref, values, key));
    },
    file(activity, answer) {
      const key = activityKey("file", activity);
      return once(key, () => app.fileAnswered(callerOf(activity), answer, key));
    },
  };
}
