import { describe, expect, it } from "vitest";
import { person } from "../support/browser/browser.ts";
import { eachIsANewcomer, noBrowser } from "./newcomer.ts";

const WIDTHS = [320, 380, 414, 600, 821, 900, 1024, 1181, 1280, 1400];
/** How far right and down what stands in the bar reaches, and how high the bar is. */
const REACH = `["bar-buttons", "skips", "top-bar"].map((name) => {
  const { right, bottom } = document.querySelector("." + name).getBoundingClientRect();
  return { right, bottom };
})`;

describe.skipIf(noBrowser)("the bar", () => {
  const here = eachIsANewcomer();

  it("can be seen and pressed as a whole, from a phone to a wide screen", async () => {
    await person(here.page).skip("Skip ahead a week");
    await here.page.getByText(/\+7 d/).waitFor();
    // Some dates are longer than others.
    await here.page
      .getByRole("timer")
      .evaluate((timer) => timer.replaceChildren("Wed, 30 Sept, 22:44 +27 d 23 h 59 min"));
    for (const width of WIDTHS) {
      await here.page.setViewportSize({ width, height: 700 });
      const reach = (await here.page.evaluate(REACH)) as { right: number; bottom: number }[];
      expect(reach).toHaveLength(3);
      for (const { right, bottom } of reach) {
        expect(right, `${width} pixels wide`).toBeLessThanOrEqual(width);
        expect(bottom, `${width} pixels wide`).toBeLessThanOrEqual(reach.at(-1)?.bottom ?? 0);
      }
    }
  }, 30_000);
});
