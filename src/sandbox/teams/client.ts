import { randomUUID } from "node:crypto";
import { isWire } from "../check.ts";
import type { Answer, Card } from "../snapshot.ts";
import type { Scene } from "./activity.ts";
import { invokeActivity, messageActivity, submitActivity } from "./activity.ts";
import { addMessage } from "./activity-content.ts";
import { applyAction, applyTask, TROUBLE } from "./answers.ts";
import { BOT } from "./bot.ts";
import type { Values } from "./card-parts.ts";
import { problemsIn, valuesOf } from "./card-parts.ts";
import type { Context } from "./context.ts";
import type { Deliveries, Outcome } from "./delivery.ts";
import { openUpload, uploadInfo } from "./drive.ts";
import { Refusal } from "./refusal.ts";
import { cardsFor } from "./seen.ts";
import type { JsonObject, StoredMessage } from "./state.ts";
import { dialogOf, findConversation, findMessage, findPerson, nextId } from "./state.ts";

const GONE = "This is not there any more.";
const NOT_INSTALLED = `${BOT.name} is not installed here: add the app first.`;
const fail = (error: string): Answer => ({ ok: false, error });
const DONE: Answer = { ok: true };

/** What was pressed: the action as it is in the card, and what was entered there. */
export type Pressed = { action: JsonObject; values: Values };

/** What one person's Teams does. `as` is a person's id; what is refused comes back as a sentence for the person. */
export type TeamsClient = {
  /** Writes into a chat, or into a channel: below `root`, or as a new thread. */
  say(as: string, chat: string, text: string, root?: string | null): Promise<Answer>;
  /** Sends a file in the chat with the bot: nowhere else would it be given to it. */
  attach(as: string, chat: string, name: string, base64: string): Promise<Answer>;
  /** Lets the bot put the file of that message into the person's OneDrive, or not. */
  consent(as: string, chat: string, message: string, accept: boolean): Promise<Answer>;
  /** `shown`: the card that the person still saw, when it was replaced since. */
  press(as: string, chat: string, message: string, pressed: Pressed, shown?: Card): Promise<Answer>;
  /** Presses something in the open dialog. */
  submit(as: string, dialog: string, pressed: Pressed): Promise<Answer>;
  close(as: string, dialog: string): Answer;
  /** Marks all that is in a chat as read. */
  read(as: string, chat: string): void;
};

export type ClientContext = Context & {
  deliveries: Deliveries;
  serviceUrl: () => string;
  /** Something the bot answered was refused. */
  onRefusal: (where: string, error: Refusal) => void;
};

