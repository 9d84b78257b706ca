import type { Mode } from "../../domain/invitations/invitation.ts";
import { mayLeaveOut, type SetupStep, type StepName } from "../../domain/setup/setup.ts";
import { button, compareButtons, of, opens } from "../core/buttons.ts";
import type { PAGES } from "../core/pages.ts";
import type { Reader } from "../core/reader.ts";
import type { OtherButton } from "../core/view.ts";
import { measureButtons } from "../security/measures.ts";

export const formOf = (step: StepName) => (step === "members" ? "invite" : step);

export const nextButton = ({ strings }: Reader, step: StepName): OtherButton =>
  opens(strings.steps[step].next, { form: formOf(step) });

export function skipButton(reader: Reader, step: StepName): OtherButton {
  const { checklist, steps } = reader.strings;
  const label = step === "workspaces" ? checklist.buttons.oneIsEnough : checklist.buttons.later;
  return of(steps[step].title, button(label, { do: "skip", step }), reader);
}

/** What one can do about an open step: first what most teams do, whoever reads it; then the other, where there is one. */
export function goingOn(reader: Reader, step: StepName, owner: boolean): [OtherButton, OtherButton?] {
  const next = nextButton(reader, step);
  if (!mayLeaveOut(step, owner)) return [next];
  const skip = skipButton(reader, step);
  return step === "workspaces" ? [skip, next] : [next, skip];
}

export function stepMenu(
  reader: Reader,
  name: StepName,
  { state }: SetupStep,
  { owner, mode }: { readonly owner: boolean; readonly mode: Mode },
): OtherButton[] {
  const { checklist, steps } = reader.strings;
  const { existAlready, hand, change, reopen } = checklist.buttons;
  const isOpen = state === "open";
  const menu = [
    ...(name === "security" ? measureButtons(reader) : []),
    ...(name === "members" ? compareButtons(reader, mode) : []),
    ...(isOpen && name === "workspaces" ? [button(existAlready, { do: "confirm", step: name })] : []),
    ...(isOpen && owner ? [opens(hand, { form: "hand", step: name })] : []),
    ...(isOpen || name === "members" || name === "verify" ? [] : [opens(change, { form: formOf(name) })]),
    ...(!isOpen && owner ? [button(reopen, { do: "reopen", step: name })] : []),
  ];
  return menu.map((entry) => of(steps[name].title, entry, reader));
}

export const PAGE_OF: Readonly<Record<StepName, keyof typeof PAGES>> = {
  organization: "admin",
  billing: "billing",
  workspaces: "workspaces",
  members: "members",
  security: "access",
  verify: "members",
};
