import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WHOLE = `{
  const whole = new CSSStyleSheet();
  whole.replaceSync("dialog, dialog * { max-height: none !important }");
  document.adoptedStyleSheets.push(whole);
}`;

/** A message in the conversation that is as it was when it was looked at is left out. */
const MARK = `{
  window.looked ??= new WeakMap();
  window.now = [...document.querySelectorAll("[data-testid$=message]")].map((each) => [each, each.innerHTML]);
  for (const [message, html] of now) message.toggleAttribute("data-looked", looked.get(message) === html);
}`;
const REMEMBER = `if (document.querySelector("dialog[open]") === null)
  for (const [message, html] of now) looked.set(message, html)`;

/** Looks at the page with every rule that axe has, and at its contrasts in the dark look as well. */
export async function examiner(page: Page) {
  const found: string[] = [];
  await page.emulateMedia({ colorScheme: "light" });
  await page.evaluate(SOURCE);
  // So high that nothing is cut off: axe takes the label of a field for hidden that is scrolled away.
  await page.setViewportSize({ width: 1400, height: 3000 });
  await page.evaluate(WHOLE);

  async function run(where: string, options: RunOptions): Promise<void> {
    const given = JSON.stringify({ ...options, resultTypes: ["violations"] });
    // Nothing is judged while it fades in, or is pale because its press is on the way.
    await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
    await page.evaluate("Promise.allSettled(document.getAnimations().map(({ finished }) => finished))");
    // What lies behind an open dialog was looked at before it was opened.
    const top = "[...document.querySelectorAll('dialog[open]')].at(-1) ?? document";
    const context = `{ include: [${top}], exclude: [["[data-looked]"]] }`;
    const { violations } = await page.evaluate<AxeResults>(`axe.run(${context}, ${given})`);
    for (const { id, nodes } of violations)
      for (const { html, any, all, none } of nodes) {
        const why = [...any, ...all, ...none].map(({ message }) => message).join("; ");
        found.push(`${where}: ${id}: ${why}: ${html.slice(0, 200)}`);
      }
  }

  return {
    /** Once `shown` is over. */
    look: async (where: string, shown?: Promise<void>): Promise<void> => {
      await shown;
      await page.evaluate(MARK);
      await run(where, {});
      await page.emulateMedia({ colorScheme: "dark" });
      await run(`${where}, dark`, { runOnly: { type: "rule", values: ["color-contrast"] } });
      await page.emulateMedia({ colorScheme: "light" });
      await page.evaluate(REMEMBER);
    },
    found: (): readonly string[] => found,
  };
}
