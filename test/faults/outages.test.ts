import { expect, it } from "vitest";
import { dnsDown } from "./dns-outages.ts";
import { mistralDown, TROUBLES } from "./outages.ts";
import { PLATFORM_TROUBLES, platformDown } from "./platform-outages.ts";

it("while Mistral gives no proper answer every card says so, and afterwards all are invited once", async () => {
  const { violations } = await mistralDown(TROUBLES["503"], 3, 11);
  expect(violations).toEqual([]);
});

it.each([
  ["servfail", 21],
  ["silent", 21],
  ["refused", 21],
  ["nxdomain", 1],
] as const)(
  "while DNS says %s nothing counts as gone, whoever asks hears it, and all is looked at soon afterwards",
  async (trouble, minutes) => {
    const { violations } = await dnsDown({ trouble, minutes });
    expect(violations).toEqual([]);
  },
);

it.each([
  ["slack", "429 with a time"],
  ["slack", "a closed connection"],
  ["slack", "a proxy's 403"],
  ["teams", "503"],
  ["teams", "a proxy's 403"],
] as const)(
  "while %s is down (%s) people hear of it on the other side, and afterwards all comes once and in order",
  async (down, trouble) => {
    const scene = { trouble: PLATFORM_TROUBLES[trouble], down, requests: 4, minutes: 6 };
    const { figures, violations } = await platformDown(scene);
    expect(violations).toEqual([]);
    expect(figures["messages due"]).toBeGreaterThan(8);
  },
);
