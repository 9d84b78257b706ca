import { randomUUID } from "node:crypto";
import { addMessage, findMessage, findPlace, markRead, type StoredMessage, seatOf } from "../chat.ts";
import type { Outcome, TeamsDeliveries } from "../delivery.ts";
import { fail, GONE, OK } from "../refusal.ts";
import type { Answer, Card, JsonObject } from "../snapshot.ts";
import { endOf, invokeActivity, messageActivity, type Scene, submitActivity } from "./activity.ts";
import { cardsFor, problemsIn, type Values, valuesOf } from "./card-parts.ts";
import type { Context } from "./connector.ts";
import { applyAction, applyTask, hasArrived, TROUBLE, WRONG } from "./content.ts";
import { BOT, type DriveFile, dialogOf, nextId, type StoredDialog, type TeamsState } from "./state.ts";

const NOT_INSTALLED = `${BOT.name} is not installed here: add the app first.`;
const DIALOG_CONTEXT = { theme: "default" };

type Pressed = { action: JsonObject; values: Values };

type ClientContext = Context & { deliveries: TeamsDeliveries; serviceUrl: () => string };

/** What one person's Teams does. `as` is a person's id; what is refused comes back as a sentence for the person. */
export function createClient(context: ClientContext) {
  const { section, deliveries, refusals } = context;

  function sceneOf(as: string, chat: string, root: string | null = null): Scene | null {
    const seat = seatOf(section.get(), as, chat);
    return seat && { ...seat, root, now: context.now(), serviceUrl: context.serviceUrl() };
  }

  function sceneAt(as: string, chat: string, id: string): Scene | null {
    const isChannel = findPlace(section.get(), chat)?.kind === "channel";
    return sceneOf(as, chat, isChannel ? (findMessage(section.get(), chat, id)?.root ?? id) : null);
  }

  const arrived = (outcome: Outcome): Answer => (hasArrived(outcome) ? OK : fail(TROUBLE));
  const add = ({ now, root, place, person }: Scene, content: Partial<StoredMessage>): StoredMessage =>
    section.change((draft) =>
      addMessage(draft, { place: place.id, id: nextId(draft, now), root, author: person.id, ...content }),
    );

  return {
    say: async (as: string, chat: string, text: string, root: string | null = null): Promise<Answer> => {
      const scene = sceneOf(as, chat, root);
      const isThere = root === null || findMessage(section.get(), chat, root) !== undefined;
      if (scene === null || !isThere) return fail(GONE);
      const { kind, installed } = scene.place;
      if (kind === "direct" && !installed) return fail(NOT_INSTALLED);
      const said = add(scene, { text });
      const isHeard = installed && (kind === "direct" || text.includes(`@${BOT.name}`));
      if (!isHeard) return OK;
      const inThread = kind === "channel" ? { ...scene, root: root ?? said.id } : scene;
      return arrived(await deliveries.event(messageActivity(inThread, said, section.get().people)));
    },
    /** Sends a file in the chat with the bot: nowhere else would it be given to it. */
    attach: async (as: string, chat: string, name: string, base64: string): Promise<Answer> => {
      const scene = sceneOf(as, chat);
      if (scene?.place.kind !== "direct") return fail(GONE);
      if (!scene.place.installed) return fail(NOT_INSTALLED);
      const sent = add(scene, { text: `📎 ${name}`, file: { id: randomUUID(), name, base64 } });
      return arrived(await deliveries.event(messageActivity(scene, sent)));
    },
    consent: async (as: string, chat: string, id: string, accept: boolean): Promise<Answer> => {
      const { offer } = findMessage(section.get(), chat, id) ?? {};
      const scene = sceneOf(as, chat);
      if (offer == null || scene === null) return fail(GONE);
      const { serviceUrl } = scene;
      const open = () => section.change((draft) => openUpload(draft, as, offer.name, serviceUrl));
      const value = accept
        ? { action: "accept", context: offer.accept, uploadInfo: uploadInfo(open(), serviceUrl) }
        : { action: "decline", context: offer.decline };
      const order = { type: "fileUpload", ...value };
      return arrived(await deliveries.invoke(invokeActivity(scene, id, "fileConsent/invoke", order)));
    },
    /** `shown`: the card that the person still saw, when it was replaced since. */
    press: async (as: string, chat: string, id: string, pressed: Pressed, shown?: Card): Promise<Answer> => {
      const { action, values: entered } = pressed;
      const message = findMessage(section.get(), chat, id);
      const scene = sceneAt(as, chat, id);
      if (message === undefined || scene === null) return fail(GONE);
      const card = shown ?? cardsFor(section.get(), message, as)[0];
      const { data, errors } = dataOf(action, card, entered);
      if (errors !== null) return { ok: false, errors };
      const invoke = (name: string, value: JsonObject) =>
        deliveries.invoke(invokeActivity(scene, id, name, value));
      if (action["type"] === "Action.Execute") {
        const value = { action: { ...named(action), data }, trigger: "manual" };
        const outcome = await invoke("adaptiveCard/action", value);
        return refusals.apply("adaptiveCard/action", WRONG, () => applyAction(section, as, message, outcome));
      }
      if ((data["msteams"] as JsonObject | undefined)?.["type"] !== "task/fetch") {
        const own = section.change((draft) => nextId(draft, scene.now));
        return arrived(await deliveries.event(submitActivity(scene, id, own, data)));
      }
      const outcome = await invoke("task/fetch", { data, context: DIALOG_CONTEXT });
      const opener = { person: as, conversation: chat, message: id };
      return refusals.apply("task/fetch", WRONG, () => applyTask(section, opener, outcome));
    },
    submit: async (as: string, id: string, { action, values: entered }: Pressed): Promise<Answer> => {
      const dialog = dialogOf(section.get(), as);
      if (dialog?.id !== id || dialog.card === null) return fail(GONE);
      const scene = sceneAt(as, dialog.conversation, dialog.message);
      if (scene === null) return fail(GONE);
      const { data, errors } = dataOf(action, dialog.card, entered);
      if (errors !== null) return { ok: false, errors };
      const value = { data, context: DIALOG_CONTEXT };
      const outcome = await deliveries.invoke(invokeActivity(scene, dialog.message, "task/submit", value));
      return refusals.apply("task/submit", WRONG, () => applyTask(section, dialog, outcome));
    },
    close: (as: string, id: string): Answer => {
      const { dialogs } = section.get();
      const isLeft = (each: StoredDialog) => each.id !== id || each.person !== as;
      section.patch(section.get(), { dialogs: dialogs.filter(isLeft) });
      return OK;
    },
    read: (as: string, chat: string): Answer => markRead(section, as, chat),
  };
}

