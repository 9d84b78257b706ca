import { canSee, directOf, findMessage, findPerson, markRead, type StoredPerson, seatOf } from "../chat.ts";
import type { SlackDeliveries } from "../delivery.ts";
import { parseJson } from "../http.ts";
import { fail, GONE, OK } from "../refusal.ts";
import type { Container, InputState } from "../request-schemas.ts";
import type { Answer, Block, JsonObject } from "../snapshot.ts";
import { withUploaded } from "./files.ts";
import { answerInPlace, makeResponse, post } from "./messages.ts";
import type { Context } from "./method.ts";
import { COMMAND, homeOf, modalsOf, type StoredView } from "./state.ts";
import { applySubmission, stateOf, wireAction } from "./views.ts";
import { channelName, commandFields, escapeCommand, interaction, wireMessage, wireView } from "./wire.ts";

const TROUBLE = "We had some trouble connecting. Try again?";

/** What one person's Slack does. `as` is a user's id; what is refused comes back as a sentence for the person. */
export function createClient(context: Context & { deliveries: SlackDeliveries }) {
  const { section, triggers, deliveries, refusals } = context;

  async function command(as: string, channel: string, text: string): Promise<Answer> {
    const seat = seatOf(section.get(), as, channel);
    if (seat === null) return fail(GONE);
    const origin = { channel, user: as, messageTs: null };
    const outcome = await deliveries.form(
      commandFields(seat, {
        text: escapeCommand(section.get(), text.trim()),
        trigger_id: triggers.make({ user: as, modalId: null }),
        response_url: makeResponse(context, origin),
      }),
    );
    if (outcome.status !== 200) {
      const reason = outcome.trouble === "timeout" ? "operation_timeout" : "dispatch_failed";
      return fail(`${COMMAND} failed with the error "${reason}".`);
    }
    const answer = parseAnswer(outcome.body);
    return refusals.apply("command", TROUBLE, () => {
      if (answer !== null) answerInPlace(context, origin, answer);
      return OK;
    });
  }

  /** What somebody sees in a container, and what of it goes into the payload of a press. */
  function look(as: string, container: Container) {
    const state = section.get();
    if (container.kind === "message") {
      const message = findMessage(state, container.channel, container.ts);
      const channel = seatOf(state, as, container.channel)?.place;
      if (message === undefined || channel === undefined || !canSee(message, as)) return null;
      const { id: ts, blocks, ephemeralFor } = message;
      const where = { type: "message", message_ts: ts, channel_id: channel.id };
      return {
        blocks,
        with: (values: InputState): JsonObject => ({
          container: { ...where, is_ephemeral: ephemeralFor !== null },
          channel: { id: channel.id, name: channelName(channel) },
          ...(ephemeralFor === null && { message: wireMessage(message, true) }),
          state: { values },
          response_url: makeResponse(context, { channel: channel.id, user: as, messageTs: ts }),
        }),
      };
    }
    const isOpen = ({ id }: StoredView) => container.kind === "modal" && container.modalId === id;
    const view = container.kind === "home" ? homeOf(state, as) : modalsOf(state, as).find(isOpen);
    if (view === undefined) return null;
    const where = { type: "view", view_id: view.id };
    const into = (values: InputState): JsonObject => ({ container: where, view: wireView(view, values) });
    return { blocks: view.content.blocks, with: into };
  }

  function topModal(as: string, modalId: string): { person: StoredPerson; view: StoredView } | null {
    const person = findPerson(section.get(), as);
    const view = modalsOf(section.get(), as).at(-1);
    return person === undefined || view?.id !== modalId ? null : { person, view };
  }

  return {
    command,
    say: async (as: string, channel: string, text: string): Promise<Answer> => {
      const seat = seatOf(section.get(), as, channel);
      if (seat === null) return fail(GONE);
      if (seat.place.kind === "direct") return fail("Nobody can write to this app.");
      post(context, { place: channel, author: as, text });
      return OK;
    },
    /** `shown`: the blocks that the person still saw, when they were replaced since. */
    press: async (
      as: string,
      container: Container,
      action: JsonObject,
      entered: InputState,
      shown?: Block[],
    ): Promise<Answer> => {
      const person = findPerson(section.get(), as);
      const looked = look(as, container);
      const wire = looked && wireAction(shown ?? looked.blocks, action);
      if (person === undefined || looked === null || wire === null) return fail(GONE);
      const values = withUploaded(context, stateOf(looked.blocks, entered).state, null);
      const modalId = container.kind === "modal" ? container.modalId : null;
      const { status } = await deliveries.interaction({
        ...interaction("block_actions", person, triggers.make({ user: as, modalId })),
        ...looked.with(values),
        actions: [wire],
      });
      return status === 200 ? OK : fail(TROUBLE);
    },
    submit: async (as: string, modalId: string, entered: InputState): Promise<Answer> => {
      const top = topModal(as, modalId);
      if (top === null) return fail(GONE);
      const { person, view } = top;
      if (view.content["submit"] === undefined) return fail("This dialog has nothing to submit.");
      const { state, problems } = stateOf(view.content.blocks, entered);
      if (Object.keys(problems).length > 0) return { ok: false, errors: problems };
      const outcome = await deliveries.interaction({
        ...interaction("view_submission", person, triggers.make({ user: as, modalId })),
        view: wireView(view, withUploaded(context, state, as)),
        response_urls: [],
      });
      if (outcome.status !== 200) return fail(TROUBLE);
      const answer = parseAnswer(outcome.body);
      return refusals.apply("view_submission", TROUBLE, () => applySubmission(context, view, answer));
    },
    close: async (as: string, modalId: string): Promise<Answer> => {
      const view = topModal(as, modalId)?.view;
      if (view === undefined) return OK;
      const isAll = view.content["clear_on_close"] === true;
      const isKept = (each: StoredView) => (isAll ? each.user !== as : each !== view);
      section.patch(section.get(), { modals: section.get().modals.filter(isKept) });
      return OK;
    },
    openHome: async (as: string): Promise<Answer> => {
      const state = section.get();
      const view = homeOf(state, as);
      const { status } = await deliveries.event({
        ...{ type: "app_home_opened", user: as, channel: directOf(state, as)?.id ?? "", tab: "home" },
        ...(view === undefined ? {} : { view: wireView(view) }),
      });
      return status === 200 ? OK : fail("The bot did not answer.");
    },
    read: (as: string, channel: string): Answer => markRead(section, as, channel),
  };
}

/** What the bot answered: a body that is no JSON is a text; null: there is none. */
function parseAnswer(body: string): JsonObject | null {
  if (body.trim() === "") return null;
  const json = parseJson(body);
  const isObject = typeof json === "object" && json !== null && !Array.isArray(json);
  return isObject ? (json as JsonObject) : { text: String(json ?? body) };
}
