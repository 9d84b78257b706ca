import type { FormRef, UserAction } from "../../domain/action.ts";
import { cleanLine, webAddress } from "../../view/core/clean.ts";
import type { ActionButton, Button } from "../../view/core/view.ts";
import { encodeBack, encodePress, encodeSubmit, type FormStack, type Under } from "./codec.ts";
import { sentence } from "./spans.ts";
import type { Action, ActionSet, Caption, Container, Data, Element } from "./types.ts";

export type Within = "dialog" | "chat";

/** Where the buttons of one card stand, which decides what they are. */
export type CardContext = {
  /** The platform shows the card in a dialog; there only plain submits are known. */
  readonly within: Within;
  readonly dialogs: boolean;
  /** The form around them and those beneath, whose values travel with a press. */
  readonly shown: FormStack;
  readonly next: () => number;
};

const TITLE_LIMIT = 75;
/** It begins with what the button does; the longest addresses would fill the card. */
const TOOLTIP_LIMIT = 80;
const ACTIONS_PER_SET = 6;
/** The characters that a line of buttons has in a narrow window, where Teams cuts their words rather than wrap them. */
const LINE = 42;
const EDGES = 4;

const STYLES = { primary: "positive", danger: "destructive" } as const;

/** Any number of buttons, and beneath them the questions that some of them ask first. */
export function buttonRows(
  buttons: readonly Button[],
  context: CardContext,
  menu: readonly Button[] = [],
): Element[] {
  const { sets, questions } = buttonSets([
    ...buttons.map((each) => button(each, context)),
    ...menu.map((each) => button(each, context, "secondary")),
  ]);
  return [...sets, ...questions];
}

/** Sets of actions that a narrow window shows whole; entries of a menu take no room. */
export function buttonSets(parts: readonly Part[]): { sets: ActionSet[]; questions: Container[] } {
  const sets: Action[][] = [];
  let room = 0;
  for (const { action } of parts) {
    if (action === null) continue;
    const width = action.mode === "secondary" ? 0 : action.title.length + EDGES;
    const last = sets.at(-1);
    const isNew = last === undefined || last.length === ACTIONS_PER_SET || width > room;
    room = (isNew ? LINE : room) - width;
    if (isNew) sets.push([action]);
    else last.push(action);
  }
  return {
    sets: sets.map((actions, at) => ({
      type: "ActionSet",
      spacing: at === 0 ? undefined : "small",
      actions,
    })),
    questions: parts.flatMap(({ question }) => question ?? []),
  };
}

type Part = { readonly action: Action | null; readonly question?: Container };

/** A button, or none for a link that no chat should open; `question` is what it shows when it asks before it does. */
export function button(spec: Button, context: CardContext, mode?: "secondary"): Part {
  const caption = captionOf(spec, mode);
  if ("url" in spec) {
    const url = webAddress(spec.url);
    return { action: url === null ? null : { type: "Action.OpenUrl", ...caption, url } };
  }
  if (spec.confirm === undefined) return { action: press(spec.action, caption, context) };
  const id = `question:${context.next()}`;
  return {
    action: { type: "Action.ToggleVisibility", ...caption, targetElements: [id] },
    question: question(id, spec, spec.confirm, context),
  };
}

function captionOf(spec: Button, mode?: "secondary"): Caption {
  const pressed = "action" in spec ? spec : null;
  const tooltip = cleanLine(pressed?.description ?? "", TOOLTIP_LIMIT) || undefined;
  return { title: title(spec.label), tooltip, style: pressed?.style && STYLES[pressed.style], mode };
}

const title = (label: string): string => cleanLine(label, TITLE_LIMIT) || "…";

/** Adaptive Cards know no confirmation: the question is there from the start, and the button makes it visible. */
function question(
  id: string,
  spec: ActionButton,
  confirm: NonNullable<ActionButton["confirm"]>,
  context: CardContext,
): Container {
  const style = confirm.danger === true ? "danger" : (spec.style ?? "primary");
  const yes = { title: title(confirm.yes), style: STYLES[style] };
  return {
    type: "Container",
    id,
    isVisible: false,
    style: "emphasis",
    items: [
      sentence(confirm.title, { weight: "bolder" }),
      { ...sentence(confirm.text), spacing: "small" },
      {
        type: "ActionSet",
        actions: [
          press(spec.action, yes, context),
          { type: "Action.ToggleVisibility", title: title(confirm.no), targetElements: [id] },
        ],
      },
    ],
  };
}

function press(action: UserAction, caption: Caption, context: CardContext): Action {
  const data = encodePress(action, context.shown);
  const form = context.shown.form?.ref?.form;
  // Another shape of the same form takes its place.
  if (action.do === "open" && action.to.form !== form && context.within === "chat" && context.dialogs) {
    return { type: "Action.Submit", ...caption, data: { msteams: { type: "task/fetch" }, ...data } };
  }
  return sending(action.do, caption, data, context);
}

/** What reaches the bot. A client too old for Execute sends the same as a message; a dialog knows that alone. */
function sending(verb: string, caption: Caption, data: Data, { within }: CardContext): Action {
  const submit = { type: "Action.Submit", ...caption, data } as const;
  return within === "dialog" ? submit : { type: "Action.Execute", ...caption, verb, data, fallback: submit };
}

export function submitButton(label: string, ref: FormRef, once: string, context: CardContext): Action {
  const caption: Caption = { title: title(label), style: "positive" };
  return sending("submit", caption, encodeSubmit(ref, context.shown, once), context);
}

/** Leaves what is typed here behind, so nothing of it is checked. */
export function backButton(label: string, under: readonly Under[], context: CardContext): Action {
  return sending("back", { title: title(label), associatedInputs: "none" }, encodeBack(under), context);
}
