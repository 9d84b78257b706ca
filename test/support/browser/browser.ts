import { existsSync } from "node:fs";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { REAL_CLOCK_ENV } from "../clock-env.ts";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const QUIET = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
  ...["--disable-background-networking", "--disable-component-update"],
];

/** Where the browser is, or null: then browser tests say so and are skipped. */
export const findChromium = (): string | null => CHROMIUM.find((path) => existsSync(path)) ?? null;

export const launch = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, headless: true, args: QUIET, env: REAL_CLOCK_ENV });

/** Key by key, over what was there. What has the focus already is not clicked first: that would mend a focus that takes no keys. */
export async function typeInto(field: Locator, text: string): Promise<void> {
  if (!(await field.evaluate((element) => element.matches(":focus")))) await field.click();
  await field.press("ControlOrMeta+a");
  const { keyboard } = field.page();
  await keyboard.press("Delete");
  await keyboard.type(text);
}

type Words = string | RegExp;

const whole = (text: string): RegExp => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);

/** What somebody does in either client; everything is found by what it says. `pane`: the client on the page. */
function inClient(page: Page, pane: Page | Locator, field: (label: Words) => Locator) {
  const dialogs = page.getByRole("dialog");
  /** The dialog when one is open, otherwise the conversation. */
  const scope = async () => ((await dialogs.count()) > 0 ? dialogs.last() : pane);
  return {
    scope,
    /** Waits until the page is theirs, so that nothing is done in somebody else's name. */
    be: async (name: string) => {
      const people = page.getByRole("navigation", { name: "Act as" });
      await people.getByRole("button", { name: new RegExp(`^${name}`) }).click();
      await people.locator("[aria-current=true]").filter({ hasText: name }).waitFor();
    },
    /** The newest button with this text. */
    press: async (label: string) => {
      const buttons = (await scope()).locator("button").filter({ hasText: whole(label) });
      await buttons.last().click();
    },
    /** With a button that closes the dialog. */
    submit: async (label: string) => {
      await dialogs.getByRole("button", { name: label, exact: true }).click();
      await dialogs.waitFor({ state: "hidden" });
    },
    fill: (label: Words, text: string) => typeInto(field(label), text),
    check: (label: Words) => field(label).check(),
    uncheck: (label: Words) => field(label).uncheck(),
    /** From a menu, of one or of many. */
    pick: async (label: Words, option: Words) => {
      await field(label).waitFor();
      const found = field(label).locator("option").filter({ hasText: option }).first();
      if ((await found.count()) > 0)
        await field(label).selectOption((await found.getAttribute("value")) ?? "");
      else await (await scope()).getByRole("checkbox", { name: option }).last().check();
    },
    close: async () => {
      await dialogs.last().getByRole("button", { name: "Close dialog" }).click();
      await dialogs.waitFor({ state: "hidden" });
    },
    /** Waits until the dialog says this, so that what is pressed next is in the new one. */
    dialogSays: (text: Words) => dialogs.last().getByText(text).first().waitFor(),
    sees: (text: Words) => pane.getByText(text).last().waitFor(),
  };
}

/** Several rows have a button with these words: the first one after this row's title, which also says that it is the row's. */
export async function pressBelow(scope: Locator, row: string, label: string): Promise<void> {
  const name = `${label}: ${row.replace(/^\d+\. /, "")}`;
  const named = scope.page().getByRole("button", { name, exact: true });
  // Another message may come meanwhile, and name the step without a button.
  const title = scope.filter({ has: named }).last().getByText(row).last();
  const below = title.locator("xpath=following::button").filter({ hasText: whole(label) });
  await below.first().and(named).click();
}

/** The sandbox page as a person uses it, with the Slack side of it. */
export function person(page: Page) {
  const dialog = () => page.getByRole("dialog").last();
  const here = inClient(page, page, (label) => dialog().getByLabel(label).first());
  const composer = page.getByRole("textbox", { name: /^Message/ });
  const place = (name: RegExp) =>
    page.getByRole("navigation", { name: "Conversations" }).getByRole("button", { name }).click();
  return {
    ...here,
    open: async (url: string) => {
      await page.goto(url);
      await composer.waitFor();
    },
    channel: (name: string) => place(new RegExp(`^# ?${name}( |$)`)),
    direct: () => place(/^Mistral Setup/),
    type: async (text: string) => {
      await typeInto(composer, text);
      await page.keyboard.press("Enter");
    },
    /** By the button at the foot of what only shows: it waits until a form has become that. */
    close: async (label = "Close") => {
      await here.press(label);
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    },
    /** The button beneath the row that has this title: in the dialog when one is open, otherwise in a message. */
    choose: async (row: string, option: string) => {
      const isOpen = (await page.getByRole("dialog").count()) > 0;
      await pressBelow(isOpen ? dialog() : page.getByTestId("message"), row, option);
    },
    /** A switch in the admin panel. */
    turn: (label: string) => page.getByRole("switch", { name: label }).click(),
    accept: (address: string) =>
      page
        .getByRole("article", { name: new RegExp(`to ${address}$`) })
        .getByRole("button")
        .click(),
    skip: (label: string) => page.getByRole("button", { name: label, exact: true }).click(),
    side: (tab: "Inbox" | "Mistral admin") =>
      page
        .getByRole("banner")
        .getByRole("button", { name: new RegExp(`^${tab}`) })
        .click(),
  };
}

/** The Teams side of the sandbox page. */
export function personInTeams(page: Page) {
  const pane = page.getByLabel("Teams", { exact: true });
  /** A dialog that is about to open has it, or what is open already: the newest comes last. */
  const here = inClient(page, pane, (label) => page.getByLabel(label).last());
  const chat = (name: RegExp) =>
    page.getByRole("navigation", { name: "Teams chats and channels" }).getByRole("button", { name }).click();
  const me = {
    ...here,
    /** Slack, Teams or both. */
    goTo: (client: "Slack" | "Teams" | "Both") => page.getByRole("radio", { name: client }).check(),
    channel: (name: string) => chat(new RegExp(`${name}( \\d+ unread)?$`)),
    direct: () => chat(/Mistral Setup( \d+ unread)?$/),
    write: async (text: string) => {
      await typeInto(pane.getByRole("textbox", { name: /^Message/ }), text);
      await page.keyboard.press("Enter");
    },
    /** Opens the menu below the row that has this title. */
    openMenu: async (row: string) => {
      const below = "xpath=following::button[normalize-space(.)='...'][1]";
      await (await here.scope()).getByText(row).last().locator(below).click();
      return page.getByRole("group", { name: "More" });
    },
    /** From that menu. A message that comes moves it away from under the mouse: a person tries once more. */
    choose: async (row: string, option: string, tries = 4): Promise<void> => {
      const chosen = (await me.openMenu(row)).getByRole("button", { name: option });
      try {
        await chosen.click({ timeout: tries === 0 ? 10_000 : 2_000 });
      } catch (error) {
        if (tries === 0) throw error;
        await page.keyboard.press("Escape");
        await me.choose(row, option, tries - 1);
      }
    },
  };
  return me;
}
