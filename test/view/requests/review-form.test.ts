import { describe, expect, it } from "vitest";
import { renderForm } from "../../../src/slack/render/forms.ts";
import { renderFormCard } from "../../../src/teams/cards/forms.ts";
import { reviewForm } from "../../../src/view/requests/invite-form.ts";
import { FORMS } from "../../support/reading/teams-cards.ts";
import { readerOf } from "../../support/samples/facts.ts";
import { linesSent, names } from "../../support/world/sent.ts";

const MALLORY = "mallory@evil.example";

/** What both platforms show to somebody who invites these without anybody else's look. */
const lastLook = (colleagues: number, outside: readonly string[], role: "member" | "admin" = "member") => {
  const all = [...Array.from({ length: colleagues }, (_, n) => `colleague.${n}@acme.example`), ...outside];
  const form = reviewForm(readerOf("p_ben"), {
    verdicts: [
      ...all.map((address) => ({ address, problem: null })),
      { address: "zoe@", problem: "not-an-address" },
    ],
    ...{ repeated: [], role, draft: 1, own: ["acme.example"], isLastLook: true },
  });
  return [renderForm(form), renderFormCard(form, FORMS)].map((made) => ({
    lines: linesSent(made),
    maySubmit: JSON.stringify(made).includes(`Go on with ${all.length}`),
  }));
};

describe("a list that is invited as soon as it was reviewed", () => {
  it("names whoever is outside our own domains first, counted and marked, however long it is", () => {
    for (const { lines, maySubmit } of lastLook(400, [MALLORY])) {
      expect(maySubmit).toBe(true);
      expect(lines.join("\n")).toContain("Outside acme.example: 1 of 401, and listed first.");
      expect(lines.findIndex((line) => line.includes(`⚠️ ${MALLORY}`))).toBeLessThan(
        lines.findIndex((line) => line.includes("colleague.0@")),
      );
    }
  });

  it.each([
    ["outside our own domains", 3, 41, "member"],
    ["who are to be Admins", 41, 0, "admin"],
  ] as const)("cannot go on with more people %s than it can name", (_who, colleagues, outside, role) => {
    const others = Array.from({ length: outside }, (_, n) => `other.${n}@evil.example`);
    for (const { lines, maySubmit } of lastLook(colleagues, others, role)) {
      expect(maySubmit).toBe(false);
      expect(lines.join("\n")).toContain("Send the list in parts.");
    }
    for (const { lines, maySubmit } of lastLook(colleagues - 1, others.slice(1), role)) {
      expect(maySubmit).toBe(true);
      for (const address of others.slice(1)) expect(names(lines, address)).toBe(true);
    }
  });
});
