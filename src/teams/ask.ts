import type { App } from "../app/app.ts";
import { type Activity, activityKey, callerOf, submissionKey } from "./activity.ts";
import type { Pressed } from "./codec.ts";
import type { Decide, Decision } from "./decisions.ts";

export type Press = Extract<Pressed, { kind: "press" }>;
export type Submission = Extract<Pressed, { kind: "submit" }>;

export type Ask = (activity: Activity, pressed: Press | Submission) => Decision;

/** Asks the core about a press or a submission, wherever it was made. */
export function createAsk(app: App, decide: Decide): Ask {
  return (activity, pressed) => {
    const who = callerOf(activity);
    if (pressed.kind === "press") {
      const key = activityKey("press", activity);
      return decide(key, () => app.press(who, pressed.action, key));
    }
    const { ref, values, once } = pressed;
    const key = once === null ? activityKey("submission", activity) : submissionKey(who, once, values);
    return decide(key, () => app.submit(who, ref, values, key));
  };
}