export function createClient(context: ClientContext): TeamsClient {
  const { section, deliveries } = context;

  function sceneOf(as: string, chat: string, root: string | null): Scene | null {
    const person = findPerson(section.get(), as);
    const conversation = findConversation(section.get(), chat);
    if (person === undefined || conversation === undefined || !conversation.members.includes(as)) return null;
    return { person, conversation, root, now: context.now(), serviceUrl: context.serviceUrl() };
  }

  function reading(where: string, apply: () => Answer): Answer {
    try {
      return apply();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      context.onRefusal(where, error);
      return fail("Something went wrong. Please try again.");
    }
  }

  const arrived = ({ status }: Outcome): Answer => (status >= 200 && status < 300 ? DONE : fail(TROUBLE));

  async function say(as: string, chat: string, text: string, root: string | null = null): Promise<Answer> {
    const scene = sceneOf(as, chat, root);
    const begins = root === null || findMessage(section.get(), chat, root) !== undefined;
    if (scene === null || !begins) return fail(GONE);
    const { conversation, now } = scene;
    const inPersonal = conversation.kind === "personal";
    if (inPersonal && !conversation.installed) return fail(NOT_INSTALLED);
    const content = { text, summary: "", cards: [] };
    const said = section.change((draft) =>
      addMessage(draft, now, { conversation, root, author: as, content }),
    );
    const heard = conversation.installed && (inPersonal || text.includes(`@${BOT.name}`));
    if (!heard) return DONE;
    const inThread = conversation.kind === "channel" ? { ...scene, root: root ?? said.id } : scene;
    return arrived(await deliveries.event(messageActivity(inThread, said)));
  }

  async function attach(as: string, chat: string, name: string, base64: string): Promise<Answer> {
    const scene = sceneOf(as, chat, null);
    if (scene === null || scene.conversation.kind !== "personal") return fail(GONE);
    const { conversation, now } = scene;
    if (!conversation.installed) return fail(NOT_INSTALLED);
    const sent = section.change((draft) => {
      const content = { text: `📎 ${name}`, summary: "", cards: [] };
      const message = addMessage(draft, now, { conversation, root: null, author: as, content });
      message.file = { id: randomUUID(), name, base64 };
      return message;
    });
    return arrived(await deliveries.event(messageActivity(scene, sent)));
  }

  async function consent(as: string, chat: string, id: string, accept: boolean): Promise<Answer> {
    const { offer } = findMessage(section.get(), chat, id) ?? {};
    const scene = sceneOf(as, chat, null);
    if (offer == null || scene === null) return fail(GONE);
    const { serviceUrl } = scene;
    const file = accept
      ? section.change((draft) => openUpload(draft, as, offer.name, serviceUrl))
      : undefined;
    const outcome = await deliveries.invoke(
      invokeActivity(scene, id, "fileConsent/invoke", {
        type: "fileUpload",
        action: accept ? "accept" : "decline",
        context: accept ? offer.accept : offer.decline,
        ...(file === undefined ? {} : { uploadInfo: uploadInfo(file, serviceUrl) }),
      }),
    );
    return arrived(outcome);
  }

  async function press(
    as: string,
    chat: string,
    id: string,
    { action, values: entered }: Pressed,
    shown?: Card,
  ): Promise<Answer> {
    const message = findMessage(section.get(), chat, id);
    const root = findConversation(section.get(), chat)?.kind === "channel" ? (message?.root ?? id) : null;
    const scene = sceneOf(as, chat, root);
    if (message === undefined || scene === null) return fail(GONE);
    const card = shown ?? cardsFor(section.get(), message, as)[0];
    const { data, errors } = dataOf(action, card, entered);
    if (errors !== null) return { ok: false, errors };
    if (action["type"] === "Action.Execute") return execute(scene, message, action, data);
    if (!isTaskFetch(data)) {
      const own = section.change((draft) => nextId(draft, scene.now));
      const activity = submitActivity(scene, id, own, data);
      return arrived(await deliveries.event(activity));
    }
    const value = { data, context: { theme: "default" } };
    const outcome = await deliveries.invoke(invokeActivity(scene, id, "task/fetch", value));
    const opener = { person: as, conversation: chat, message: id };
    return reading("task/fetch", () => applyTask(section, opener, outcome));
  }

  async function execute(
    scene: Scene,
    message: StoredMessage,
    { type = "", id, title, verb }: JsonObject,
    data: JsonObject,
  ): Promise<Answer> {
    const named = Object.entries({ type, title, id, verb }).filter(([, value]) => value !== undefined);
    const action = { ...(Object.fromEntries(named) as JsonObject), data };
    const value = { action, trigger: "manual" };
    const outcome = await deliveries.invoke(invokeActivity(scene, message.id, "adaptiveCard/action", value));
    return reading("adaptiveCard/action", () => applyAction(section, scene.person.id, message, outcome));
  }

  async function submit(as: string, id: string, { action, values: entered }: Pressed): Promise<Answer> {
    const dialog = dialogOf(section.get(), as);
    if (dialog?.id !== id || dialog.content.kind !== "card") return fail(GONE);
    const message = findMessage(section.get(), dialog.conversation, dialog.message);
    const isChannel = findConversation(section.get(), dialog.conversation)?.kind === "channel";
    const scene = sceneOf(as, dialog.conversation, isChannel ? (message?.root ?? dialog.message) : null);
    if (scene === null) return fail(GONE);
    const { data, errors } = dataOf(action, dialog.content.card, entered);
    if (errors !== null) return { ok: false, errors };
    const value = { data, context: { theme: "default" } };
    const outcome = await deliveries.invoke(invokeActivity(scene, dialog.message, "task/submit", value));
    return reading("task/submit", () => applyTask(section, dialog, outcome));
  }

  return {
    say,
    attach,
    consent,
    press,
    submit,
    close: (as, id) => {
      section.change((draft) => {
        draft.dialogs = draft.dialogs.filter((each) => each.id !== id || each.person !== as);
      });
      return DONE;
    },
    read: (as, chat) => {
      const last = section.get().messages.findLast((each) => each.conversation === chat && !each.deleted);
      if (last === undefined || section.get().read[as]?.[chat] === last.id) return;
      section.change((draft) => {
        draft.read[as] = { ...draft.read[as], [chat]: last.id };
      });
    },
  };
}

const isTaskFetch = ({ msteams }: JsonObject): boolean => isWire(msteams) && msteams["type"] === "task/fetch";

/** What an action sends: what it carries and every input of its card; or what the client does not let through. */
function dataOf(
  action: JsonObject,
  card: Card | undefined,
  entered: Values,
): { data: JsonObject; errors: Record<string, string> | null } {
  const carried = isWire(action["data"]) ? (action["data"] as JsonObject) : {};
  if (card === undefined || action["associatedInputs"] === "none") return { data: carried, errors: null };
  const values = valuesOf(card, entered);
  const errors = problemsIn(card, values);
  return { data: { ...carried, ...values }, errors: Object.keys(errors).length > 0 ? errors : null };
}
