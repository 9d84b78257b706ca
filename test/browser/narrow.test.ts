import { describe, expect, it } from "vitest";
import { person } from "../support/browser.ts";
import { eachIsANewcomer, noBrowser } from "./newcomer.ts";

/** How far right and down the two rows of the bar reach. */
const REACH = `["bar-buttons", "skips"].map((name) => {
  const { right, bottom } = document.querySelector("." + name).getBoundingClientRect();
  return { right, bottom };
})`;
const BAR = 72;

describe.skipIf(noBrowser)("on a phone", () => {
  const here = eachIsANewcomer();

  it.each([414, 380, 320])(
    "all of the bar can be seen and pressed, %i pixels wide",
    async (width) => {
      await person(here.page).skip("Skip ahead a week");
      await here.page.getByText(/\+7 d/).waitFor();
      await here.page.setViewportSize({ width, height: 700 });
      const rows = (await here.page.evaluate(REACH)) as { right: number; bottom: number }[];
      expect(rows).toHaveLength(2);
      for (const { right, bottom } of rows) {
        expect(right).toBeLessThanOrEqual(width);
        expect(bottom).toBeLessThanOrEqual(BAR);
      }
    },
    30_000,
  );
});
