import { randomUUID } from "node:crypto";
import { isWire } from "../check.ts";
import type { Answer, Card, Size } from "../snapshot.ts";
import type { Section } from "../world.ts";
import { readCard } from "./activity-content.ts";
import { actionsOf } from "./card-parts.ts";
import type { Outcome } from "./delivery.ts";
import { badSyntax } from "./refusal.ts";
import type { StoredDialog, StoredMessage, TeamsState } from "./state.ts";

export const TROUBLE = "Unable to reach app. Please try again.";
const WRONG = "Something went wrong. Please try again.";
const DONE: Answer = { ok: true };

const TYPES = {
  card: "application/vnd.microsoft.card.adaptive",
  message: "application/vnd.microsoft.activity.message",
  error: "application/vnd.microsoft.error",
};

/** What Teams does with the answer to an `Action.Execute`. Throws a Refusal when the answer is not in order. */
export function applyAction(
  section: Section<TeamsState>,
  person: string,
  message: StoredMessage,
  { status, body }: Outcome,
): Answer {
  if (status < 200 || status > 299 || !isWire(body)) return { ok: false, error: TROUBLE };
  const { statusCode, type, value } = body;
  if (type === TYPES.error) {
    const said = isWire(value) && typeof value["message"] === "string" ? value["message"] : WRONG;
    return { ok: false, error: said };
  }
  if (statusCode !== 200) badSyntax(`The answer's statusCode is ${String(statusCode)}.`);
  if (type === TYPES.message) {
    if (typeof value !== "string" || value === "") return badSyntax("The answer's message is no text.");
    return { ok: true, notice: value };
  }
  if (type !== TYPES.card) return badSyntax(`The answer has an unknown type: ${String(type)}.`);
  const card = readCard({ contentType: TYPES.card, content: value });
  section.change(() => {
    message.own = { ...message.own, [person]: card };
  });
  return DONE;
}

type Opener = Pick<StoredDialog, "person" | "conversation" | "message">;

/** What Teams does with the answer to `task/fetch` and `task/submit`: nothing in it closes the dialog. */
export function applyTask(section: Section<TeamsState>, opener: Opener, { status, body }: Outcome): Answer {
  if (status < 200 || status > 299) return { ok: false, error: TROUBLE };
  const task = isWire(body) ? body["task"] : undefined;
  const shown = task === undefined || task === null ? null : readTask(task);
  section.change((draft) => {
    draft.dialogs = draft.dialogs.filter(({ person }) => person !== opener.person);
    if (shown !== null) draft.dialogs.push({ id: randomUUID(), ...opener, ...shown });
  });
  return DONE;
}

type Shown = Pick<StoredDialog, "title" | "width" | "height" | "content">;

function readTask(task: unknown): Shown {
  if (!isWire(task)) return badSyntax("The answer's task is no object.");
  const { type, value } = task;
  if (type === "message") {
    if (typeof value !== "string" || value === "") return badSyntax("The dialog's message is no text.");
    return { title: "", width: "small", height: "small", content: { kind: "message", text: value } };
  }
  if (type !== "continue" || !isWire(value))
    return badSyntax(`The dialog has an unknown type: ${String(type)}.`);
  const { title, card } = value;
  if (typeof title !== "string" || title === "") return badSyntax("The dialog has no title.");
  const [width, height] = [readSize(value["width"], "width"), readSize(value["height"], "height")];
  return { title, width, height, content: { kind: "card", card: forDialog(readCard(card)) } };
}

function readSize(size: unknown, name: string): Size {
  if (size === undefined) return "small";
  if (typeof size === "number" || size === "small" || size === "medium" || size === "large") return size;
  return badSyntax(`The dialog's ${name} is not a size.`);
}

/** A dialog sends what `Action.Submit` submits; an `Action.Execute` has nobody to go to. */
function forDialog(card: Card): Card {
  const dead = actionsOf(card).filter(({ type }) => type === "Action.Execute");
  if (dead.length > 0) badSyntax("Action.Execute does nothing in a dialog.");
  return card;
}
