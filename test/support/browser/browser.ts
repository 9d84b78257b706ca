import { existsSync } from "node:fs";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { REAL_CLOCK_ENV } from "../clock-env.ts";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
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

const whole = (text: string): RegExp => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);

/** Several rows have a button with these words: the first one after this row's title, which also says that it is the row's. */
export async function pressBelow(scope: Locator, row: string, label: string): Promise<void> {
  const name = `${label}: ${row.replace(/^\d\. /, "")}`;
  const named = scope.page().getByRole("button", { name, exact: true });
  // Another message may come meanwhile, and name the step without a button.
  const title = scope.filter({ has: named }).last().getByText(row).last();
  const below = title.locator("xpath=following::button").filter({ hasText: whole(label) });
  await below.first().and(named).click();
}

/** The sandbox page as a person uses it: everything is found by what it says. */
export function person(page: Page) {
  const dialog = () => page.getByRole("dialog").last();
  const conversations = () => page.getByRole("navigation", { name: "Conversations" });
  const isOpen = async (): Promise<boolean> => (await page.getByRole("dialog").count()) > 0;
  /** The newest button with this text: in the dialog when one is open, otherwise in the conversation. */
  async function press(label: string): Promise<void> {
    const scope: Page | Locator = (await isOpen()) ? dialog() : page;
    await scope
      .locator("button")
      .filter({ hasText: whole(label) })
      .last()
      .click();
  }

  return {
    open: async (url: string) => {
      await page.goto(url);
      await page.getByRole("combobox", { name: /^Message/ }).waitFor();
    },
    be: (name: string) =>
      page
        .getByRole("button", { name: new RegExp(`^${name}`) })
        .first()
        .click(),
    channel: (name: string) =>
      conversations()
        .getByRole("button", { name: new RegExp(`^# ${name}( |$)`) })
        .click(),
    direct: () =>
      conversations()
        .getByRole("button", { name: /^Mistral Setup/ })
        .click(),
    type: async (text: string) => {
      const composer = page.getByRole("combobox", { name: /^Message/ });
      await typeInto(composer, text);
      await page.keyboard.press("Enter");
    },
    /** What is in the text field already. */
    send: () => page.getByRole("combobox", { name: /^Message/ }).press("Enter"),
    press,
    fill: (label: string | RegExp, text: string) => typeInto(dialog().getByLabel(label), text),
    check: (label: string | RegExp) => dialog().getByLabel(label).check(),
    /** The button beneath the row that has this title: in the dialog when one is open, otherwise in a message. */
    choose: async (row: string, option: string) =>
      pressBelow((await isOpen()) ? dialog() : page.getByTestId("message"), row, option),
    /** A switch in the admin panel. */
    turn: (label: string) => page.getByRole("switch", { name: label }).click(),
    uncheck: (label: string | RegExp) => dialog().getByLabel(label).uncheck(),
    /** From a menu, of one or of many. */
    pick: async (label: string | RegExp, option: string | RegExp) => {
      const field = dialog().getByLabel(label).first();
      await field.waitFor();
      const found = field.locator("option").filter({ hasText: option }).first();
      if ((await found.count()) > 0) {
        await field.selectOption((await found.getAttribute("value")) ?? "");
        return;
      }
      await dialog().getByRole("checkbox", { name: option }).check();
    },
    close: async (label = "Close") => {
      await press(label);
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    },
    /** Waits until the dialog says this, so that what is pressed next is in the new one. */
    dialogSays: (text: string | RegExp) => dialog().getByText(text).first().waitFor(),
    sees: (text: string | RegExp) => page.getByText(text).last().waitFor(),
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
