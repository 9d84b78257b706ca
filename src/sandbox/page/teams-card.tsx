import type * as Cards from "adaptivecards";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Answer, Card } from "../snapshot.ts";
import { type Drawn, drawCard, type Entered, loadCards } from "./adaptive.ts";
import { followLink } from "./link.tsx";
import { MenuList } from "./menu.tsx";
import { Popup } from "./popup.tsx";
import type { Wire } from "./wire.ts";

/** What was typed into cards, outside of the components: it outlives refreshes, closed chats and a change of person. */
const drafts = new Map<string, Entered>();
const FOCUSABLE = "button, input, textarea, select, a[href]";

let renderer: typeof Cards | null = null;

function useRenderer(): typeof Cards | null {
  const [library, setLibrary] = useState(renderer);
  useEffect(() => {
    if (library !== null) return;
    void loadCards().then((loaded) => {
      renderer = loaded;
      setLibrary(() => loaded);
    });
  }, [library]);
  return library;
}

type Menu = { items: { label: string; choose: () => void }[]; button: HTMLElement };
type Props = {
  card: Card;
  /** Who sees it where: what is typed in it is kept under this, and with what the card says. */
  place: string;
  /** A form that came back is read from its beginning, with what is wrong in it. */
  isForm?: boolean;
  run: (action: Wire, values: Entered) => Promise<Answer>;
};

function saidBy({ ok, error, errors, notice }: Answer): { text: string; bad: boolean } | null {
  const text = notice ?? [error, ...Object.values(errors ?? {})].filter((one) => one !== undefined).join(" ");
  return text === "" ? null : { text, bad: !ok };
}

/** An Adaptive Card as Teams draws it. It is drawn anew only when it says something else. */
export function AdaptiveCard({ card, place, isForm = false, run }: Props) {
  const library = useRenderer();
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const [said, setSaid] = useState<{ text: string; bad: boolean } | null>(null);
  const [menu, setMenu] = useState<Menu | null>(null);
  const json = JSON.stringify(card);
  const draft = `${place} ${json}`;
  // What came in its place meanwhile can be pressed.
  const [pressed, setPressed] = useState<string | null>(null);
  const busy = pressed === draft;

  const press = useRef<(action: Wire, button: HTMLElement | undefined) => void>(() => {});
  press.current = async (action, button) => {
    if (busy) return;
    setPressed(draft);
    setSaid(null);
    button?.setAttribute("aria-busy", "true");
    const answer = await run(action, drawn.current?.values() ?? {});
    button?.removeAttribute("aria-busy");
    if (answer.ok) drafts.delete(draft);
    setPressed((last) => (last === draft ? null : last));
    setSaid(saidBy(answer));
  };

  useLayoutEffect(() => {
    const place = box.current;
    if (library === null || place === null) return;
    const focus = rememberFocus(place, isForm);
    const shown = drawCard(library, card as Wire, {
      entered: drafts.get(draft) ?? {},
      onInput: (values) => drafts.set(draft, values),
      onAction: (action, button) => press.current(action, button),
      onLink: (url) => void (followLink(url) || window.open(url, "_blank", "noreferrer")),
      onMenu: (items, button) => setMenu({ items, button }),
    });
    drawn.current = shown;
    place.replaceChildren(shown?.element ?? "This card cannot be shown.");
    focus();
    return () => shown?.remove();
  }, [library, draft]);

  return (
    <div class={busy ? "adaptive busy" : "adaptive"} aria-busy={busy}>
      <div ref={box} />
      {menu === null ? null : (
        <Popup anchor={{ current: menu.button }} align="end" onClose={() => setMenu(null)}>
          <MenuList
            label="More"
            items={menu.items.map((item) => ({ key: item.label, ...item }))}
            close={() => {
              setMenu(null);
              menu.button.focus();
            }}
          />
        </Popup>
      )}
      {said === null ? null : (
        <p class={said.bad ? "card-said bad" : "card-said"} role={said.bad ? "alert" : "status"}>
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
