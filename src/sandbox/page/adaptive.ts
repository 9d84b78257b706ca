import type * as Cards from "adaptivecards";
import { HOST_CONFIG } from "./host-config.ts";
import { markdownHtml } from "./markdown.ts";
import { pickerInputOf } from "./picker-input.tsx";
import type { Wire } from "./wire.ts";

declare global {
  interface Window {
    AdaptiveCards?: typeof Cards;
  }
}

/** What people entered in a card: an input's id → its value, as Teams sends it. */
export type Entered = Record<string, string>;

export type Drawn = {
  element: HTMLElement;
  values(): Entered;
  /** Takes down what has a life of its own in the card. */
  remove(): void;
};

export type CardHost = {
  /** What was typed before, as far as it is known. */
  entered: Entered;
  onInput(values: Entered): void;
  /** The action as it is in the card, and the button that was pressed. */
  onAction(action: Wire, button: HTMLElement | undefined): void;
  onLink(url: string): void;
  onMenu(items: { label: string; choose: () => void }[], button: HTMLElement): void;
};

let loading: Promise<typeof Cards> | undefined;

/** Microsoft's renderer, fetched when the first card is drawn: who looks at Slack alone never does. */
export function loadCards(): Promise<typeof Cards> {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "/sandbox/page/adaptivecards.js";
    script.onload = () => {
      if (window.AdaptiveCards === undefined) return reject(new Error("no renderer in the script"));
      resolve(settle(window.AdaptiveCards));
    };
    script.onerror = () => reject(new Error("the renderer could not be loaded"));
    document.head.append(script);
  });
  return loading;
}

function settle(library: typeof Cards): typeof Cards {
  library.GlobalSettings.setTabIndexAtCardRoot = false;
  library.GlobalSettings.allowMarkForTextHighlighting = false;
  library.GlobalSettings.allowMoreThanMaxActionsInOverflowMenu = true;
  library.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdownHtml(text);
    result.didProcess = true;
  };
  return library;
}

/** Draws a card; null: it cannot be. */
export function drawCard(library: typeof Cards, json: Wire, host: CardHost): Drawn | null {
  const card = new library.AdaptiveCard();
  card.hostConfig = new library.HostConfig(HOST_CONFIG);
  const sources = new WeakMap<Cards.Action, Wire>();
  const context = new library.SerializationContext(library.Versions.v1_5);
  const elements = new library.CardObjectRegistry<Cards.CardElement>();
  library.GlobalRegistry.elements.copyTo(elements);
  const PickerInput = pickerInputOf(library);
  elements.register("Input.ChoiceSet", PickerInput, library.Versions.v1_0);
  context.setElementRegistry(elements);
  context.onParseAction = (action, source) => void sources.set(action, source as Wire);
  card.parse(json, context);

  const inputs = card.getAllInputs();
  for (const input of inputs) restore(input, host.entered);
  const values = (): Entered =>
    Object.fromEntries(inputs.map((input) => [input.id ?? "", textOf(input.value)]));
  card.onInputValueChanged = () => host.onInput(values());
  card.onAnchorClicked = (_element, anchor) => {
    host.onLink(anchor.href);
    return true;
  };
  card.onExecuteAction = (action) => {
    if (action instanceof library.OpenUrlAction) host.onLink(action.url ?? "");
    else if (action instanceof library.ToggleVisibilityAction) followFocus(card, action);
    else if (!(action instanceof library.ShowCardAction))
      host.onAction(sources.get(action) ?? {}, action.renderedElement);
  };
  card.onDisplayOverflowActionMenu = (actions, button) => {
    const items = actions.map((action) => ({ label: action.title ?? "", choose: () => action.execute() }));
    if (button !== undefined) host.onMenu(items, button);
    return true;
  };
  const element = card.render();
  if (element === undefined) return null;
  const pickers = inputs.filter((input) => input instanceof PickerInput);
  return {
    element,
    values,
    remove: () => {
      for (const input of pickers) input.takeDown();
    },
  };
}

/** An empty number is none. */
const textOf = (value: unknown): string => (value === undefined || Number.isNaN(value) ? "" : String(value));

function restore(input: Cards.Input, entered: Entered): void {
  const value = entered[input.id ?? ""];
  if (value !== undefined)
    (input as { defaultValue?: unknown }).defaultValue = value === "" ? undefined : value;
}

/** A button that hides itself takes the focus with it: what has appeared gets it. */
function followFocus(card: Cards.AdaptiveCard, action: Cards.ToggleVisibilityAction): void {
  setTimeout(() => {
    if (document.activeElement?.checkVisibility() === true && document.activeElement !== document.body)
      return;
    const shown = Object.keys(action.targetElements)
      .map((id) => card.getElementById(id)?.renderedElement)
      .find((element) => element?.checkVisibility() === true);
    (shown?.querySelector<HTMLElement>("button, input, textarea, select, a[href]") ?? null)?.focus();
  });
}
