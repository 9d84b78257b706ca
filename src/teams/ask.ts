import { isYounger } from "../age.ts";
import type { App, FileAnswer, Reply, SentFile } from "../app/app.ts";
import { describe, type Log } from "../log.ts";
import { type Activity, activityKey, callerOf, submissionKey } from "./activity.ts";
import type { Pressed } from "./cards/codec.ts";
import { wordsOf } from "./typed.ts";

const KEPT_MS = 60_000;
const KEPT_AT_MOST = 500;

export type Press = Extract<Pressed, { kind: "press" }>;
export type Submission = Extract<Pressed, { kind: "submit" }>;

export type Asked = {
  /** The core's reply; null when it broke. */
  readonly reply: Promise<Reply | null>;
  /** The same was asked before, so what follows from the reply is under way. */
  readonly repeated: boolean;
};

/** What a person did, as a question to the core. */
export type Ask = {
  command(activity: Activity): Asked;
  list(activity: Activity, files: readonly SentFile[]): Asked;
  pressed(activity: Activity, pressed: Press | Submission): Asked;
  file(activity: Activity, answer: FileAnswer): Asked;
};

export function createAsk(app: App, log: Log, now: () => number): Ask {
  const once = createOnce(log, now);
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

/**
 * One question for all that arrive with one key: Teams repeats what it had no answer to, and people press twice. Whoever
 * repeats gets the same answer.
 */
function createOnce(log: Log, now: () => number): (key: string, work: () => Promise<Reply>) => Asked {
  const known = new Map<string, { reply: Asked["reply"]; at: number }>();

  function makeRoom(): void {
    for (const [key, { at }] of known) {
      if (known.size < KEPT_AT_MOST && isYounger(at, now(), KEPT_MS)) return;
      known.delete(key);
    }
  }

  async function safely(work: () => Promise<Reply>): Asked["reply"] {
    try {
      return await work();
    } catch (error) {
      const trace = error instanceof Error ? error.stack : undefined;
      log.error(
        { source: "teams", error: describe(error), trace },
        "The core failed at a request from Teams",
      );
      return null;
    }
  }

  return (key, work) => {
    makeRoom();
    const before = known.get(key);
    if (before !== undefined) return { reply: before.reply, repeated: true };
    const reply = safely(work);
    const mine = { reply, at: now() };
    known.set(key, mine);
    void reply.then((said) => {
      // Nothing was done: whoever tries the same again is asked again.
      if ((said === null || said.kind === "errors") && known.get(key) === mine) known.delete(key);
    });
    return { reply, repeated: false };
  };
}
