import type { FormName } from "../domain/action.ts";
import type { Mode } from "../domain/mode.ts";
import { mayLeaveOut, type SetupStep } from "../domain/setup.ts";
import type { StepName } from "../domain/step-name.ts";
import { measureButtons } from "./measures.ts";
import type { Reader } from "./reader.ts";
import type { ActionButton, OtherButton } from "./view.ts";

type PlainForm = Exclude<
  FormName,
  "review" | "compared" | "approve" | "deny" | "change" | "hand" | "impossible" | "role" | "member-role"
>;

const FORM_OF: Readonly<Record<StepName, PlainForm>> = {
  organization: "organization",
  billing: "billing",
  workspaces: "workspaces",
  members: "invite",
  security: "security",
  verify: "verify",
};

/** The form that goes on with a step. */
export const openForm = (step: StepName): OtherButton["action"] => ({
  do: "open",
  to: { form: FORM_OF[step] },
});

/** The button that goes on with an open step. */
export function nextButton(reader: Reader, step: StepName): OtherButton {
  return { label: reader.strings.steps[step].next, action: openForm(step) };
}

/** Leaves out a step that may be left out. */
export function skipButton(reader: Reader, step: StepName): ActionButton {
  const { buttons, describe } = reader.strings.checklist;
  const label = step === "workspaces" ? buttons.oneIsEnough : buttons.later;
  return {
    label,
    action: { do: "skip", step },
    description: describe(label, reader.strings.steps[step].title),
  };
}

/** What else can be done about a step: by the owner, or (skip) by whoever works on it. */
export function stepMenu(
  reader: Reader,
  name: StepName,
  step: SetupStep,
  { owner, mode }: { readonly owner: boolean; readonly mode: Mode },
): ActionButton[] {
  const { checklist, steps } = reader.strings;
  const described = (label: string, action: OtherButton["action"]): ActionButton => ({
    label,
    action,
    description: checklist.describe(label, steps[name].title),
  });
  const menu: ActionButton[] = [];
  if (name === "security")
    menu.push(...measureButtons(reader).map(({ label, action }) => described(label, action)));
  if (name === "members" && mode === "guided")
    menu.push(described(reader.strings.compare.button, { do: "open", to: { form: "compare" } }));
  if (step.state === "open") {
    if (mayLeaveOut(name, owner)) menu.push(skipButton(reader, name));
    if (name === "workspaces")
      menu.push(described(checklist.buttons.existAlready, { do: "confirm", step: name }));
    if (owner) menu.push(described(checklist.buttons.hand, { do: "open", to: { form: "hand", step: name } }));
    return menu;
  }
  if (name !== "members" && name !== "verify") menu.push(described(checklist.buttons.change, openForm(name)));
  if (owner) menu.push(described(checklist.buttons.reopen, { do: "reopen", step: name }));
  return menu;
}
