import { describe, expect, it } from "vitest";
import type { FormRef, UserAction } from "../../src/domain/action.ts";
import { problemsInMessage, problemsInView } from "../../src/sandbox/slack/blocks.ts";
import { decodeAction, decodeForm } from "../../src/slack/render/codec.ts";
import { renderForm } from "../../src/slack/render/forms.ts";
import { renderDialog, renderHome, renderMessage } from "../../src/slack/render/render.ts";
import { renderCard } from "../../src/teams/cards/card.ts";
import { decodeData } from "../../src/teams/cards/codec.ts";
import { renderFormCard } from "../../src/teams/cards/forms.ts";
import type { Field, Form, View } from "../../src/view/core/view.ts";
import { pressables } from "../support/browser/labels.ts";
import { actionsIn } from "../support/reading/read-view.ts";
import { samples } from "../support/reading/samples.ts";
import { CARDS, FORMS, partsOf, problemsOfCard, sentBy } from "../support/reading/teams-cards.ts";
import { LANGUAGES } from "../support/samples/facts.ts";

/** What every platform must be able to do with whatever the core shows. */
type Platform = {
  readonly name: string;
  readonly id: "slack" | "teams";
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

function pressedOn(blocks: readonly object[]): (UserAction | null)[] {
  return pressables(sent(blocks) as Blocks)
    .filter(({ element }) => element["url"] === undefined)
    .map(({ action, element }) => {
      const option = action["selected_option"] as { value?: string } | undefined;
      return decodeAction(option?.value ?? element["value"]);
    });
}

const slack: Platform = {
  name: "Slack",
  id: "slack",
  problemsOfView: (view) => [
    ...problemsInMessage(sent(renderMessage(view))),
    ...problemsInView(sent(renderHome(view)), "home"),
    ...problemsInView(sent(renderDialog(view, "Mistral Setup", "Close")), "modal"),
  ],
  problemsOfForm: (form) => problemsInView(sent(renderForm(form)), "modal"),
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
  expect(submits.length).toBeLessThan(2);
  return submits[0]?.ref ?? null;
};

const teams: Platform = {
  name: "Teams",
  id: "teams",
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

type ViewSample = { readonly name: string; readonly view: View };
type FormSample = { readonly name: string; readonly form: Form };

const inOrder = (actions: readonly (UserAction | null)[]): string[] =>
  actions.map((action) => JSON.stringify(action)).sort();
/** Where there is no room for all that an Approve approves, the button for the whole list stands in its place. */
const orList = (action: UserAction): UserAction =>
  action.do === "approve" ? { do: "open", to: { form: "approve", request: action.request } } : action;
const pressedOf = (actions: readonly (UserAction | null)[]): string[] =>
  inOrder(actions.map((action) => action && orList(action)));
const meantIn = (blocks: View["blocks"]): string[] =>
  pressedOf(actionsIn(blocks).map(({ action }) => action));

/** Per sample what came of it, so that a failure names the samples. */
function each<S extends { name: string }, T>(all: readonly S[], of: (sample: S) => T): Record<string, T> {
  return Object.fromEntries(all.map((sample) => [sample.name, of(sample)]));
}

const SAID = [slack, teams].flatMap((platform) => LANGUAGES.map((language) => ({ ...platform, language })));

describe.each(SAID)("everything that is shown, in $name in $language", ({ language, ...platform }) => {
  const all = samples(platform.id, language);
  const views = all.flatMap(({ name, view }): ViewSample[] => (view === undefined ? [] : [{ name, view }]));
  const forms = all.flatMap(({ name, form }): FormSample[] => (form === undefined ? [] : [{ name, form }]));

  it("is taken", () => {
    expect(views.length + forms.length).toBeGreaterThan(200);
    expect(each(views, ({ view }) => platform.problemsOfView(view))).toEqual(each(views, () => []));
    expect(each(forms, ({ form }) => platform.problemsOfForm(form))).toEqual(each(forms, () => []));
  });

  it("gives back each button as the action that it was made from", () => {
    expect(each(views, ({ view }) => pressedOf(platform.pressed(view)))).toEqual(
      each(views, ({ view }) => meantIn(view.blocks)),
    );
    expect(each(forms, ({ form }) => pressedOf(platform.pressedIn(form)))).toEqual(
      each(forms, ({ form }) => meantIn(form.intro)),
    );
  });

  it("is cut, where it is too long for a message, without spoiling a button", () => {
    const strange = ({ view }: ViewSample) =>
      pressedOf(platform.pressedInMessage(view)).filter((action) => !meantIn(view.blocks).includes(action));
    expect(each(views, strange)).toEqual(each(views, () => []));
  });

  it("shows each field of a form, and knows the form again when it is submitted", () => {
    expect(each(forms, ({ form }) => platform.submitted(form))).toEqual(each(forms, ({ form }) => form.ref));
    // No form in Teams takes a file: it is sent to the bot in the chat.
    const isThere = ({ kind }: Field) => platform.id === "slack" || kind !== "file";
    const shown = ({ fields }: Form) => fields.filter(isThere).map(({ name }) => name);
    expect(each(forms, ({ form }) => platform.fields(form))).toEqual(
      each(forms, ({ form }) => (form.submit === null ? [] : shown(form))),
    );
  });
});
