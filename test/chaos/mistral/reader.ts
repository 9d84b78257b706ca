import type { View } from "../../../src/view/core/view.ts";
import type { Bot } from "../../support/world/bot.ts";
import type { MistralObserver } from "./observer.ts";
import { untruths } from "./verified-claims.ts";

const PEOPLE = ["ana", "ben", "chloe", "kenji"];
const WORDS = ["", "status", "members", "key", "record"];

/** Reads everything at the moment at which it is shown, and notes what was not true then. */
export function createReader(bot: Bot, observer: MistralObserver) {
  const found = new Set<string>();

  function read(view: View, account: string | null): void {
    const address = account === null ? null : `${account}@lumen.example`;
    for (const line of untruths(view, observer, address)) found.add(line);
  }

  const { messenger } = bot.chat;
  const { post, update, publishHome } = messenger;
  messenger.post = (channel, view, key) => {
    read(view, readerOf(channel));
    return post(channel, view, key);
  };
  messenger.update = (channel, id, view) => {
    read(view, readerOf(channel));
    return update(channel, id, view);
  };
  messenger.publishHome = (account, view) => {
    read(view, account);
    return publishHome(account, view);
  };

  return {
    /** All that people can ask for. */
    lookEverywhere: async (): Promise<void> => {
      for (const account of PEOPLE) {
        await bot.as(account).home();
        for (const word of WORDS) {
          const reply = await bot.as(account).command(word);
          if (reply.kind === "show") read(reply.view, account);
        }
      }
    },
    untrue: (): string[] => [...found],
  };
}

const readerOf = (channel: string): string | null => (channel.startsWith("dm-") ? channel.slice(3) : null);
