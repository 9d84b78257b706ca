import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import type { App } from "../../../src/app/core/app.ts";
import { createSlack } from "../../../src/slack/connection.ts";
import { stringsFor } from "../../../src/view/strings/index.ts";
import { closed, fakeSlack, listening, SECRET, signed } from "../../slack/fake-slack.ts";
import { createBot } from "../../support/world/bot.ts";
import { type Door, type Kind, type Letter, NAMES } from "./door.ts";
import { copyOf, lastDump } from "./scene.ts";
import { eventTo, idOf, OTHER, OWN, requestOf } from "./slack-requests.ts";
import { holds, silent } from "./waiting.ts";

const FORGED = "another-secret-0123456789";

/** What Slack says of each, beside name and address. Where nothing is said, they are a plain member. */
const SAID: Partial<Record<Letter, object>> = {
  O: { is_admin: true },
  P: { is_owner: true },
  G: { is_restricted: true },
  S: { is_restricted: true, is_ultra_restricted: true },
  W: { is_stranger: true, team_id: OTHER },
  V: { team_id: OTHER },
  X: { is_bot: true },
};

const KINDS: Record<Kind, object> = {
  admin: { is_admin: true },
  guest: { is_restricted: true },
  gone: { deleted: true },
};

export async function slackDoor(owners: string[]): Promise<Door> {
  const slack = await fakeSlack();
  const { store, reader } = copyOf(null);
  const said = new Map(Object.entries(SAID));
  const { hold, pass } = holds();
  const letters = Object.keys(NAMES) as Letter[];
  const userOf = (letter: Letter) => {
    const profile = { email: `${NAMES[letter]}@lumen.example` };
    const facts = { id: idOf(letter), team_id: OWN, name: NAMES[letter], locale: "en-GB", profile };
    return { body: { ok: true, user: { ...facts, ...said.get(letter) } } };
  };
  const nobody = (error: string) => ({ body: { ok: false, error } });
  slack.answers.set("users.info", async ({ user }) => {
    const letter = letters.find((each) => idOf(each) === user);
    if (letter === undefined || letter === "N") return nobody("user_not_found");
    await pass(letter);
    return userOf(letter);
  });
  slack.answers.set("users.lookupByEmail", ({ email }) => {
    const letter = letters.find((each) => `${NAMES[each]}@lumen.example` === email);
    return letter === undefined ? nobody("users_not_found") : userOf(letter);
  });
  slack.answers.set("conversations.open", ({ users }) => ({
    body: { ok: true, channel: { id: `D${users}` } },
  }));
  let posts = 0;
  slack.answers.set("chat.postMessage", () => {
    posts += 1;
    return { body: { ok: true, ts: `${posts}.1` } };
  });

  const words = (lang: string) => stringsFor(lang, "slack").slack;
  const options = { botToken: "xoxb-1-secret", signingSecret: SECRET, apiUrl: slack.url, words, log: silent };
  const connection = createSlack(options);
  const bot = createBot({ store, owners, through: () => connection.messenger });
  const server = createServer(connection.requestListener ?? undefined);
  const url = await listening(server);
  const quiet = new Set<string>();
  await connection.start(noting(bot.app, quiet));
  onTestFinished(async () => {
    await connection.stop();
    await closed(server);
    await slack.close();
    reader.close();
    store.close();
  });

  let count = 0;
  const send = ({ body, type }: { body: string; type: string }, secret = SECRET) =>
    fetch(`${url}/slack/events`, { method: "POST", headers: signed(body, { type, secret }), body });

  return {
    platform: "slack",
    bot,
    accountOf: idOf,
    does: async (letter, deed) => {
      count += 1;
      const [nth, from] = [count, slack.calls.length];
      const address = `respond-${nth}`;
      /** Whatever they alone come to see: their page, or what answers this request. */
      const shown = () =>
        slack.calls
          .slice(from)
          .filter(({ method, args }) =>
            "home" in deed
              ? method === "views.publish" && args["user_id"] === idOf(letter)
              : method === address || args["trigger_id"] === `t${nth}`,
          )
          .map(({ args }) => JSON.stringify(args));
      const request = requestOf(letter, deed, nth, slack.url + address);
      const answer = await send(request, letter === "F" ? FORGED : SECRET);
      if (answer.status !== 200) return `status ${answer.status}`;
      const text = await answer.text();
      await bot.settle();
      // What opens a dialog goes out after its request was answered.
      const isQuiet = () => [...quiet].some((key) => key.endsWith(`:${nth}.1`));
      const waits = () => text === "" && !("home" in deed) && !isQuiet();
      while (shown().length === 0 && waits()) await sleep(2);
      return [text, ...shown()].join("\n");
    },
    becomes: async (letter, kind) => {
      said.set(letter, KINDS[kind]);
      count += 1;
      await send(eventTo(OWN, { type: "user_change", user: { id: idOf(letter), team_id: OWN } }, count));
      await bot.settle();
    },
    hold,
    stored: lastDump(reader),
    lookups: () => slack.named("users.info").length,
  };
}

/** Notes whose button was answered with nothing to see, for which nobody need wait. */
const noting = (app: App, quiet: Set<string>): App => ({
  ...app,
  press: async (caller, action, key) => {
    const reply = await app.press(caller, action, key);
    if (reply.kind === "nothing") quiet.add(key);
    return reply;
  },
});
