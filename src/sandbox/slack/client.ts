import type { Container, InputState } from "../request-schemas.ts";
import type { Answer, Block, Json } from "../snapshot.ts";
import { COMMAND } from "./company.ts";
import type { Deliveries } from "./delivery.ts";
import { parseAnswer } from "./delivery.ts";
import { withUploaded } from "./given-files.ts";
import { problemsIn, stateOf } from "./inputs.ts";
import type { Context } from "./method.ts";
import { channelName, commandFields, escapeCommand, interaction } from "./payloads.ts";
import { addMessage } from "./posting.ts";
import { Refusal } from "./refusal.ts";
import { answerInPlace, makeResponse } from "./responses.ts";
import { wireMessage, wireView } from "./shapes.ts";
import type { JsonObject, StoredChannel, StoredMessage, StoredPerson, StoredView } from "./state.ts";
import { canSee, findChannel, findMessage, findPerson, modalsOf } from "./state.ts";
import { applySubmission } from "./submission.ts";
import { wireAction } from "./wire-action.ts";

const TROUBLE = "We had some trouble connecting. Try again?";
const GONE = "This is not there any more.";
const fail = (error: string): Answer => ({ ok: false, error });
const DONE: Answer = { ok: true };

/** What one person's Slack does. `as` is a user's id; what is refused comes back as a sentence for the person. */
export type SlackClient = {
  command(as: string, channel: string, text: string): Promise<Answer>;
  say(as: string, channel: string, text: string): Promise<Answer>;
  /**
   * `action` needs `block_id`, `action_id` and, for other elements than buttons, what was selected. `shown`: what the
   * person still saw, when it was replaced since.
   */
  press(as: string, container: Container, action: Json, state: InputState, shown?: Block[]): Promise<Answer>;
  submit(as: string, modalId: string, state: InputState): Promise<Answer>;
  close(as: string, modalId: string): Promise<Answer>;
  openHome(as: string): Promise<Answer>;
  /** Marks all that is in a channel as read. */
  read(as: string, channel: string): void;
};

export type ClientContext = Context & {
  deliveries: Deliveries;
  responseUrl: (id: string) => string;
  downloadUrl: (id: string) => string;
  /** Something the bot answered was refused. */
  onRefusal: (where: string, error: Refusal) => void;
};

