import type { FormRef, UserAction } from "../../domain/action.ts";
import { cleanLine, webAddress } from "../../view/core/clean.ts";
import type { ActionButton, Button } from "../../view/core/view.ts";
import { encodeBack, encodePress, encodeSubmit, type Shown, type Under } from "./codec.ts";
import { sentence } from "./spans.ts";
import type { Action, ActionSet, Container, Data, Element, Execute, Submit } from "./types.ts";

export type Within = "dialog" | "chat";

/** Where the buttons of one card stand, which decides what they are. */
export type CardContext = {
  /** The platform shows the card in a dialog; there only plain submits are known. */
  readonly within: Within;
  /** The client opens dialogs when a button asks for one. */
  readonly dialogs: boolean;
  /** The form around them and those beneath, whose values travel with a press. */
  readonly shown: Shown;
  /** Hands out what is unique within the card. */
  readonly next: () => number;
};

const TITLE_LIMIT = 75;
/** It begins with what the button does; the longest addresses would fill the card. */
const TOOLTIP_LIMIT = 80;
/** What Teams shows of one set of actions. */
const ACTIONS_PER_SET = 6;
/** The characters that a line of buttons has in a narrow window, where Teams cuts their words rather than wrap them. */
const LINE = 42;
/** What a button takes beside its words. */
const EDGES = 4;

const STYLES = { primary: "positive", danger: "destructive" } as const;

/** What is seen of a button. */
type Caption = Pick<Execute, "title" | "tooltip" | "style" | "mode" | "associatedInputs">;

/** Any number of buttons, and beneath them the questions that some of them ask first. */
export function buttonRows(buttons: readonly Button[], context: CardContext): Element[] {
  const { actions, questions } = partsOf(buttons.map((each) => button(each, context)));
  return [...actionSets(actions), ...questions];
}

/** Sets of actions that a narrow window shows whole; entries of a menu take no room. */
export function actionSets(actions: readonly Action[]): ActionSet[] {
  const sets: Action[][] = [];
  let room = 0;
  for (const action of actions) {
    const width = action.mode === "secondary" ? 0 : action.title.length + EDGES;
    const last = sets.at(-1);
    if (last === undefined || last.length === ACTIONS_PER_SET || width > room) {
      sets.push([action]);
      room = LINE - width;
    } else {
      last.push(action);
      room -= width;
    }
  }
  return sets.map((each, at) => ({
    type: "ActionSet",
    ...(at === 0 ? {} : { spacing: "small" }),
    actions: each,
  }));
}

export const partsOf = (parts: readonly Part[]) => ({
  actions: parts.flatMap(({ action }) => (action === null ? [] : [action])),
  questions: parts.flatMap(({ question }) => (question === null ? [] : [question])),
});

type Part = { readonly action: Action | null; readonly question: Container | null };

/** A button, or none for a link that no chat should open; `question` is what it shows when it asks before it does. */
export function button(spec: Button, context: CardContext, mode?: "secondary"): Part {
  const caption = { ...captionOf(spec), ...(mode === undefined ? {} : { mode }) };
  if ("url" in spec) {
    const url = webAddress(spec.url);
    return { action: url === null ? null : { type: "Action.OpenUrl", ...caption, url }, question: null };
  }
  if (spec.confirm === undefined) return { action: press(spec.action, caption, context), question: null };
  const id = `question:${context.next()}`;
  return {
    action: { type: "Action.ToggleVisibility", ...caption, targetElements: [id] },
    question: question(id, spec, spec.confirm, context),
  };
}

function captionOf(spec: Button): Caption {
  const style = "action" in spec ? spec.style : undefined;
  const description = "action" in spec ? cleanLine(spec.description ?? "", TOOLTIP_LIMIT) : "";
  return {
    title: title(spec.label),
    ...(description === "" ? {} : { tooltip: description }),
    ...(style === undefined ? {} : { style: STYLES[style] }),
  };
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
  if (action.do === "open" && context.within === "chat" && context.dialogs) {
    return { type: "Action.Submit", ...caption, data: { msteams: { type: "task/fetch" }, ...data } };
  }
  return sending(action.do, caption, data, context);
}

/** What reaches the bot. A client too old for Execute sends the same as a message; a dialog knows that alone. */
function sending(verb: string, caption: Caption, data: Data, { within }: CardContext): Submit | Execute {
  const submit: Submit = { type: "Action.Submit", ...caption, data };
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
