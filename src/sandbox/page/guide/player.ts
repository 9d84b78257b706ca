import type { Deed, Hint, Place, Platform } from "../../snapshot.ts";
import { go, setState, stateNow } from "../store.ts";

/** How long one looks at what comes, and at each letter. */
const [LOOK_MS, LETTER_MS, EACH_MS] = [600, 20, 100];
/** As long one looks for what must be there, and waits for what comes. */
const [FIND_MS, PATIENCE_MS] = [5_000, 20_000];

/** Another number than before: what was going on was stopped. */
let run = 0;
/** A tour takes its time, so that it can be seen. */
const isTour = (): boolean => stateNow().playing;

class Stopped extends Error {}

async function pause(ms: number): Promise<void> {
  const mine = run;
  await new Promise((done) => setTimeout(done, ms));
  if (run !== mine) throw new Stopped();
}

type Inside = Document | Element;

/** What can be seen there. */
const all = <T extends HTMLElement>(selector: string, inside: Inside | undefined = document): T[] =>
  [...inside.querySelectorAll<T>(selector)].filter((element) => element.checkVisibility());

/** A person would look for it, too, until it is there. */
async function find<T>(look: () => T | undefined, patience = FIND_MS): Promise<T> {
  for (let left = patience; left > 0; left -= EACH_MS) {
    const found = look();
    if (found !== undefined) return found;
    await pause(EACH_MS);
  }
  throw new Stopped();
}

const click = (element: HTMLElement): Promise<void> => point(element, () => element.click());
const clickOn = async (selector: string, inside?: Inside): Promise<void> =>
  click(await find(() => all(selector, inside).at(-1)));