const named = (action: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(action).filter(([key]) => ["type", "title", "id", "verb"].includes(key)));

/** What an action sends: what it carries and every input of its card; or what the client does not let through. */
function dataOf(
  action: JsonObject,
  card: Card | undefined,
  entered: Values,
): { data: JsonObject; errors: Record<string, string> | null } {
  const { data: carried } = action;
  const data = typeof carried === "object" && !Array.isArray(carried) ? { ...carried } : {};
  if (card === undefined || action["associatedInputs"] === "none") return { data, errors: null };
  const values = valuesOf(card, entered);
  const errors = problemsIn(card, values);
  return { data: { ...data, ...values }, errors: Object.keys(errors).length > 0 ? errors : null };
}

function openUpload(draft: TeamsState, owner: string, name: string, serviceUrl: string): DriveFile {
  const id = randomUUID();
  const link = `${serviceUrl}drive/${id}/${encodeURIComponent(name)}`;
  const file: DriveFile = { id, owner, name, link, upload: randomUUID(), text: null };
  draft.drive.push(file);
  return file;
}

const uploadInfo = ({ id, name, link, upload }: DriveFile, serviceUrl: string): JsonObject => ({
  ...{ name, contentUrl: link, uploadUrl: `${serviceUrl}upload/${upload}`, uniqueId: id },
  fileType: endOf(name),
});
