import type { StoredMessage } from "../../../src/sandbox/chat.ts";
import type { Sandbox } from "../../../src/sandbox/server.ts";
import type { Answer, Card, Json, JsonObject } from "../../../src/sandbox/snapshot.ts";
import { cardsFor, dialogFor, type Values } from "../../../src/sandbox/teams/card-parts.ts";
import { BOT } from "../../../src/sandbox/teams/state.ts";
import { must } from "../must.ts";
import { buttonsOf, inputsIn, labelOfInput, readableCard, valueFor } from "../reading/card-text.ts";

import { chatOf, createPerson, type Entered, type Spot, type TestPerson } from "./person.ts";

/**
 * A command is a message to the bot, with a mention outside of the chat with it; `modal` is the open dialog or, as there
 * is none after a command, the newest message in the chat with the bot.
 */
export function teamsPerson({ teams, slack }: Pick<Sandbox, "teams" | "slack">, handle: string) {
  const { client, state } = teams;
  const { id } = must(slack.state().people.find((each) => each.handle === handle));
  const chat = () => chatOf(state(), id, "dm");
  const messages = () => state().messages.filter(({ place }) => place === chat());
  const open = () => dialogFor(state(), id);

  const textOf = (message: StoredMessage): string =>
    [message.text, ...filesOf(message), ...cardsFor(state(), message, id).map(readableCard)]
      .filter((text) => text !== "")
      .join("\n");

  function spotOf(key: string, card: Card, run: (pressed: Pressed) => Promise<Answer>): Spot {
    const pressing = (action: JsonObject) => (entered: Entered) => run({ action, values: entered as Values });
    const sends = buttonsOf(card).find(({ action }) => isSubmit(action["data"]));
    return {
      key,
      buttons: () =>
        buttonsOf(card).map(({ action, ...button }) => ({
          ...{ ...button, value: action["data"], press: pressing(action) },
        })),
      inputs: () =>
        inputsIn(card).map((input) => ({
          ...{ id: String(input["id"]), label: labelOfInput(input) },
          enter: (value) => valueFor(input, value),
        })),
      submit: sends && pressing(sends.action),
    };
  }

  const person: TestPerson = createPerson({
    ...{ id, handle, of: teams, state, textOf },
    command: (text = "", where = "dm") => {
      const words = where === "dm" ? text || "setup" : `@${BOT.name} ${text}`.trim();
      return client.say(id, chatOf(state(), id, where), words);
    },
    back: () => person.press("Back", { in: "modal" }),
    close: async () => client.close(id, open()?.id ?? ""),
    dialog: () => {
      const { id: dialog = "", card = null } = open() ?? {};
      return card && spotOf(dialog, card, (pressed) => client.submit(id, dialog, pressed));
    },
    spotsIn: (message) =>
      cardsFor(state(), message, id).map((card) =>
        spotOf(`${message.id} ${message.edits}`, card, (pressed) =>
          client.press(id, message.place, message.id, pressed, card),
        ),
      ),
    modal: () => {
      const dialog = open();
      if (dialog === null) return messages().map(textOf).at(-1) ?? null;
      return dialog.card === null ? dialog.text : `${dialog.title}\n${readableCard(dialog.card)}`;
    },
  });
  return {
    ...person,
    /** Sends a file in the chat with the bot. */
    attach: (name: string, content: string | Uint8Array) =>
      client.attach(id, chat(), name, Buffer.from(content).toString("base64")),
    /** Answers the newest file that the bot offers there. */
    answerFile: (accept: boolean) =>
      client.consent(id, chat(), must(messages().findLast(({ offer }) => offer != null)).id, accept),
    install: (on = true) => teams.install(id, on),
  };
}

type Pressed = { action: JsonObject; values: Values };

const filesOf = ({ offer, put }: StoredMessage): string[] => [
  ...(offer == null ? [] : [`Allow or decline: ${offer.name}\n${offer.description}`]),
  ...(put == null ? [] : [`File: ${put.name}`]),
];

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether an action sends the form that it stands below. */
const isSubmit = (data: Json | undefined): boolean =>
  isObject(data) && isObject(data["setup"]) && data["setup"]["submit"] !== undefined;
