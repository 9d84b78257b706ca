import { describe, expect, it } from "vitest";
import { answered, ended, type FileOffer, OFFER_STATES } from "../../src/domain/file-offer.ts";

const PLACE = {
  address: "https://lumen.sharepoint.com/u",
  link: "https://l",
  id: "f",
  type: "csv",
  name: "l.csv",
};
const offer = (state: FileOffer["state"]): FileOffer => ({
  ...{ id: 1, person: "p_ana", platform: "teams", content: { kind: "template" }, name: "l.csv", size: 7 },
  ...{ state, place: state === "offered" || state === "declined" ? null : PLACE, createdAt: 1 },
});

describe("a file that is offered", () => {
  it("is answered once", () => {
    expect(answered(offer("offered"), PLACE)).toMatchObject({ state: "accepted", place: PLACE });
    expect(answered(offer("offered"), null)).toMatchObject({ state: "declined", place: null });
    for (const state of OFFER_STATES.filter((each) => each !== "offered"))
      expect([answered(offer(state), PLACE), answered(offer(state), null)]).toEqual([null, null]);
  });

  it.each(["put", "failed"] as const)("that is %s keeps no address to write to", (state) => {
    expect(ended(offer("accepted"), state)).toMatchObject({ state, place: { ...PLACE, address: null } });
    for (const before of OFFER_STATES.filter((each) => each !== "accepted"))
      expect(ended(offer(before), state)).toBeNull();
  });
});
