import { createHmac } from "node:crypto";
import type { ForeignSlack, Message, View } from "./slack.ts";
import { TEAM } from "./slack.ts";
import { isWire, type Person, type Wire, wire, wires, words } from "./wire.ts";

/** `team`: the chat workspace that they are in just now. */
type Options = {
  slack: ForeignSlack;
  user: string;
  botUrl: () => string;
  signingSecret: string;
  team?: string;
};

/** `tells`: what Slack tells the bot by itself. */
export type SlackPerson = Person & { tells(event: Wire, around?: Wire): Promise<void> };

type Pressed = { block: Wire; element: Wire };

let clicks = 0;

export function foreignPerson({ slack, user, botUrl, signingSecret, team = TEAM }: Options): SlackPerson {
  const typed = new Map<string, Wire>();
  /** What is wrong with the form that was sent last. */
  let errors = "";
  const direct = slack.directOf(user);
  const who = { id: user, username: `${user}-name`, team_id: team };
  const org = slack.organization;
  /** Where it happened, which an app that is installed for an organization is told otherwise. */
  const where: Wire =
    org === null
      ? { team: { domain: "foreign", id: team }, enterprise: null }
      : { team: null, enterprise: { id: org.id, name: org.name }, is_enterprise_install: true };
  const top = (): View | undefined => slack.modals.filter((each) => each.user === user).at(-1);
  const mine = ({ only }: Message): boolean => only === null || only === user;

  async function deliver(body: string, type: string): Promise<string> {
    const at = String(Math.floor(Date.now() / 1000));
    const mac = createHmac("sha256", signingSecret).update(`v0:${at}:${body}`).digest("hex");
    const headers = {
      "Content-Type": type,
      "X-Slack-Signature": `v0=${mac}`,
      "X-Slack-Request-Timestamp": at,
      "X-Forwarded-Proto": "https",
    };
    const signal = AbortSignal.timeout(3000);
    const said = await fetch(`${botUrl()}/slack/events`, { method: "POST", headers, body, signal });
    if (said.status !== 200) throw new Error(`the bot answered ${said.status}`);
    return said.text();
  }

  const form = (fields: Record<string, string>): Promise<string> =>
    deliver(new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded");
  const interact = (payload: Wire): Promise<string> =>
    form({ payload: JSON.stringify({ api_app_id: "AFOREIGN", ...where, ...payload }) });

  function pressable(blocks: readonly Wire[], label: string): Pressed | null {
    for (const block of blocks) {
      for (const element of [...wires(block["elements"]), wire(block["accessory"])]) {
        if (element["type"] === "button" && wire(element["text"])["text"] === label)
          return { block, element };
      }
    }
    return null;
  }

  async function pressIn(blocks: Wire[], label: string, around: Wire, times: number): Promise<boolean> {
    const found = pressable(blocks, label);
    if (found === null) return false;
    const { block, element } = found;
    clicks += 1;
    const { type, action_id, value, text } = element;
    const pressed = {
      type: "block_actions",
      user: who,
      trigger_id: slack.newTrigger(user),
      actions: [
        {
          ...{ value, text, type, action_id, block_id: block["block_id"] },
          action_ts: `1405894999.${100_000 + clicks}`,
        },
      ],
      ...around,
    };
    await Promise.all(Array.from({ length: times }, () => interact(pressed)));
    return true;
  }

  const inView = (view: View): Wire => ({
    view: { ...view, state: { values: {} } },
    container: { view_id: view.id, type: "view" },
  });

  const inMessage = (message: Message): Wire => ({
    channel: { name: "directmessage", id: message.channel },
    response_url: slack.newResponseUrl(message.channel, user, message),
    state: { values: {} },
    container: {
      ...{ type: "message", is_ephemeral: message.only !== null, is_app_unfurl: false },
      ...{ channel_id: message.channel, message_ts: message.ts },
    },
    ...(message.only === null ? { message: { ts: message.ts, text: message.text } } : {}),
  });

  /** Slack sends the state of every input, entered or not. */
  function stateOf(view: View): Wire {
    const inputs = view.blocks.filter((block) => block["type"] === "input");
    return Object.fromEntries(
      inputs.map((block) => {
        const element = wire(block["element"]);
        const id = words(block["block_id"]);
        const state = typed.get(`${view.id} ${id}`) ?? initialState(element);
        return [id, { [words(element["action_id"])]: { type: element["type"], ...state } }];
      }),
    );
  }

  async function tells(event: Wire, around: Wire = {}): Promise<void> {
    clicks += 1;
    const all = { enterprise_id: org?.id, team_id: null, is_bot: true, is_enterprise_install: true };
    const told = org === null ? { team_id: team } : { team_id: null, authorizations: [all] };
    const body = {
      type: "event_callback",
      event_id: `Ev${clicks}X`,
      event_time: 1,
      event,
      ...told,
      ...around,
    };
    await deliver(JSON.stringify(body), "application/json");
  }

  return {
    async says(text, channel = direct) {
      const answer = await form({
        ...{ command: "/mistral-setup", text, user_id: user, channel_id: channel, team_id: team },
        ...(org !== null && {
          is_enterprise_install: "true",
          enterprise_id: org.id,
          enterprise_name: org.name,
        }),
        ...{ trigger_id: slack.newTrigger(user), team_domain: "foreign", a_field_of_next_year: "x" },
        response_url: slack.newResponseUrl(channel, user, null),
      });
      if (answer !== "") slack.say(channel, wire(JSON.parse(answer)), user);
    },
    async press(label, times = 1) {
      for (const view of [top(), slack.homes.get(user)])
        if (view !== undefined && (await pressIn(view.blocks, label, inView(view), times))) return;
      for (const message of [...slack.messages].reverse().filter(mine)) {
        if (await pressIn(message.blocks, label, inMessage(message), times)) return;
      }
      throw new Error(`there is no ${label}`);
    },
    fill(values) {
      const view = top();
      for (const [label, value] of Object.entries(values)) {
        const block = view?.blocks.find((each) => wire(each["label"])["text"] === label);
        if (view === undefined || block === undefined) throw new Error(`there is no field ${label}`);
        typed.set(`${view.id} ${block["block_id"]}`, entered(wire(block["element"]), [value].flat()));
      }
    },
    async send(label) {
      const view = top();
      if (wire(view?.["submit"])["text"] !== label || view === undefined)
        throw new Error(`there is no ${label}`);
      const answer = await interact({
        type: "view_submission",
        user: { id: user, name: "somebody" },
        trigger_id: slack.newTrigger(user),
        view: {
          ...{ ...view, state: { values: stateOf(view) } },
          ...(org !== null && { app_installed_team_id: org.id }),
        },
      });
      errors = Object.values(
        slack.takeAnswer(view, answer === "" ? {} : wire(JSON.parse(answer))) ?? {},
      ).join(" ");
    },
    async looksAtHome() {
      slack.modals.splice(0, slack.modals.length, ...slack.modals.filter((each) => each.user !== user));
      await tells({ type: "app_home_opened", tab: "home", user, channel: direct, event_ts: "1405895017.0" });
    },
    tells,
    reads: (channel = direct) => {
      const said = slack.messages
        .filter((each) => each.channel === channel && mine(each))
        .map(({ blocks, text }) => (blocks.length > 0 ? textOf(blocks) : text));
      if (channel !== direct) return said.join("\n");
      const view = top();
      return [
        ...said,
        textOf(slack.homes.get(user)?.blocks),
        textOf([view?.["title"], view?.blocks]),
        errors,
      ].join("\n");
    },
  };
}

/** All words in blocks, in the order they stand, people as `@id`. */
const textOf = (value: unknown): string => rawText(value).replace(/\s+/g, " ").trim();

function rawText(value: unknown): string {
  if (Array.isArray(value)) return value.map(rawText).join(" ");
  if (!isWire(value)) return "";
  if (typeof value["user_id"] === "string") return `@${value["user_id"]}`;
  if (typeof value["text"] === "string") return value["text"];
  return Object.values(value).map(rawText).join(" ");
}

/** By the type of an input: what its state is called, what it begins with, and whether it holds several. */
const INPUTS: Readonly<Record<string, readonly [state: string, initial: string, several?: true]>> = {
  plain_text_input: ["value", "initial_value"],
  number_input: ["value", "initial_value"],
  datepicker: ["selected_date", "initial_date"],
  static_select: ["selected_option", "initial_option"],
  radio_buttons: ["selected_option", "initial_option"],
  checkboxes: ["selected_options", "initial_options", true],
  multi_static_select: ["selected_options", "initial_options", true],
  users_select: ["selected_user", "initial_user"],
  multi_users_select: ["selected_users", "initial_users", true],
  conversations_select: ["selected_conversation", "initial_conversation"],
};

function inputOf({ type }: Wire) {
  const found = INPUTS[words(type)];
  if (found === undefined) throw new Error(`what is ${type}?`);
  return found;
}

function initialState(element: Wire): Wire {
  const [state, initial, several] = inputOf(element);
  return { [state]: element[initial] ?? (several ? [] : null) };
}

function entered(element: Wire, values: readonly string[]): Wire {
  const [state, , several] = inputOf(element);
  const option = (label: string): Wire => {
    const found = wires(element["options"]).find((each) => wire(each["text"])["text"] === label);
    if (found === undefined) throw new Error(`there is no option ${label}`);
    return found;
  };
  const all = state.startsWith("selected_option") ? values.map(option) : values;
  return { [state]: several ? all : all[0] };
}
