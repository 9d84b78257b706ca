import type * as Cards from "adaptivecards";
import type { JsonObject } from "../../snapshot.ts";
import type { MenuItem } from "../parts/menu.tsx";

const ink = (name: string, subtle = name) => ({ default: `var(--${name})`, subtle: `var(--${subtle})` });
const surface = (name: string) => ({
  backgroundColor: `var(--${name})`,
  foregroundColors: { default: ink("text", "soft"), accent: ink("link"), attention: ink("bad") },
});
const font = (fontFamily: string, ...[small, normal, medium, large]: number[]) => ({
  fontFamily,
  fontSizes: { small, default: normal, medium, large },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
});

/** How Teams sets what is in the bot's Adaptive Cards: sizes, distances and colours. */
const HOST_CONFIG = {
  supportsInteractivity: true,
  fontTypes: { default: font("inherit", 12, 14, 16, 18), monospace: font("var(--mono)", 12, 13, 15, 17) },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24 },
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: "var(--line)" },
  containerStyles: {
    default: surface("raised"),
    emphasis: surface("sunk"),
    attention: surface("card-bad"),
  },
  inputs: {
    label: { inputSpacing: "small", requiredInputs: { suffix: " *", suffixColor: "attention" } },
    errorMessage: { color: "attention", size: "small" },
  },
  actions: {
    maxActions: 6,
    spacing: "large",
    buttonSpacing: 8,
    actionsOrientation: "horizontal",
    actionAlignment: "left",
    allowTitleToWrap: true,
  },
  textStyles: { heading: { size: "large", weight: "bolder", color: "default", isSubtle: false } },
  textBlock: { headingLevel: 2 },
};

type Library = typeof Cards;
/** What people entered in a card: an input's id → its value, as Teams sends it. */
export type Entered = Record<string, string>;
export type Drawn = { element: HTMLElement; values: () => Entered };

export type CardHost = {
  /** What was typed before, as far as it is known. */
  entered: Entered;
  onInput: (values: Entered) => void;
  /** The action as it is in the card, and the button that was pressed. */
  onAction: (action: JsonObject, button: HTMLElement | undefined) => void;
  onLink: (url: string) => void;
  onMenu: (items: MenuItem[], button: HTMLElement) => void;
};

let loading: Promise<Library> | undefined;

/** Microsoft's renderer, fetched when the first card is drawn: who looks at Slack alone never does. */
export function loadCards(): Promise<Library> {
  loading ??= import("adaptivecards").then((library) => {
    library.GlobalSettings.setTabIndexAtCardRoot = false;
    library.GlobalSettings.allowMarkForTextHighlighting = false;
    library.GlobalSettings.allowMoreThanMaxActionsInOverflowMenu = true;
    // All Markdown of the bot's is a backslash before what would format.
    library.AdaptiveCard.onProcessMarkdown = (text, result) => {
      const words = document.createElement("span");
      words.textContent = text.replace(/\\(.)/g, "$1");
      Object.assign(result, { outputHtml: words.innerHTML, didProcess: true });
    };
    return library;
  });
  return loading;
}

/** Draws a card; null: it cannot be. */
export function drawCard(library: Library, json: JsonObject, host: CardHost): Drawn | null {
  const card = new library.AdaptiveCard();
  card.hostConfig = new library.HostConfig(HOST_CONFIG);
  const sources = new WeakMap<Cards.Action, JsonObject>();
  const context = new library.SerializationContext(library.Versions.v1_5);
  context.onParseAction = (action, source) => void sources.set(action, source as JsonObject);
  card.parse(json, context);

  const inputs = card.getAllInputs();
  for (const input of inputs) {
    const entered = host.entered[input.id ?? ""];
    if (entered !== undefined) Object.assign(input, { defaultValue: entered || undefined });
  }
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
    else host.onAction(sources.get(action) ?? {}, action.renderedElement);
  };
  card.onDisplayOverflowActionMenu = (actions, button) => {
    const items = actions.map((action) => ({ label: action.title ?? "", choose: () => action.execute() }));
    if (button !== undefined) host.onMenu(items, button);
    return true;
  };
  const element = card.render();
  return element === undefined ? null : { element, values };
}

const textOf = (value: unknown): string => (value === undefined || Number.isNaN(value) ? "" : String(value));

/** A button that hides itself takes the focus with it: what has appeared gets it. */
function followFocus(card: Cards.AdaptiveCard, action: Cards.ToggleVisibilityAction): void {
  setTimeout(() => {
    const focused = document.activeElement;
    if (focused !== document.body && focused?.checkVisibility() === true) return;
    const shown = Object.keys(action.targetElements)
      .map((id) => card.getElementById(id)?.renderedElement)
      .find((element) => element?.checkVisibility() === true);
    shown?.querySelector<HTMLElement>("button, input, textarea, select, a[href]")?.focus();
  });
}
