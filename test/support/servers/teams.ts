import type { Sandbox } from "../../../src/sandbox/server.ts";
import type { Answer, Card, Json, JsonObject } from "../../../src/sandbox/snapshot.ts";
import { cardsFor, contentOf, type Values } from "../../../src/sandbox/teams/card-parts.ts";
import { BOT, dialogOf, type StoredMessage } from "../../../src/sandbox/teams/state.ts";
import { must } from "../must.ts";
import type { CardButton } from "../reading/card-text.ts";
import { buttonsOf, inputsIn, labelOfInput, readableCard, valueFor } from "../reading/card-text.ts";
import type { TestPerson, Where } from "./slack.ts";

type Chat = `#${string}` | "dm";

/**
 * One person's Teams, by what is written on the screen, as `TestPerson` is for Slack: a command is a message to the bot,
 * with a mention outside of the chat with it; `modal` is the open dialog or, as there is none after a command, the
 * newest message in the chat with the bot.
 */
export type TeamsPerson = Omit<TestPerson, "openHome" | "home"> & {
  /** Adds the app, or removes it. */
  install(on?: boolean): Promise<void>;
  /** Sends a file in the chat with the bot. */
  attach(name: string, content: string | Uint8Array): Promise<Answer>;
  /** Answers the newest file that the bot offers there. */
  answerFile(accept: boolean): Promise<Answer>;
};

type Spot =
  | { kind: "message"; message: StoredMessage; card: Card }
  | { kind: "dialog"; id: string; title: string; card: Card };

/** What each person typed and did not send yet, and what they revealed. */
const drafts = new WeakMap<object, Map<string, Values>>();

