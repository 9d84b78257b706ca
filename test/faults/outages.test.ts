import { expect, it } from "vitest";
import { mistralDown, TROUBLES } from "./outages.ts";

it.each([TROUBLES["503"], TROUBLES["a closed connection"]])(
  "while Mistral gives no proper answer every card says so, and afterwards all are invited once: %j",
  async (fault) => {
    const { violations } = await mistralDown(fault, 4, 12);
    expect(violations).toEqual([]);
  },
);
