import type * as Cards from "adaptivecards";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Answer, Card, JsonObject } from "../../snapshot.ts";
import { Menu, type MenuItem } from "../parts/menu.tsx";
import { draftOf, dropDraft, keepDraft } from "../store.ts";
import { followLink } from "../text/text.tsx";
import { type Drawn, drawCard, type Entered, loadCards } from "./adaptive.ts";

const FOCUSABLE = "button, input, textarea, select, a[href]";

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
  const [library, setLibrary] = useState<typeof Cards | null>(null);
  const [said, setSaid] = useState<{ text: string; bad: boolean } | null>(null);
  const [menu, setMenu] = useState<MenuItem[]>([]);
  // What came in its place meanwhile can be pressed.
  const [pressed, setPressed] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const menuId = useId();
  const draft = `${place} ${JSON.stringify(card)}`;
  const busy = pressed === draft;

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
    setSaid({ text: wordsOf(answer), bad: !answer.ok });
  };

  useEffect(() => void loadCards().then((loaded) => setLibrary(() => loaded)), []);
  useLayoutEffect(() => {
    if (library === null || box.current === null) return;
    const focus = rememberFocus(box.current, isForm);
    drawn.current = drawCard(library, card as JsonObject, {
      entered: draftOf<Entered>(draft, {}),
      onInput: (values) => keepDraft(draft, values),
      onAction: (action, button) => press.current(action, button),
      onLink: (url) => void (followLink(url) || window.open(url, "_blank", "noreferrer")),
      onMenu: (items, button) => {
        setMenu(items);
        document.getElementById(menuId)?.togglePopover({ source: button });
      },
    });
    box.current.replaceChildren(drawn.current?.element ?? "This card cannot be shown.");
    focus();
  }, [library, draft]);

  return (
    <div class="adaptive" aria-busy={busy}>
      <div ref={box} />
      <Menu id={menuId} label="More" items={menu} />
      {said === null || said.text === "" ? null : (
        <p class={said.bad ? "card-said error" : "card-said"} role={said.bad ? "alert" : "status"}>
          {said.text}
        </p>
      )}
    </div>
  );
}

/** Gives the focus back to what had it, or to what stands in its place and says the same. */
function rememberFocus(box: HTMLElement, isForm: boolean): () => void {
  const all = (): HTMLElement[] => [...box.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const at = all().indexOf(document.activeElement as HTMLElement);
  if (at < 0) return () => {};
  if (isForm) return () => box.querySelector<HTMLElement>("input, textarea, select")?.focus();
  const name = nameOf(all()[at]);
  return () => (all().find((each) => nameOf(each) === name) ?? all()[at])?.focus();
}

const nameOf = (element: HTMLElement | undefined): string =>
  `${element?.tagName} ${element?.getAttribute("aria-label") ?? element?.textContent}`;
