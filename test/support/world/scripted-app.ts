import type { App, Caller, FileAnswer, Reply } from "../../../src/app/core/app.ts";
import type { Account, Place, Platform } from "../../../src/domain/accounts/person.ts";
import type { FormRef, FormValues, UserAction } from "../../../src/domain/action.ts";

type Asked =
  | { what: "command"; caller: Caller; words: string; key: string }
  | { what: "press"; caller: Caller; action: UserAction; key: string }
  | { what: "submit"; caller: Caller; form: FormRef; values: FormValues; key: string }
  | { what: "file"; caller: Caller; answer: FileAnswer; key: string }
  | { what: "list"; caller: Caller; files: number; key: string }
  | { what: "answered"; caller: Caller; channel: string; message: string }
  | { what: "home"; caller: Caller; key: string }
  | { what: "changed"; account: Account }
  | { what: "closed"; place: Place; reason: string }
  | { what: "opened"; place: Place }
  | { what: "group"; platform: Platform; id: string }
  | { what: "forged" | "disconnected"; platform: Platform };

/** The core as the edge sees it: remembers what it was asked and replies what the test says. */
export type ScriptedApp = App & {
  asked: Asked[];
  reply: () => Reply | Promise<Reply>;
  fail: boolean;
  heard: boolean[];
  /** Accounts that nobody has met, and channels that nothing goes to. */
  strangers: Set<string>;
};

export function scriptedApp(): ScriptedApp {
  const noted = new Set<string>();
  const app: ScriptedApp = {
    asked: [],
    fail: false,
    heard: [],
    strangers: new Set(),
    reply: () => ({ kind: "nothing" }),
    form: async () => app.reply(),
    copy: () => null,
    answered: (caller, channel, message) => note({ what: "answered", caller, channel, message }),
    command: (caller, words, key) => take({ what: "command", caller, words, key }),
    press: (caller, action, key) => take({ what: "press", caller, action, key }),
    list: (caller, files, key) => take({ what: "list", caller, files: files.length, key }),
    fileAnswered: (caller, answer, key) => take({ what: "file", caller, answer, key }),
    submit: (caller, form, values, key) => take({ what: "submit", caller, form, values, key }),
    homeOpened: async (caller, key) => void (await take({ what: "home", caller, key })),
    language: () => "en",
    knows: (_platform, id) => !app.strangers.has(id),
    uses: ({ channel }) => !app.strangers.has(channel),
    async once(key, work) {
      if (noted.has(key)) return;
      await work();
      noted.add(key);
    },
    accountChanged: (account) => note({ what: "changed", account }),
    placeClosed: (place, reason) => note({ what: "closed", place, reason }),
    placeOpened: (place) => note({ what: "opened", place }),
    listens: (connected) => void app.heard.push(connected),
    forged: (platform) => note({ what: "forged", platform }),
    secretReplaced() {},
    groupChanged: (platform, id) => note({ what: "group", platform, id }),
    disconnected: (platform) => note({ what: "disconnected", platform }),
  };
  const note = (asked: Asked): void => void app.asked.push(asked);
  async function take(asked: Asked): Promise<Reply> {
    note(asked);
    if (app.fail) throw new Error("a bug in the core");
    return app.reply();
  }
  return app;
}
