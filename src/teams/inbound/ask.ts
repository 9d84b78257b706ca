import type { Asked, AskOnce } from "../../app/core/answer-once.ts";
import type { App, Caller, FileAnswer, Reply, SentFile } from "../../app/core/app.ts";
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
  function ask(
    kind: string,
    activity: Activity,
    question: (who: Caller, key: string) => Promise<Reply>,
  ): Asked {
    const key = activityKey(kind, activity);
    return once(key, () => question(callerOf(activity), key));
  }
  return {
    command: (activity) => ask("message", activity, (who, key) => app.command(who, wordsOf(activity), key)),
    list: (activity, files) => ask("message", activity, (who, key) => app.list(who, files, key)),
    file: (activity, answer) => ask("file", activity, (who, key) => app.fileAnswered(who, answer, key)),
    pressed(activity, pressed) {
      if (pressed.kind === "press")
        return ask("press", activity, (who, key) => app.press(who, pressed.action, key));
      const { ref, values, once: card } = pressed;
      if (card === null) return ask("submission", activity, (who, key) => app.submit(who, ref, values, key));
      const who = callerOf(activity);
      const key = submissionKey(who, card, values);
      return once(key, () => app.submit(who, ref, values, key));
    },
  };
}
