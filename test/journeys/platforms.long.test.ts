import { describe, expect, it } from "vitest";
import type { UserAction } from "../../src/domain/action.ts";
import type { Block, Field, Form, View } from "../../src/view/core/view.ts";
import { slack, teams } from "../support/reading/platforms.ts";
import { actionsIn } from "../support/reading/read-view.ts";
import { samples } from "../support/reading/samples.ts";
import { LANGUAGES } from "../support/samples/facts.ts";

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

  // Slack has no menus for the steps: there a button shows what is in them.
  const shownHere = (blocks: readonly Block[]): Block[] =>
    blocks.map((block) =>
      platform.id === "slack" && block.kind === "row" && block.folded !== undefined
        ? { ...block, menu: [block.folded] }
        : block,
    );

  it("is taken", () => {
    expect(views.length + forms.length).toBeGreaterThan(200);
    expect(each(views, ({ view }) => platform.problemsOfView(view))).toEqual(each(views, () => []));
    expect(each(forms, ({ form }) => platform.problemsOfForm(form))).toEqual(each(forms, () => []));
  });

  it("gives back each button as the action that it was made from", () => {
    expect(each(views, ({ view }) => pressedOf(platform.pressed(view)))).toEqual(
      each(views, ({ view }) => meantIn(shownHere(view.blocks))),
    );
    expect(each(forms, ({ form }) => pressedOf(platform.pressedIn(form)))).toEqual(
      each(forms, ({ form }) => meantIn(form.intro)),
    );
  });

  it("is cut, where it is too long for a message, without spoiling a button", () => {
    const strange = ({ view }: ViewSample) =>
      pressedOf(platform.pressedInMessage(view)).filter(
        (action) => !meantIn(shownHere(view.blocks)).includes(action),
      );
    expect(each(views, strange)).toEqual(each(views, () => []));
  });

  it("shows each field of a form, and knows the form again when it is submitted", () => {
    // One without a button to submit only shows.
    const ref = ({ form }: FormSample) => (form.submit === null ? null : form.ref);
    const sent = ({ form }: FormSample) => (form.submit === null ? null : platform.submitted(form));
    expect(each(forms, sent)).toEqual(each(forms, ref));
    // No form in Teams takes a file: it is sent to the bot in the chat.
    const isThere = ({ kind }: Field) => platform.id === "slack" || kind !== "file";
    const shown = ({ fields }: Form) => fields.filter(isThere).map(({ name }) => name);
    expect(each(forms, ({ form }) => platform.fields(form))).toEqual(
      each(forms, ({ form }) => (form.submit === null ? [] : shown(form))),
    );
  });
});
