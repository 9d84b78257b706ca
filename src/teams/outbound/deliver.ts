import { setTimeout as sleep } from "node:timers/promises";
import type { App, Shown } from "../../app/core/app.ts";
import type { Messenger } from "../../app/core/messenger.ts";
import { AppError } from "../../lib/errors.ts";
import { describe, type Log } from "../../lib/log.ts";
import { patiently } from "../../lib/rate-limit-wait.ts";
import type { Face } from "../cards/faces.ts";
import type { ConversationAt } from "../conversation.ts";
import { type Activity, callerOf, isPersonal, senderOf } from "../inbound/activity.ts";
import type { Outcome } from "../inbound/outcome.ts";
import type { TeamsWords } from "../words.ts";
import type { Connector } from "./connector.ts";
import { cardMessage, textMessage } from "./message.ts";

/** Brings to a person what is no answer to their request itself. Never throws: what fails is said, or at least logged. */
export type Delivery = {
  /** In their own chat; a channel hears that it is there, or what keeps it from being there. */
  answer(activity: Activity, words: TeamsWords, face: Face, shown?: Shown): Promise<void>;
  /** What came of a press where the request can have no answer any more, or never could. */
  outcome(activity: Activity, outcome: Outcome): Promise<void>;
  /** What is left to do of it once the request has its answer. */
  follow(activity: Activity, outcome: Outcome): Promise<void>;
};

type Sent = "sent" | "unreachable" | "failed";

const FINAL = ["forbidden", "not_found"];
const NOT_DONE: readonly string[] = ["rate_limited", "unavailable"];
const MOST_TRIES = 4;
const MOMENT_MS = 500;
const LONGEST_WAIT_MS = 5000;

export function createDelivery(
  app: Pick<App, "answered">,
  connector: Pick<Connector, "send" | "update">,
  messenger: Pick<Messenger, "openDirect">,
  log: Log,
): Delivery {
  const here = ({ serviceUrl, conversation: { id } }: Activity): ConversationAt => ({ serviceUrl, id });

  /** No job stands behind an answer, so what was not done for now is tried again after a moment. */
  async function attempt(send: () => Promise<unknown>, passing: readonly string[] = NOT_DONE): Promise<Sent> {
    for (let tries = 1; ; tries += 1) {
      try {
        await patiently(send);
        return "sent";
      } catch (error) {
        const wait = tries < MOST_TRIES ? waitAfter(error, passing) : null;
        if (wait === null) {
          log.warn({ source: "teams", error: describe(error) }, "A reply did not get through");
          return error instanceof AppError && FINAL.includes(error.code) ? "unreachable" : "failed";
        }
        await sleep(wait);
      }
    }
  }

  function keep(activity: Activity, channel: string, message: string | null, shown: Shown | undefined): void {
    if (message === null || shown?.subject === undefined) return;
    try {
      app.answered(callerOf(activity), channel, message, shown);
    } catch (error) {
      log.warn({ source: "teams", error: describe(error) }, "An answer will not be kept up to date");
    }
  }

  const inPerson = (activity: Activity, message: object, shown?: Shown): Promise<Sent> =>
    attempt(async () => {
      const { serviceUrl } = activity;
      const at = isPersonal(activity)
        ? here(activity)
        : { serviceUrl, id: await messenger.openDirect(senderOf(activity)) };
      const id = await connector.send(at, { ...message, conversation: { id: at.id } });
      keep(activity, at.id, id, shown);
    });

  /** Only in a personal chat, where nobody else sees the card. */
  async function replace(activity: Activity, face: Face, shown?: Shown): Promise<Sent> {
    const { replyToId } = activity;
    if (!replyToId) return "failed";
    return attempt(async () => {
      await connector.update(here(activity), replyToId, asCard(activity, face));
      keep(activity, activity.conversation.id, replyToId, shown);
    }, [...NOT_DONE, "outcome_unknown"]);
  }

  async function tell(activity: Activity, sentence: string): Promise<void> {
    await inPerson(activity, inWords(activity, sentence));
  }

  return {
    async answer(activity, words, face, shown) {
      // Who is of another tenant cannot add the app, and what they are told is no secret.
      if (shown?.stranger === true) {
        await attempt(() => connector.send(here(activity), inWords(activity, face.summary)));
        return;
      }
      const sent = await inPerson(activity, asCard(activity, face), shown);
      if (isPersonal(activity)) return sent === "sent" ? undefined : tell(activity, words.trouble);
      const said = { sent: words.answered, unreachable: words.unreachable, failed: words.trouble }[sent];
      await attempt(() => connector.send(here(activity), inWords(activity, said)));
    },
    async outcome(activity, { card, sentence, post, lasting, shown }) {
      const kept = lasting === true ? shown : undefined;
      if (card !== undefined && (await replace(activity, card, kept)) !== "sent") {
        await inPerson(activity, asCard(activity, card), kept);
      }
      if (post !== undefined) await inPerson(activity, asCard(activity, post), shown);
      else if (sentence !== undefined) await tell(activity, sentence);
    },
    async follow(activity, { card, lasting, post, shown }) {
      if (card !== undefined && lasting === true) await replace(activity, card, shown);
      if (post !== undefined) await inPerson(activity, asCard(activity, post), shown);
    },
  };
}

/** How long to wait before it may be done (ms); null: it never will, it may be done already, or nobody waits so long. */
function waitAfter(error: unknown, passing: readonly string[]): number | null {
  if (!(error instanceof AppError)) return null;
  const { code, retryAfterMs = MOMENT_MS } = error;
  return passing.includes(code) && retryAfterMs <= LONGEST_WAIT_MS ? retryAfterMs : null;
}

/** Local clients want to know from whom it is. */
const addressed = ({ channelId, from, recipient }: Activity) => ({
  channelId,
  ...(recipient ? { from: { id: recipient.id, name: recipient.name ?? "" } } : {}),
  recipient: { id: from.id },
});

const inWords = (activity: Activity, text: string) => ({ ...textMessage(text), ...addressed(activity) });

const asCard = (activity: Activity, { card, summary }: Face) => ({
  ...cardMessage(card, summary),
  ...addressed(activity),
});
