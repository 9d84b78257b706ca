import { setTimeout as sleep } from "node:timers/promises";
import type { App, Messenger, Shown } from "../../app/core/app.ts";
import { AppError } from "../../lib/errors.ts";
import { describe, type Log } from "../../lib/log.ts";
import { patiently } from "../../lib/rate-limit.ts";
import type { TeamsWords } from "../../view/strings/strings.ts";
import { type Activity, callerOf, isPersonal, senderOf } from "../activity.ts";
import type { Face } from "../cards/forms.ts";
import type { ConversationAt } from "../conversations.ts";
import type { Outcome } from "../inbound/outcome.ts";
import { type Connector, cardMessage, textMessage } from "./connector.ts";

type Sent = "sent" | "unreachable" | "failed";

const NOT_DONE: readonly string[] = ["rate_limited", "unavailable"];
const MOST_TRIES = 4;
const MOMENT_MS = 500;
const LONGEST_WAIT_MS = 5000;

export type Delivery = ReturnType<typeof createDelivery>;

/** Brings to a person what is no answer to their request itself. Never throws: what fails is said, or at least logged. */
export function createDelivery(
  app: Pick<App, "answered">,
  connector: Pick<Connector, "send" | "update">,
  messenger: Pick<Messenger, "openDirect">,
  log: Log,
) {
  const here = ({ serviceUrl, conversation: { id } }: Activity): ConversationAt => ({ serviceUrl, id });

  /** No job stands behind an answer, so what was not done for now is tried again after a moment. */
  async function attempt(send: () => Promise<unknown>, passing = NOT_DONE): Promise<Sent> {
    for (let tries = 1; ; tries += 1) {
      try {
        await patiently(send);
        return "sent";
      } catch (error) {
        const { code = "", retryAfterMs = MOMENT_MS } = error instanceof AppError ? error : {};
        if (passing.includes(code) && retryAfterMs <= LONGEST_WAIT_MS && tries < MOST_TRIES) {
          await sleep(retryAfterMs);
          continue;
        }
        log.warn({ source: "teams", error: describe(error) }, "A reply did not get through");
        return ["forbidden", "not_found"].includes(code) ? "unreachable" : "failed";
      }
    }
  }

  function keep(activity: Activity, channel: string, message: string | null, shown: Shown | undefined): void {
    if (message !== null && shown?.subject !== undefined)
      app.answered(callerOf(activity), channel, message, shown);
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

  /** Only in a personal chat, where nobody else sees the card. Done twice it is the same: an unknown end is no end, either. */
  async function replace(activity: Activity, face: Face, shown?: Shown): Promise<Sent> {
    const { replyToId } = activity;
    if (!replyToId) return "failed";
    return attempt(async () => {
      await connector.update(here(activity), replyToId, asCard(activity, face));
      keep(activity, activity.conversation.id, replyToId, shown);
    }, [...NOT_DONE, "outcome_unknown"]);
  }

  return {
    /** In their own chat; a channel hears that it is there, or what keeps it from being there. */
    async answer(activity: Activity, words: TeamsWords, face: Face, shown?: Shown): Promise<void> {
      const say = (sentence: string) =>
        attempt(() => connector.send(here(activity), inWords(activity, sentence)));
      // Somebody of another tenant cannot add the app, and their answer is no secret.
      if (shown?.stranger === true) return void (await say(face.summary));
      const sent = await inPerson(activity, asCard(activity, face), shown);
      const said = { sent: words.answered, unreachable: words.unreachable, failed: words.trouble }[sent];
      if (!isPersonal(activity)) await say(said);
      else if (sent !== "sent") await say(words.trouble);
    },

    /** What came of a press, and `isAnswered`: only what is left to do of it once the request has its answer. */
    async outcome(
      activity: Activity,
      { card, sentence, post, lasting = false, shown }: Outcome,
      isAnswered = false,
    ): Promise<void> {
      const kept = lasting ? shown : undefined;
      if (card !== undefined && (lasting || !isAnswered)) {
        const sent = await replace(activity, card, kept);
        if (sent !== "sent" && !isAnswered) await inPerson(activity, asCard(activity, card), kept);
      }
      if (post !== undefined) await inPerson(activity, asCard(activity, post), shown);
      else if (sentence !== undefined && !isAnswered) await inPerson(activity, inWords(activity, sentence));
    },
  };
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
