import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Outcome } from "../delivery.ts";
import { parseJson } from "../http.ts";
import { fail, OK } from "../refusal.ts";
import type { Answer } from "../snapshot.ts";
import type { Section } from "../world.ts";
import { CARD } from "./card-check.ts";
import { actionsOf } from "./card-parts.ts";
import { CARD_TYPE, cardAttachment, read } from "./content.ts";
import type { StoredDialog, StoredMessage, TeamsState } from "./state.ts";

export const TROUBLE = "Unable to reach app. Please try again.";
export const WRONG = "Something went wrong. Please try again.";

export const hasArrived = ({ status }: Outcome): boolean => status >= 200 && status < 300;

const sentence = z.string().min(1);
const statusCode = z.literal(200);
const ERROR = "application/vnd.microsoft.error";
const MESSAGE = "application/vnd.microsoft.activity.message";

const ACTION = z.discriminatedUnion("type", [
  z.object({ type: z.literal(ERROR), value: z.object({ message: sentence }) }),
  z.object({ type: z.literal(MESSAGE), statusCode, value: sentence }),
  z.object({ type: z.literal(CARD_TYPE), statusCode, value: CARD }),
]);

export function applyAction(
  section: Section<TeamsState>,
  person: string,
  message: StoredMessage,
  outcome: Outcome,
): Answer {
  if (!hasArrived(outcome) || outcome.body === "") return fail(TROUBLE);
  const answer = read(ACTION, parseJson(outcome.body));
  if (answer.type === ERROR) return fail(answer.value.message);
  if (answer.type === MESSAGE) return { ok: true, notice: answer.value };
  section.patch(message, { own: { ...message.own, [person]: answer.value } });
  return OK;
}

const size = z
  .number()
  .or(z.enum(["small", "medium", "large"]))
  .default("small");

/** A dialog sends what `Action.Submit` submits; an `Action.Execute` has nobody to go to. */
const inDialog = cardAttachment.refine(
  ({ content }) => !actionsOf(content).some(({ type }) => type === "Action.Execute"),
  "Action.Execute does nothing in a dialog.",
);
const TASK = z.object({
  task: z
    .discriminatedUnion("type", [
      z.object({ type: z.literal("message"), value: sentence }),
      z.object({
        type: z.literal("continue"),
        value: z.object({ title: sentence, width: size, height: size, card: inDialog }),
      }),
    ])
    .nullish(),
});

type Opener = Pick<StoredDialog, "person" | "conversation" | "message">;

/** What Teams does with the answer to `task/fetch` and `task/submit`: nothing in it closes the dialog. */
export function applyTask(section: Section<TeamsState>, opener: Opener, outcome: Outcome): Answer {
  if (!hasArrived(outcome)) return fail(TROUBLE);
  const { task } = read(TASK, outcome.body === "" ? {} : parseJson(outcome.body));
  const { person, conversation, message } = opener;
  section.change((draft) => {
    draft.dialogs = draft.dialogs.filter((each) => each.person !== person);
    if (task != null)
      draft.dialogs.push({ id: randomUUID(), person, conversation, message, ...shownOf(task) });
  });
  return OK;
}

type Task = NonNullable<z.infer<typeof TASK>["task"]>;

function shownOf(task: Task): Pick<StoredDialog, "title" | "width" | "height" | "content"> {
  if (task.type === "message")
    return { title: "", width: "small", height: "small", content: { kind: "message", text: task.value } };
  const { title, width, height, card } = task.value;
  return { title, width, height, content: { kind: "card", card: card.content } };
}