/** Points at it for as long as one needs to see that. */
async function point(element: HTMLElement, act: () => unknown): Promise<void> {
  const shown = element.closest<HTMLElement>("label") ?? element;
  shown.scrollIntoView({ block: "nearest" });
  shown.classList.add("pointed");
  try {
    if (isTour()) await pause(LOOK_MS);
    await act();
  } finally {
    shown.classList.remove("pointed");
  }
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function set(field: Field, value: string): void {
  field.value = value;
  for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
}

async function write(field: Field, text: string): Promise<void> {
  await point(field, async () => {
    if (isTour() && field instanceof HTMLInputElement)
      for (let end = 1; end < text.length; end += 1) {
        set(field, text.slice(0, end));
        await pause(LETTER_MS);
      }
    set(field, text);
  });
}

const dialogNow = (): HTMLElement | undefined => all("dialog").at(-1);
const talkOf = (platform: Platform): HTMLElement | undefined => all(`.${platform} .talk`)[0];

async function openPlace(platform: Platform, place: string): Promise<void> {
  const { client } = stateNow().route;
  go({ client: client === "both" ? client : platform });
  const button = await find(() => all(`.${platform} [data-place="${CSS.escape(place)}"]`)[0]);
  if (button.ariaCurrent === null || stateNow().route.tab === "home") await click(button);
}

/** The newest with this label there, also in a menu. */
async function findButton(label: string, inside: () => Inside | undefined): Promise<HTMLElement> {
  const saying = (words: string) => (button: HTMLElement) => button.textContent?.trim() === words;
  const tried = new Set<HTMLElement>();
  return find(() => {
    const buttons = all("button", inside());
    const [menu] = all(".menu");
    const found = buttons.findLast(saying(label)) ?? (menu && all("button", menu).find(saying(label)));
    if (found !== undefined) return found;
    const next = buttons.findLast((button) => saying("...")(button) && !tried.has(button));
    if (menu !== undefined) menu.hidePopover();
    else if (next !== undefined) {
      tried.add(next);
      next.click();
    }
    return undefined;
  });
}

async function type(platform: Platform, text: string): Promise<void> {
  // In Slack nobody can type into the bot's own messages, in Teams that is the place.
  const isHeard = (place: Place) =>
    place.platform === platform && place.botIsMember && (place.kind === "direct") === (platform === "teams");
  const place = stateNow().snapshot?.places.find(isHeard);
  if (place !== undefined) await openPlace(platform, place.id);
  await write(await find(() => all<Field>(`.${platform} .composer input:not([type])`)[0]), text);
  await clickOn(`.${platform} .send`);
}

/** By what a field is called: what to choose in it. Elsewhere the first that there is, where something is needed. */
const LIKED: [field: RegExp, option: RegExp][] = [
  [/approvals/i, /mistral-approvals$/],
  [/news/i, /\bmistral$/],
  [/pay-as-you-go/i, /^Pay-as-you-go/],
  [/^Approvers/, /^Ben/],
];

const labelOf = ({ labels }: HTMLInputElement): string => labels?.[0]?.textContent?.trim() ?? "";

async function fill(platform: Platform): Promise<void> {
  const forms = () => all(".card:has(input, select, textarea)", talkOf(platform)).at(-1);
  const form = await find(() => dialogNow() ?? forms());
  for (const field of all<Field>("select, input, textarea", form)) {
    const inSlack = field.closest(".field");
    const words = (inSlack ?? field.closest(".ac-container > *"))?.textContent ?? "";
    // The options of a menu name the other channels, too.
    const called = field instanceof HTMLSelectElement ? words.replace(field.textContent ?? "", "") : words;
    const liked = LIKED.find(([name]) => name.test(called))?.[1];
    // Slack marks what may be left out, and Teams what may not.
    const isNeeded = liked !== undefined || (inSlack ? !words.includes("(optional)") : words.includes("*"));
    if (!isNeeded) continue;
    if (field instanceof HTMLSelectElement) {
      const options = [...field.options].filter(({ value, disabled }) => value !== "" && !disabled);
      const chosen = liked && options.find(({ label }) => liked.test(label));
      const option = chosen ?? (field.value === "" ? options[0] : undefined);
      if (option !== undefined) await point(field, () => set(field, option.value));
    } else if (field.type === "radio") {
      const group = all<HTMLInputElement>(`input[name="${CSS.escape(field.name)}"]`, form);
      const option = group.find((each) => liked?.test(labelOf(each))) ?? field;
      if (group.every(({ checked }) => !checked)) await click(option);
    } else if (field instanceof HTMLInputElement && field.type === "checkbox") {
      if (!field.checked && liked?.test(labelOf(field)) === true) await click(field);
    } else if (["text", "textarea"].includes(field.type) && field.value === "")
      await write(field, stateNow().snapshot?.panel.organization ?? "");
  }
  await clickOn("footer [type=submit], .style-positive", form);
}

/** Opens a panel at the side, does something in it, and closes it again. */
async function beside(side: "inbox" | "admin", act: () => Promise<void>): Promise<void> {
  const button = `.top-bar [data-side=${side}]`;
  if (stateNow().route.side !== side) await clickOn(button);
  await act();
  if (!isTour()) return;
  await pause(LOOK_MS);
  await clickOn(button);
}

async function act(deed: Deed, platform: Platform): Promise<void> {
  switch (deed.kind) {
    case "become":
      return clickOn(`[data-person="${deed.person}"]`);
    case "type":
      return type(platform, deed.text);
    case "press":
      if (deed.place !== null) await openPlace(deed.platform, deed.place);
      await click(await findButton(deed.label, () => dialogNow() ?? talkOf(deed.platform)));
      await pause(EACH_MS);
      return all("dialog.asks").length > 0 ? clickOn("dialog.asks footer button") : undefined;
    case "fill":
      return fill(platform);
    case "close":
      return clickOn("dialog [aria-label='Close dialog']");
    case "turn":
      return beside("admin", () => clickOn(`[data-switch=${deed.what}]`));
    case "invite":
      return beside("admin", async () => {
        await write(await find(() => all<Field>("[name=emails]")[0]), deed.emails);
        await clickOn("form:has([name=emails]) [type=submit]");
      });
    case "accept":
      return beside("inbox", () => clickOn(`[data-testid=mail][aria-label$=" ${deed.to}"] .button`));
    case "skip":
      return clickOn(".skips span + .button");
  }
}

const unlessStopped = (error: unknown): void => {
  if (!(error instanceof Stopped)) throw error;
};

/** Does it with the controls of the page. */
export const perform = (deed: Deed, platform: Platform): Promise<void> =>
  act(deed, platform).catch(unlessStopped);

const hintNow = (): { hint: Hint | null; platform: Platform } => {
  const { snapshot, route } = stateNow();
  const platform = route.client === "teams" ? "teams" : "slack";
  return { hint: snapshot?.hints[platform] ?? null, platform };
};

const isNow = (hint: Hint): boolean => JSON.stringify(hintNow().hint) === JSON.stringify(hint);

/** Follows the hints as a person would, from where one is to the end. */
export async function play(): Promise<void> {
  stop();
  const mine = run;
  setState({ playing: true });
  await follow(mine).catch(unlessStopped);
  if (run === mine) stop();
}

async function follow(mine: number): Promise<void> {
  while (run === mine) {
    const { hint, platform } = hintNow();
    if (hint === null || hint.isLast) return;
    await pause(LOOK_MS);
    if (!isNow(hint)) continue;
    // What cannot be done may have been done already, by the bot or by a person.
    if (hint.deed !== null) await perform(hint.deed, platform);
    if (run === mine) await find(() => (isNow(hint) ? undefined : true), PATIENCE_MS);
  }
}

export function stop(): void {
  run += 1;
  setState({ playing: false });
}
