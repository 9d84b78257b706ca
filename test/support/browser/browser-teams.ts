import type { Locator, Page } from "playwright-core";
import { typeInto } from "./browser.ts";

const whole = (text: string): RegExp => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);

/** The Teams side of the sandbox page as a person uses it: everything is found by what it says. */
export function personInTeams(page: Page) {
  const pane = page.getByLabel("Teams", { exact: true });
  const dialog = page.getByRole("dialog");
  const chats = page.getByRole("navigation", { name: "Teams chats and channels" });
  const scope = async (): Promise<Locator> => ((await dialog.count()) > 0 ? dialog.last() : pane);
  /** The newest button with this text: in the dialog when one is open, otherwise in the conversation. */
  async function press(label: string): Promise<void> {
    const buttons = (await scope()).locator("button").filter({ hasText: whole(label) });
    await buttons.last().click();
  }
  /** A dialog that is about to open has it, or what is open already: the newest comes last. */
  const labelled = (label: string | RegExp): Locator => page.getByLabel(label).last();
  const chat = (name: RegExp) => chats.getByRole("button", { name }).click();

  return {
    /** Slack, Teams or both. */
    goTo: (client: "Slack" | "Teams" | "Both") => page.getByRole("radio", { name: client }).check(),
    /** Waits until the page is theirs, so that nothing is done in somebody else's name. */
    be: async (name: string) => {
      const people = page.getByRole("navigation", { name: "Act as" });
      await people.getByRole("button", { name: new RegExp(`^${name}`) }).click();
      await people.locator("[aria-current=true]").filter({ hasText: name }).waitFor();
    },
    channel: (name: string) => chat(new RegExp(`${name}( \\d+ unread)?$`)),
    direct: () => chat(/Mistral Setup( \d+ unread)?$/),
    write: async (text: string) => {
      const composer = pane.getByRole("combobox", { name: /^(Message|Start a post)/ });
      await typeInto(composer, text);
      await page.keyboard.press("Enter");
    },
    /** What is in the text field already, or about to be. */
    send: () => pane.getByRole("button", { name: "Send", disabled: false }).click(),
    press,
    fill: (label: string | RegExp, text: string) => typeInto(labelled(label), text),
    check: (label: string | RegExp) => labelled(label).check(),
    uncheck: (label: string | RegExp) => labelled(label).uncheck(),
    select: async (label: string | RegExp, option: string | RegExp) => {
      const found = labelled(label).locator("option").filter({ hasText: option }).first();
      await found.waitFor({ state: "attached" });
      await labelled(label).selectOption((await found.getAttribute("value")) ?? "");
    },
    /** One more of many. */
    pick: async (label: string | RegExp, option: string | RegExp) => {
      await labelled(label).waitFor();
      await (await scope()).getByRole("checkbox", { name: option }).last().check();
    },
    /** From the menu below the row that has this title. */
    choose: async (row: string, option: string) => {
      const below = "xpath=following::button[normalize-space(.)='...'][1]";
      await (await scope()).getByText(row).last().locator(below).click();
      await page.getByRole("menuitem", { name: option }).click();
    },
    close: async () => {
      await dialog.getByRole("button", { name: "Close dialog" }).click();
      await dialog.waitFor({ state: "hidden" });
    },
    dialogSays: (text: string | RegExp) => dialog.getByText(text).first().waitFor(),
    sees: (text: string | RegExp) => pane.getByText(text).last().waitFor(),
  };
}
