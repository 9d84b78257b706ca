import { z } from "zod";
import type { Messenger } from "../../app/core/app.ts";
import { isLoopback } from "../../config/values.ts";
import type { Account } from "../../domain/accounts/person.ts";
import { AppError } from "../../lib/errors.ts";
import type { Log } from "../../lib/log.ts";
import type { Pace } from "../../lib/rate-limit.ts";
import { slackUser, toAccount } from "../accounts.ts";
import type { IdentityHolder } from "../identity.ts";
import { renderHome, renderMessage } from "../render/render.ts";
import { type Clients, createWebCall, postingTo, type WebCall } from "../web-api.ts";
import { isAnswer, renderAnswer, respond } from "./answers.ts";
import { createChannelLook, createSharedLook, detailOf } from "./channels.ts";
import { createFiles } from "./files.ts";
import { createGroups } from "./groups.ts";

const METADATA_TYPE = "mistral_setup";
const HISTORY_PAGES = 20;
/** Our clock and Slack's may differ by this much. */
const CLOCK_SLACK_MS = 60_000;

const posted = z.object({ ts: z.string().min(1) });
const opened = z.object({ channel: z.object({ id: z.string().min(1) }) });
const userAnswer = z.object({ user: slackUser });
const keyed = z.object({ event_type: z.string(), event_payload: z.object({ key: z.unknown() }).nullish() });
const message = z.object({
  ...{ ts: z.string(), text: z.string().nullish(), metadata: keyed.nullish() },
  files: z.array(z.looseObject({ name: z.string().nullish() })).nullish(),
});
const history = z.object({
  messages: z.array(message),
  response_metadata: z.object({ next_cursor: z.string().nullish() }).nullish(),
});

type Message = z.infer<typeof message>;

/** Refusals of the blocks alone: the words can still be sent. */
const BLOCKS_REFUSED = ["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"];

export type MessengerOptions = {
  readonly clients: Clients;
  readonly apiUrl: string;
  readonly identity: IdentityHolder;
  readonly pace: Pace;
  readonly now: () => number;
  readonly log: Log;
};

export function createMessenger({ clients, apiUrl, identity, pace, now, log }: MessengerOptions): Messenger {
  const call = createWebCall(pace, clients.background);
  const quick = createWebCall(pace, clients.quick);
  const refuseIfShared = createSharedLook(createChannelLook(call), now);
  const whyClosed = createChannelLook(quick);
  const isStandIn = isLoopback(new URL(apiUrl).hostname);

  async function accountBy(ask: WebCall, id: string): Promise<Account> {
    const [home, { user }] = await Promise.all([
      identity.learn(),
      ask("read", "users.info", userAnswer, { user: id, include_locale: true }),
    ]);
    return toAccount(user, home, { unsaid: isStandIn });
  }

  /** A message without its buttons is better than none; that it came to this is our bug. */
  async function withoutBlocksIfRefused<T>(send: (blocks: boolean) => Promise<T>): Promise<T> {
    try {
      return await send(true);
    } catch (error) {
      const detail = detailOf(error);
      if (!BLOCKS_REFUSED.includes(detail)) throw error;
      log.error({ source: "slack", detail }, "Slack refused the blocks of a message");
      return send(false);
    }
  }

  /** The id of a message; null: there is none. */
  async function find(conversation: string, since: number, fits: (message: Message) => boolean) {
    const oldest = ((since - CLOCK_SLACK_MS) / 1000).toFixed(6);
    let cursor: string | undefined;
    try {
      for (let page = 0; page < HISTORY_PAGES; page += 1) {
        const asked = { channel: conversation, oldest, include_all_metadata: true, limit: 200 };
        const from = cursor === undefined ? {} : { cursor };
        const answer = await call("read", "conversations.history", history, { ...asked, ...from });
        const found = answer.messages.find(fits);
        if (found !== undefined) return found.ts;
        cursor = answer.response_metadata?.next_cursor || undefined;
        if (cursor === undefined) return null;
      }
      return "unknowable";
    } catch (error) {
      // Without a history scope, or as no member of a public channel, Slack does not let us look.
      if (["missing_scope", "not_in_channel"].includes(detailOf(error))) return "unknowable";
      throw error;
    }
  }

  /** Where people read what is for them alone: it stays the same channel. */
  const directs = new Map<string, string>();

  return {
    platform: "slack",
    home: "page",

    async letsIn() {
      await call("read", "auth.test", z.unknown());
    },

    account: (id) => accountBy(quick, id),

    async findByAddress(address) {
      try {
        const found = await call("read", "users.lookupByEmail", userAnswer, { email: address });
        return await accountBy(call, found.user.id);
      } catch (error) {
        if (["users_not_found", "missing_scope"].includes(detailOf(error))) return null;
        throw error;
      }
    },

    async openDirect(accountId) {
      const known = directs.get(accountId);
      if (known !== undefined) return known;
      const answer = await call("repeatable", "conversations.open", opened, { users: accountId });
      directs.set(accountId, answer.channel.id);
      return answer.channel.id;
    },

    async post(conversation, view, key) {
      await refuseIfShared(conversation);
      return withoutBlocksIfRefused(async (withBlocks) => {
        const { text, blocks } = renderMessage(view);
        const message = {
          channel: conversation,
          text,
          ...(withBlocks && { blocks }),
          metadata: { event_type: METADATA_TYPE, event_payload: { key } },
          unfurl_links: false,
          unfurl_media: false,
          parse: "none",
        };
        return (await call("write", "chat.postMessage", posted, message, postingTo(conversation))).ts;
      });
    },

    async whyClosed(conversation) {
      const mayPostAnywhere = clients.scopes()?.has("chat:write.public") !== false;
      // What Slack does not let us look at may still take a message.
      return whyClosed(conversation, mayPostAnywhere ? null : "not_in_channel").catch((error: unknown) => {
        if (detailOf(error) === "missing_scope") return null;
        throw error;
      });
    },

    async update(conversation, message, view) {
      await refuseIfShared(conversation);
      await withoutBlocksIfRefused(async (withBlocks) => {
        const { text, blocks } = renderMessage(view);
        const changed = { channel: conversation, ts: message, text, parse: "none" };
        await call("write", "chat.update", z.unknown(), { ...changed, blocks: withBlocks ? blocks : [] });
      });
    },

    updateAnswer({ channel, message, subject }, view) {
      if (!isAnswer(channel)) return null;
      const answer = { ...renderAnswer(view, subject), replace_original: true };
      return respond(message, apiUrl, answer).catch((cause) => {
        throw new AppError("not_found", "Slack: the answer cannot be replaced", { cause });
      });
    },

    ...createFiles(clients, call, apiUrl),
    ...createGroups(clients, call, identity),

    async lookForFile(conversation, name, since) {
      // What was said above it names it as well, where Slack does not show the file itself.
      const isNamed = ({ text, files }: Message) =>
        text?.includes(name) === true || files?.some((file) => file.name === name) === true;
      const found = await find(conversation, since, isNamed);
      return found === "unknowable" ? found : found !== null;
    },

    lookFor: (conversation, key, since) =>
      find(
        conversation,
        since,
        ({ metadata }) => metadata?.event_type === METADATA_TYPE && metadata.event_payload?.key === key,
      ),

    async publishHome(accountId, view) {
      await call("write", "views.publish", z.unknown(), { user_id: accountId, view: renderHome(view) });
    },
  };
}
