import { expect, it } from "vitest";
import { mistralDown, TROUBLES } from "./outages.ts";
import { PLATFORM_TROUBLES, platformDown } from "./platform-outages.ts";

it("while Mistral gives no proper answer every card says so, and afterwards all are invited once", async () => {
  const { violations } = await mistralDown(TROUBLES["503"], 3, 11);
  expect(violations).toEqual([]);
});

it.each([
  ["slack", "429 with a time"],
  ["slack", "a closed connection"],
  ["teams", "503"],
] as const)(
  "while %s is down (%s) people hear of it on the other side, and afterwards all comes once and in order",
  async (down, trouble) => {
    const scene = { trouble: PLATFORM_TROUBLES[trouble], down, requests: 4, minutes: 6 };
    const { figures, violations } = await platformDown(scene);
    expect(violations).toEqual([]);
    expect(figures["messages due"]).toBeGreaterThan(8);
  },
);
