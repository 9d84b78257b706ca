import type { FormRef, UserAction } from "../../../src/domain/action.ts";
import { problemsInMessage, problemsInView } from "../../../src/sandbox/slack/blocks.ts";
import { decodeAction, decodeForm, renderForm } from "../../../src/slack/render/forms.ts";
import { renderDialog, renderHome, renderMessage } from "../../../src/slack/render/render.ts";
import { renderCard } from "../../../src/teams/cards/card.ts";
import { decodeData } from "../../../src/teams/cards/codec.ts";
import { renderFormCard } from "../../../src/teams/cards/forms.ts";
import type { Form, View } from "../../../src/view/core/view.ts";
import { beyondSlack } from "../../slack/render/limits.ts";
import { pressables } from "../browser/labels.ts";
import { CARDS, FORMS, partsOf, problemsOfCard, sentBy } from "./teams-cards.ts";

/** What every platform must be able to do with whatever the core shows. */
export type Platform = {
  readonly name: string;
  readonly id: "slack" | "teams";
  /** The View as a message, as it goes over the wire. */
  message(view: View): object;
  /** What the platform would refuse, wherever a View may be shown. */
  problemsOfView(view: View): string[];
  problemsOfForm(form: Form): string[];
  /** What can be pressed where most fits, as the platform would send it back. */
  pressed(view: View): (UserAction | null)[];
  /** The same in a message, which may be cut. */
  pressedInMessage(view: View): (UserAction | null)[];
  pressedIn(form: Form): (UserAction | null)[];
  /** What a submission says it belongs to. */
  submitted(form: Form): FormRef | null;
  /** The names of the fields that are shown. */
  fields(form: Form): string[];
};

type Blocks = Parameters<typeof pressables>[0];

/** As from the wire: without what JSON drops. */
const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const pressedOn = (blocks: readonly object[]): (UserAction | null)[] =>
  pressables(sent(blocks) as Blocks)
    .filter(({ element }) => element["url"] === undefined)
    .map(({ element }) => decodeAction(element["value"]));

export const slack: Platform = {
  name: "Slack",
  id: "slack",
  message: (view) => sent(renderMessage(view)),
  problemsOfView: (view) => [
    ...problemsInMessage(sent(renderMessage(view))),
    ...problemsInView(sent(renderHome(view)), "home"),
    ...problemsInView(sent(renderDialog(view, "Mistral Setup", "Close")), "modal"),
    ...[renderMessage(view), renderHome(view), renderDialog(view, view.summary, view.summary)].flatMap(
      beyondSlack,
    ),
  ],
  problemsOfForm: (form) => [
    ...problemsInView(sent(renderForm(form)), "modal"),
    ...beyondSlack(renderForm(form)),
  ],
  pressed: (view) => pressedOn(renderHome(view).blocks),
  pressedInMessage: (view) => pressedOn(renderMessage(view).blocks),
  pressedIn: (form) => pressedOn(renderForm(form).blocks),
  submitted: (form) => decodeForm(renderForm(form).private_metadata),
  fields: (form) =>
    renderForm(form).blocks.flatMap((block) => (block.type === "input" ? [block.block_id ?? ""] : [])),
};

type Card = Parameters<typeof sentBy>[0];

const pressedInCard = (card: Card): (UserAction | null)[] =>
  sentBy(card).flatMap((data) => {
    const pressed = decodeData(data);
    return pressed === null ? [null] : pressed.kind === "press" ? [pressed.action] : [];
  });

const submittedBy = (card: Card): FormRef | null => {
  const submits = sentBy(card)
    .map(decodeData)
    .filter((pressed) => pressed?.kind === "submit");
  if (submits.length > 1) throw new Error("two buttons submit one form");
  return submits[0]?.ref ?? null;
};

export const teams: Platform = {
  name: "Teams",
  id: "teams",
  message: (view) => sent(renderCard(view, CARDS)),
  problemsOfView: (view) => [
    ...problemsOfCard(renderCard(view, CARDS)),
    ...problemsOfCard(renderCard(view, { ...CARDS, dialogs: false })),
    ...problemsOfCard(renderCard(view, { ...CARDS, within: "dialog" })),
  ],
  problemsOfForm: (form) => [
    ...problemsOfCard(renderFormCard(form, FORMS)),
    ...problemsOfCard(renderFormCard(form, { ...FORMS, within: "chat", dialogs: false })),
  ],
  /** There is no place for more than a message: each block in one of its own. */
  pressed: (view) =>
    view.blocks.flatMap((block) => pressedInCard(renderCard({ ...view, blocks: [block] }, CARDS))),
  pressedInMessage: (view) => pressedInCard(renderCard(view, { ...CARDS, dialogs: false })),
  pressedIn: (form) => pressedInCard(renderFormCard(form, FORMS)),
  submitted: (form) => submittedBy(renderFormCard(form, FORMS)),
  fields: (form) =>
    partsOf(renderFormCard(form, FORMS)).flatMap(({ type, id }) =>
      type.startsWith("Input.") ? [String(id)] : [],
    ),
};
