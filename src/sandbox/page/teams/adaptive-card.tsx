import type * as Cards from "adaptivecards";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Answer, Card, JsonObject } from "../../snapshot.ts";
import { draftOf, dropDraft, keepDraft } from "../store.ts";
import { followLink } from "../text/text.tsx";

const ink = (name: string, subtle = name) => ({ default: `var(--${name})`, subtle: `var(--${subtle})` });
const surface = (name: string) => ({
  backgroundColor: `var(--${name})`,
  foregroundColors: { default: ink("text", "soft"), accent: ink("link"), attention: ink("bad") },
});
const font = (fontFamily: string, ...[small, normal, medium, large]: number[]) => ({
  fontFamily,
  fontSizes: { small, default: normal, medium, large },
});

/** How Teams sets what is in the bot's Adaptive Cards, where the renderer would do it otherwise. */
const HOST_CONFIG = {
  fontTypes: { default: font("inherit", 12, 14, 16, 18), monospace: font("var(--mono)", 12, 13, 15, 17) },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24 },
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: "var(--line)" },
  containerStyles: { default: surface("raised"), emphasis: surface("sunk"), attention: surface("card-bad") },
  inputs: { errorMessage: { color: "attention", size: "small" } },
  actions: { maxActions: 6, spacing: "large", buttonSpacing: 8, allowTitleToWrap: true },
  textBlock: { headingLevel: 2 },
};

type Library = typeof Cards;
/** What people entered in a card: an input's id → its value, as Teams sends it. */
export type Entered = Record<string, string>;
type Drawn = { element: HTMLElement; values: () => Entered };

type CardHost = {
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
function loadCards(): Promise<Library> {
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
function drawCard(library: Library, json: JsonObject, host: CardHost): Drawn | null {
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

const FOCUSABLE = "button, input, textarea, select, a[href]";

const textOf = (value: unknown): string => (value === undefined || Number.isNaN(value) ? "" : String(value));

/** A button that hides itself takes the focus with it: what has appeared gets it. */
function followFocus(card: Cards.AdaptiveCard, action: Cards.ToggleVisibilityAction): void {
  setTimeout(() => {
    const focused = document.activeElement;
    if (focused !== document.body && focused?.checkVisibility() === true) return;
    const shown = Object.keys(action.targetElements)
      .map((id) => card.getElementById(id)?.renderedElement)
      .find((element) => element?.checkVisibility() === true);
    shown?.querySelector<HTMLElement>(FOCUSABLE)?.focus();
  });
}

type MenuItem = { label: string; choose: () => void };

/** A popover: the browser places it beside its button, closes it and gives the focus back. */
const Menu = ({ id, items, onClose }: { id: string; items: MenuItem[]; onClose: () => void }) => (
  <div
    {...{ id, class: "menu", popover: "auto", "aria-label": "More", role: "group" }}
    onToggle={({ newState, currentTarget }) =>
      newState === "open" ? currentTarget.querySelector("button")?.focus() : onClose()
    }
  >
    {items.map(({ label, choose }) => (
      <button key={label} {...{ type: "button", popovertarget: id, onClick: choose }}>
        {label}
      </button>
    ))}
  </div>
);

type Props = {
  card: Card;
  /** Who sees it where: what is typed in it is kept under this, and with what the card says. */
  place: string;
  /** A form that came back is read from its beginning, with what is wrong in it. */
  isForm?: boolean;
  run: (action: JsonObject, values: Entered) => Promise<Answer>;
};

const wordsOf = ({ error, errors, notice }: Answer): string =>
  notice ?? [error, ...Object.values(errors ?? {})].filter((one) => one !== undefined).join(" ");

/** An Adaptive Card as Teams draws it. It is drawn anew only when it says something else. */
export function AdaptiveCard({ card, place, isForm = false, run }: Props) {
  const [library, setLibrary] = useState<Library | null>(null);
  const [said, setSaid] = useState<Answer | null>(null);
  const [menu, setMenu] = useState<MenuItem[]>([]);
  // What came in its place meanwhile can be pressed.
  const [pressed, setPressed] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<(Drawn & { from: string }) | null>(null);
  const menuId = useId();
  const draft = `${place} ${JSON.stringify(card)}`;
  const busy = pressed === draft;
  const words = said === null ? "" : wordsOf(said);
  const bad = said?.ok === false;

  const press = useRef<(action: JsonObject, button: HTMLElement | undefined) => void>(() => {});
  press.current = async (action, button) => {
    if (busy) return;
    setPressed(draft);
    setSaid(null);
    button?.setAttribute("aria-busy", "true");
    const answer = await run(action, drawn.current?.values() ?? {});
    button?.removeAttribute("aria-busy");
    if (answer.ok) dropDraft(draft);
    setPressed((last) => (last === draft ? null : last));
    setSaid(answer);
  };

  useEffect(() => void loadCards().then((loaded) => setLibrary(() => loaded)), []);
  useLayoutEffect(() => {
    const shown = box.current;
    // A menu stays beside its button: the card waits until the menu is closed.
    if (library === null || shown === null || menu.length > 0 || drawn.current?.from === draft) return;
    const focus = rememberFocus(shown, isForm);
    const next = drawCard(library, card as JsonObject, {
      entered: draftOf<Entered>(draft, {}),
      onInput: (values) => keepDraft(draft, values),
      onAction: (action, button) => press.current(action, button),
      onLink: (url) => void (followLink(url) || window.open(url, "_blank", "noreferrer")),
      onMenu: (items, button) => {
        setMenu(items);
        document.getElementById(menuId)?.togglePopover({ source: button });
      },
    });
    drawn.current = next === null ? null : { ...next, from: draft };
    shown.replaceChildren(next?.element ?? "This card cannot be shown.");
    focus();
  }, [library, draft, menu]);

  return (
    <div class="adaptive" aria-busy={busy}>
      <div ref={box} />
      <Menu id={menuId} items={menu} onClose={() => setMenu([])} />
      {words && (
        <p class={`card-said ${bad ? "error" : ""}`} role={bad ? "alert" : "status"} children={words} />
      )}
    </div>
  );
}

/** Gives the focus back to what had it, or to what stands in its place and says the same. */
function rememberFocus(box: HTMLElement, isForm: boolean): () => void {
  const all = (): HTMLElement[] => [...box.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const focused = document.activeElement as HTMLElement;
  const at = all().indexOf(focused);
  if (at < 0) return () => {};
  if (isForm) return () => box.querySelector<HTMLElement>("input, textarea, select")?.focus();
  const name = nameOf(focused);
  const alike = () => all().filter((each) => nameOf(each) === name);
  const nth = alike().indexOf(focused);
  return () => (alike()[nth] ?? all()[at])?.focus();
}

const nameOf = (element: HTMLElement): string =>
  `${element.tagName} ${element.getAttribute("aria-label") ?? element.textContent}`;
