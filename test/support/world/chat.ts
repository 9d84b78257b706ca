import type { Messenger, Reply } from "../../../src/app/core/app.ts";
import type { Account, Platform } from "../../../src/domain/accounts/person.ts";
import { AppError } from "../../../src/lib/errors.ts";
import type { Button, View } from "../../../src/view/core/view.ts";
import { must } from "../must.ts";
import { buttonsIn, wordsIn } from "../reading/read-view.ts";

export type Posted = { channel: string; id: string; key: string; view: View; updates: number };

/** A chat platform in memory: the other side of the Messenger port, with people, channels and faults. */
export function createChat(platform: Platform = "slack") {
  const home: Messenger["home"] = platform === "teams" ? "message" : "page";
  const accounts = new Map<string, Account>();
  const messages: Posted[] = [];
  const homes = new Map<string, View>();
  const gone = new Set<string>();
  const faults: (() => void)[] = [];
  /** Who is in each group; a test that takes one away has it disabled. */
  const groups = new Map<string, string[]>();
  let next = 0;

  function check(channel: string): void {
    faults.shift()?.();
    if (gone.has(channel))
      throw new AppError("forbidden", "channel_not_found", { detail: "channel_not_found" });
  }

  const messenger: Messenger = {
    platform,
    home,
    letsIn: async () => {},
    account: async (id) => {
      const account = accounts.get(id);
      if (account === undefined) throw new AppError("not_found", "user_not_found");
      return account;
    },
    findByAddress: async (address) =>
      [...accounts.values()].find((account) => account.address === address) ?? null,
    groups: async () => [...groups].map(([id, { length: size }]) => ({ id, name: `@${id}`, size })),
    groupMembers: async (id) => {
      const members = groups.get(id);
      if (members === undefined) throw new AppError("not_found", "no_such_subteam");
      return members;
    },
    openDirect: async (id) => `dm-${id}`,
    post: async (channel, view, key) => {
      check(channel);
      next += 1;
      messages.push({ channel, id: `m${next}`, key, view, updates: 0 });
      return `m${next}`;
    },
    whyClosed: async (channel) => (gone.has(channel) ? "channel_not_found" : null),
    update: async (channel, id, view) => {
      check(channel);
      const message = messages.find((found) => found.channel === channel && found.id === id);
      if (message === undefined) throw new AppError("not_found", "message_not_found");
      message.view = view;
      message.updates += 1;
    },
    lookFor: async (channel, key) =>
      messages.find((message) => message.channel === channel && message.key === key)?.id ?? null,
    publishHome: async (id, view) => {
      homes.set(id, view);
    },
  };

  function join(id: string, facts: Partial<Account> = {}): void {
    const address = `${id}@lumen.example`;
    accounts.set(id, {
      ...{ platform, id, name: id, address, addressVerified: true, standing: "member" },
      ...{ timezone: "Europe/Paris", locale: "en", admin: false, status: null, ...facts },
    });
  }

  const cards = (channel: string, kind: string) =>
    messages.filter((message) => message.channel === channel && message.key.startsWith(kind));

  return {
    messenger,
    messages,
    homes,
    gone,
    groups,
    join,
    leave: (id: string) => void accounts.delete(id),
    account: (id: string) => accounts.get(id),
    /** The next calls that post or update run these first: throw to fail. */
    failNext: (...errors: AppError[]) => {
      for (const error of errors) {
        faults.push(() => {
          throw error;
        });
      }
    },
    /** These calls fail until what is returned is called. */
    breaks: (error: AppError, ...ports: (keyof Messenger)[]) => {
      const before = { ...messenger };
      for (const port of ports) Object.assign(messenger, { [port]: () => Promise.reject(error) });
      return () => void Object.assign(messenger, before);
    },
    /** Nothing can be posted to this channel, for a reason that says nothing of the channel, until what is returned is called. */
    refuseIn: (channel: string, why = () => new AppError("invalid", "no")) => {
      const { post } = messenger;
      messenger.post = (where, ...rest) => (where === channel ? Promise.reject(why()) : post(where, ...rest));
      return () => void Object.assign(messenger, { post });
    },
    /** `see` reads each View as it goes out, and where to; a page goes to the person alone. */
    watch: (see: (view: View, channel: string) => void) => {
      const { post, update, publishHome } = messenger;
      messenger.post = (channel, view, key) => {
        see(view, channel);
        return post(channel, view, key);
      };
      messenger.update = (channel, id, view) => {
        see(view, channel);
        return update(channel, id, view);
      };
      messenger.publishHome = (id, view) => {
        see(view, `dm-${id}`);
        return publishHome(id, view);
      };
    },
    /** Posted, then the connection breaks: the outcome is unknown to the bot. */
    loseNextAnswer: () => {
      const post = messenger.post;
      messenger.post = async (...order) => {
        messenger.post = post;
        await post(...order);
        throw new AppError("outcome_unknown", "connection lost");
      };
    },
    in: (channel: string) => messages.filter((message) => message.channel === channel),
    dm: (id: string) => messages.filter((message) => message.channel === `dm-${id}`),
    /** The messages there whose keys begin like this. */
    cards,
    first: (channel: string) => words(must(messages.find((message) => message.channel === channel)).view),
    newest: (channel: string) =>
      words(must(messages.filter((message) => message.channel === channel).at(-1)).view),
    /** What the messages there say, of this kind. */
    said: (channel: string, kind = "") => cards(channel, kind).map(({ view }) => words(view)),
    /** The same in somebody's direct messages. */
    told: (id: string, kind = "") => cards(`dm-${id}`, kind).map(({ view }) => words(view)),
  };
}

/** What a person reads, buttons in brackets. */
export const words = (view: View): string =>
  view.blocks
    .map((block) => [wordsIn(block), ...buttonsIn([block]).map(({ label }) => `[${label}]`)].join(" "))
    .join("\n");

export const buttonsOf = (view: View): Button[] => buttonsIn(view.blocks);

export const labelsOf = (view: View): string[] => buttonsOf(view).map(({ label }) => label);

/** What a reply says, at its fields or in its View; of another one its kind. */
export const said = (reply: Reply): string => {
  if (reply.kind === "errors") return Object.values(reply.errors).join("\n");
  return reply.kind === "show" ? words(reply.view) : reply.kind;
};