export function teamsPerson({ teams, slack }: Pick<Sandbox, "teams" | "slack">, handle: string): TeamsPerson {
  const { client } = teams;
  const { id } = must(slack.state().people.find((each) => each.handle === handle));
  const typed = drafts.get(teams) ?? new Map<string, Values>();
  drafts.set(teams, typed);

  function chatId(where: Chat): string {
    const found = teams.state().conversations.find((each) => {
      if (!each.members.includes(id)) return false;
      return where === "dm" ? each.kind === "personal" : each.name === where.slice(1);
    });
    if (found === undefined) throw new Error(`${handle} is not in ${where}`);
    return found.id;
  }

  const seen = (chat: string): StoredMessage[] =>
    teams.state().messages.filter((each) => each.conversation === chat);

  const textOf = (message: StoredMessage): string =>
    [message.text, ...filesOf(message), ...cardsFor(teams.state(), message, id).map(readableCard)]
      .filter((text) => text !== "")
      .join("\n");

  function openDialog(): Spot[] {
    const dialog = dialogOf(teams.state(), id);
    const content = dialog === undefined ? undefined : contentOf(teams.state(), dialog);
    return dialog === undefined || content?.kind !== "card"
      ? []
      : [{ kind: "dialog", id: dialog.id, title: dialog.title, card: content.card }];
  }

  /** Newest first; without `where` an open dialog hides the rest. */
  function spots(where: Where | undefined): Spot[] {
    const dialog = openDialog();
    if (dialog.length > 0 && (where === "modal" || where === undefined)) return dialog;
    const mine = teams.state().conversations.filter(({ members }) => members.includes(id));
    const chats = where === undefined ? mine.map((each) => each.id) : [chatId(chatOf(where))];
    return teams
      .state()
      .messages.filter((each) => chats.includes(each.conversation))
      .flatMap((message) =>
        cardsFor(teams.state(), message, id).map((card): Spot => ({ kind: "message", message, card })),
      )
      .reverse();
  }

  const keyOf = (spot: Spot): string =>
    `${id} ${spot.kind === "dialog" ? spot.id : `${spot.message.id} ${spot.message.edits}`}`;

  function run(spot: Spot, action: JsonObject): Promise<Answer> {
    const pressed = { action, values: typed.get(keyOf(spot)) ?? {} };
    if (spot.kind === "dialog") return client.submit(id, spot.id, pressed);
    const { conversation, id: message } = spot.message;
    return client.press(id, conversation, message, pressed, spot.card);
  }

  function find(label: string | RegExp, where: Where | undefined): { spot: Spot; button: CardButton } {
    for (const spot of spots(where)) {
      const button = buttonsOf(spot.card).find((each) =>
        typeof label === "string" ? each.label === label : label.test(each.label),
      );
      if (button !== undefined) return { spot, button };
    }
    const there = spots(where).flatMap(({ card }) => buttonsOf(card).map((each) => each.label));
    throw new Error(`${handle} sees no ${label} ${where ?? ""}; there is: ${there.join(", ") || "nothing"}`);
  }

  function hold(label: string | RegExp, where: Where | undefined): () => Promise<Answer> {
    const { spot, button } = find(label, where);
    return () => run(spot, button.action);
  }

  function formSpot(): Spot {
    const spot = [...openDialog(), ...spots("dm")].find(({ card }) => submitOf(card) !== undefined);
    if (spot === undefined) throw new Error(`${handle} has no form open`);
    return spot;
  }

  return {
    id,
    command: (text = "", where = "dm") =>
      client.say(id, chatId(where), where === "dm" ? text || "setup" : `@${BOT.name} ${text}`.trim()),
    press: async (label, { in: where } = {}) => hold(label, where)(),
    hold: (label, { in: where } = {}) => hold(label, where),
    question: (label, { in: where } = {}) => find(label, where).button.question,
    back: () => hold("Back", "modal")(),
    fill: (values) => {
      const spot = formSpot();
      const inputs = inputsIn(spot.card);
      for (const [label, value] of Object.entries(values)) {
        const input = inputs.find((each) => labelOfInput(each) === label);
        if (input === undefined)
          throw new Error(`there is no input ${label}; there is: ${inputs.map(labelOfInput).join(", ")}`);
        const entered = { [String(input["id"])]: valueFor(input, value) };
        typed.set(keyOf(spot), { ...typed.get(keyOf(spot)), ...entered });
      }
    },
    submit: async () => {
      const spot = formSpot();
      const send = submitOf(spot.card);
      if (send === undefined) throw new Error(`${handle} sees no button that sends the form`);
      const { ok, error = null, errors = {} } = await run(spot, send.action);
      const label = (input: string) =>
        labelOfInput(must(inputsIn(spot.card).find((each) => each["id"] === input)));
      const byLabel = Object.entries(errors).map(([input, text]) => [label(input), text]);
      return { ok, error, errors: Object.fromEntries(byLabel) as Record<string, string> };
    },
    close: async () => client.close(id, dialogOf(teams.state(), id)?.id ?? ""),
    messages: (where) => seen(chatId(where)).map(textOf),
    dm: () => seen(chatId("dm")).map(textOf),
    modal: () => {
      const dialog = dialogOf(teams.state(), id);
      const [open] = openDialog();
      if (open?.kind === "dialog") return `${open.title}\n${readableCard(open.card)}`;
      if (dialog?.content.kind === "message") return dialog.content.text;
      return seen(chatId("dm")).map(textOf).at(-1) ?? null;
    },
    buttons: (where) =>
      spots(where)
        .reverse()
        .flatMap(({ card }) => buttonsOf(card).map((each) => each.label)),
    attach: (name, content) => client.attach(id, chatId("dm"), name, Buffer.from(content).toString("base64")),
    answerFile: async (accept) => {
      const message = must(seen(chatId("dm")).findLast(({ offer }) => offer != null));
      return client.consent(id, message.conversation, message.id, accept);
    },
    install: (on = true) => teams.install(id, on),
  };
}

const filesOf = ({ offer, put }: StoredMessage): string[] => [
  ...(offer == null ? [] : [`Allow or decline: ${offer.name}\n${offer.description}`]),
  ...(put == null ? [] : [`File: ${put.name}`]),
];

/** Only the chat with the bot has what Slack has on its Home. */
const chatOf = (where: Where): Chat => (where === "modal" || where === "home" ? "dm" : where);

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const submitOf = (card: Card): CardButton | undefined =>
  buttonsOf(card).find(({ action }) => isSubmit(action["data"]));

/** Whether an action sends the form that it stands below. */
const isSubmit = (data: Json | undefined): boolean =>
  isObject(data) && isObject(data["setup"]) && data["setup"]["submit"] !== undefined;
