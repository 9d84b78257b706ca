import { createHmac } from "node:crypto";
import type { ForeignSlack, Message, View } from "./slack.ts";
import { TEAM } from "./slack.ts";
import { isWire, type Wire, wire, wires, words } from "./wire.ts";

/** Somebody in front of a Slack of another make: finds everything by the words on the screen. */
export type Person = {
  command(text: string, channel?: string): Promise<void>;
  /** Presses the newest button or menu entry with this label, in the open dialog, Home or a message. */
  press(label: string, where?: "home"): Promise<void>;
  fill(values: Readonly<Record<string, string | readonly string[]>>): void;
  /** What is wrong, per field; null when the submission was taken. */
  submit(): Promise<Wire | null>;
  openHome(): Promise<void>;
  /** Closes all dialogs. */
  close(): void;
  dialog(): string;
  home(): string;
  reads(channel?: string): string;
};

type Options = {
  slack: ForeignSlack;
  user: string;
  botUrl: string;
  signingSecret: string;
};

type Pressed = { block: Wire; element: Wire; option: Wire | null };

let clicks = 0;

export function foreignPerson({ slack, user, botUrl, signingSecret }: Options): Person {
  const typed = new Map<string, Wire>();
  const direct = slack.directOf(user);
  const who = { id: user, username: `${user}-name`, team_id: TEAM };
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
    const said = await fetch(`${botUrl}/slack/events`, { method: "POST", headers, body, signal });
    if (said.status !== 200) throw new Error(`the bot answered ${said.status}`);
    return said.text();
  }

  const form = (fields: Record<string, string>): Promise<string> =>
    deliver(new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded");
  const interact = (payload: Wire): Promise<string> =>
    form({ payload: JSON.stringify({ api_app_id: "AFOREIGN", enterprise: null, ...payload }) });

  function pressable(blocks: readonly Wire[], label: string): Pressed | null {
    for (const block of blocks) {
      for (const element of [...wires(block["elements"]), wire(block["accessory"])]) {
        if (element["type"] === "button" && wire(element["text"])["text"] === label)
          return { block, element, option: null };
        if (element["type"] !== "overflow") continue;
        const option = wires(element["options"]).find((each) => wire(each["text"])["text"] === label);
        if (option !== undefined) return { block, element, option };
      }
    }
    return null;
  }

  async function pressIn(blocks: Wire[], label: string, around: Wire): Promise<boolean> {
    const found = pressable(blocks, label);
    if (found === null) return false;
    const { block, element, option } = found;
    clicks += 1;
    const { type, action_id, value, text } = element;
    const chosen = option === null ? { value, text } : { selected_option: option };
    await interact({
      type: "block_actions",
      user: who,
      team: { domain: "foreign", id: TEAM },
      trigger_id: slack.newTrigger(user),
      actions: [
        {
          ...chosen,
          type,
          action_id,
          block_id: block["block_id"],
          action_ts: `1405894999.${100_000 + clicks}`,
        },
      ],
      ...around,
    });
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
      type: "message",
      is_ephemeral: message.only !== null,
      channel_id: message.channel,
      message_ts: message.ts,
      is_app_unfurl: false,
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

  return {
    async command(text, channel = direct) {
      const answer = await form({
        command: "/mistral-setup",
        trigger_id: slack.newTrigger(user),
        response_url: slack.newResponseUrl(channel, user, null),
        text,
        user_id: user,
        channel_id: channel,
        team_id: TEAM,
        team_domain: "foreign",
        a_field_of_next_year: "x",
      });
      if (answer !== "") slack.say(channel, wire(JSON.parse(answer)), user);
    },
    async press(label, where) {
      const view = where === "home" ? slack.homes.get(user) : top();
      if (view !== undefined && (await pressIn(view.blocks, label, inView(view)))) return;
      for (const message of [...slack.messages].reverse().filter(mine)) {
        if (await pressIn(message.blocks, label, inMessage(message))) return;
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
    async submit() {
      const view = top();
      if (view?.["submit"] === undefined) throw new Error("there is nothing to submit");
      const answer = await interact({
        type: "view_submission",
        team: { id: TEAM, domain: "foreign" },
        user: { id: user, name: "somebody" },
        trigger_id: slack.newTrigger(user),
        view: { ...view, state: { values: stateOf(view) } },
      });
      return slack.takeAnswer(view, answer === "" ? {} : wire(JSON.parse(answer)));
    },
    async openHome() {
      const event = {
        type: "app_home_opened",
        tab: "home",
        user,
        channel: direct,
        event_ts: "1405895017.000506",
      };
      clicks += 1;
      const body = { type: "event_callback", event_id: `Ev${clicks}X`, team_id: TEAM, event_time: 1, event };
      await deliver(JSON.stringify(body), "application/json");
    },
    close: () => {
      slack.modals.splice(0, slack.modals.length, ...slack.modals.filter((each) => each.user !== user));
    },
    dialog: () => {
      const view = top();
      return view === undefined ? "" : textOf([view["title"], view.blocks]);
    },
    home: () => textOf(slack.homes.get(user)?.blocks),
    reads: (channel = direct) =>
      slack.messages
        .filter((each) => each.channel === channel && mine(each))
        .map(({ blocks, text }) => (blocks.length > 0 ? textOf(blocks) : text))
        .join("\n"),
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

function initialState(element: Wire): Wire {
  switch (element["type"]) {
    case "plain_text_input":
    case "number_input":
      return { value: element["initial_value"] ?? null };
    case "static_select":
    case "radio_buttons":
      return { selected_option: element["initial_option"] ?? null };
    case "checkboxes":
    case "multi_static_select":
      return { selected_options: element["initial_options"] ?? [] };
    case "users_select":
      return { selected_user: element["initial_user"] ?? null };
    case "multi_users_select":
      return { selected_users: element["initial_users"] ?? [] };
    case "conversations_select":
      return { selected_conversation: element["initial_conversation"] ?? null };
    default:
      throw new Error(`what is ${element["type"]}?`);
  }
}

function entered(element: Wire, values: readonly string[]): Wire {
  const option = (label: string): Wire => {
    const found = wires(element["options"]).find((each) => wire(each["text"])["text"] === label);
    if (found === undefined) throw new Error(`there is no option ${label}`);
    return found;
  };
  const [first = ""] = values;
  switch (element["type"]) {
    case "plain_text_input":
    case "number_input":
      return { value: first };
    case "static_select":
    case "radio_buttons":
      return { selected_option: option(first) };
    case "checkboxes":
    case "multi_static_select":
      return { selected_options: values.map(option) };
    case "users_select":
      return { selected_user: first };
    case "multi_users_select":
      return { selected_users: values };
    case "conversations_select":
      return { selected_conversation: first };
    default:
      throw new Error(`what is ${element["type"]}?`);
  }
}