export function createClient(context: ClientContext): SlackClient {
  const { section, triggers, deliveries } = context;

  function inChannel(as: string, id: string): { person: StoredPerson; channel: StoredChannel } | null {
    const person = findPerson(section.get(), as);
    const channel = findChannel(section.get(), id);
    return person === undefined || channel === undefined || !channel.members.includes(as)
      ? null
      : { person, channel };
  }

  const refused = (where: string, error: unknown): Answer => {
    if (!(error instanceof Refusal)) throw error;
    context.onRefusal(where, error);
    return fail(TROUBLE);
  };

  async function command(as: string, channelId: string, text: string): Promise<Answer> {
    const place = inChannel(as, channelId);
    if (place === null) return fail(GONE);
    const origin = { channel: channelId, user: as, messageTs: null };
    const responseUrl = context.responseUrl(section.change((draft) => makeResponse(draft, origin)));
    const trigger = triggers.make({ user: as, modalId: null });
    const escaped = escapeCommand(section.get(), text.trim());
    const outcome = await deliveries.form(
      commandFields(place.person, place.channel, escaped, { trigger, responseUrl }),
    );
    if (outcome.status !== 200) {
      const reason = outcome.trouble === "timeout" ? "operation_timeout" : "dispatch_failed";
      return fail(`${COMMAND} failed with the error "${reason}".`);
    }
    const answer = parseAnswer(outcome.body);
    try {
      if (answer !== null) answerInPlace(context, origin, answer);
      return DONE;
    } catch (error) {
      return refused("command", error);
    }
  }

  /** Where a container is, what it shows and what of it goes into the payload. */
  function look(as: string, container: Container): Looked | null {
    const state = section.get();
    if (container.kind === "message") {
      const message = findMessage(state, container.channel, container.ts);
      const channel = inChannel(as, container.channel)?.channel;
      if (message === undefined || channel === undefined || !canSee(message, as)) return null;
      return { blocks: message.blocks, message, channel };
    }
    const view =
      container.kind === "home"
        ? state.homes.find((each) => each.user === as)
        : modalsOf(state, as).find((each) => each.id === container.modalId);
    return view === undefined ? null : { blocks: view.content.blocks, view };
  }

  async function press(
    as: string,
    container: Container,
    action: Json,
    entered: InputState,
    shown?: Block[],
  ): Promise<Answer> {
    const person = findPerson(section.get(), as);
    const looked = look(as, container);
    const wire = looked === null ? null : wireAction(shown ?? looked.blocks, action as JsonObject);
    if (person === undefined || looked === null || wire === null) return fail(GONE);
    const values = withUploaded(stateOf(looked.blocks, entered), context, null);
    const modalId = container.kind === "modal" ? container.modalId : null;
    const around =
      "view" in looked
        ? { container: { type: "view", view_id: looked.view.id }, view: wireView(looked.view, values) }
        : aroundMessage(looked, as, values);
    const outcome = await deliveries.interaction({
      ...interaction("block_actions", person),
      trigger_id: triggers.make({ user: as, modalId }),
      ...around,
      actions: [wire],
    });
    return outcome.status === 200 ? DONE : fail(TROUBLE);
  }

  function aroundMessage(looked: LookedMessage, user: string, values: InputState): JsonObject {
    const { message, channel } = looked;
    const origin = { channel: channel.id, user, messageTs: message.ts };
    return {
      container: {
        type: "message",
        message_ts: message.ts,
        channel_id: channel.id,
        is_ephemeral: message.ephemeralFor !== null,
      },
      channel: { id: channel.id, name: channelName(channel) },
      ...(message.ephemeralFor === null ? { message: wireMessage(message, true) } : {}),
      state: { values },
      response_url: context.responseUrl(section.change((draft) => makeResponse(draft, origin))),
    };
  }

  async function submit(as: string, modalId: string, entered: InputState): Promise<Answer> {
    const person = findPerson(section.get(), as);
    const view = modalsOf(section.get(), as).at(-1);
    if (person === undefined || view?.id !== modalId) return fail(GONE);
    if (view.content["submit"] === undefined) return fail("This dialog has nothing to submit.");
    const state = stateOf(view.content.blocks, entered);
    const errors = problemsIn(view.content.blocks, state);
    if (Object.keys(errors).length > 0) return { ok: false, errors };
    const values = withUploaded(state, context, as);
    const outcome = await deliveries.interaction({
      ...interaction("view_submission", person),
      trigger_id: triggers.make({ user: as, modalId }),
      view: wireView(view, values),
      response_urls: [],
    });
    if (outcome.status !== 200) return fail(TROUBLE);
    try {
      return applySubmission(section, view, parseAnswer(outcome.body));
    } catch (error) {
      return refused("view_submission", error);
    }
  }

  async function close(as: string, modalId: string): Promise<Answer> {
    const person = findPerson(section.get(), as);
    const view = modalsOf(section.get(), as).at(-1);
    if (person === undefined || view?.id !== modalId) return DONE;
    section.change((draft) => {
      const all = view.content["clear_on_close"] === true;
      draft.modals = draft.modals.filter((each) => (all ? each.user !== as : each !== view));
    });
    return DONE;
  }

  return {
    command,
    press,
    submit,
    close,
    say: async (as, channel, text) => {
      const place = inChannel(as, channel);
      if (place === null) return fail(GONE);
      if (place.channel.kind === "direct") return fail("Nobody can write to this app.");
      const content = { text, blocks: [], metadata: null };
      section.change((draft) => void addMessage(draft, context.now(), { channel }, content, as));
      return DONE;
    },
    read: (as, channel) => {
      const last = section.get().messages.filter((each) => each.channel === channel && canSee(each, as));
      const ts = last.at(-1)?.ts;
      if (ts === undefined || section.get().read[as]?.[channel] === ts) return;
      section.change((draft) => {
        draft.read[as] = { ...draft.read[as], [channel]: ts };
      });
    },
    openHome: async (as) => {
      const state = section.get();
      const view = state.homes.find((each) => each.user === as);
      const direct = state.channels.find((each) => each.kind === "direct" && each.members.includes(as));
      const outcome = await deliveries.event({
        type: "app_home_opened",
        user: as,
        channel: direct?.id ?? "",
        tab: "home",
        ...(view === undefined ? {} : { view: wireView(view) }),
      });
      return outcome.status === 200 ? DONE : fail("The bot did not answer.");
    },
  };
}

type LookedMessage = { blocks: Block[]; message: StoredMessage; channel: StoredChannel };
type Looked = LookedMessage | { blocks: Block[]; view: StoredView };
