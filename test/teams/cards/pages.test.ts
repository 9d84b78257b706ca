import { expect, it } from "vitest";
import { renderCard } from "../../../src/teams/cards/card.ts";
import { recordView } from "../../../src/view/members/lists.ts";
import { samples } from "../../support/reading/samples.ts";
import { CARDS } from "../../support/reading/teams-cards.ts";
import { pageOf, readerOf } from "../../support/samples/facts.ts";
import { entries } from "../../support/samples/records.ts";

const isCut = (view: Parameters<typeof renderCard>[0]): boolean =>
  JSON.stringify(renderCard(view, CARDS)).includes(CARDS.words.more);

it("a page of the Record fits into one message, however long its lines are", () => {
  const address = `${"long".repeat(15)}@${"sub.".repeat(45)}example.com`;
  const view = recordView(readerOf("p_ana"), {
    ...pageOf(
      entries()
        .slice(-15)
        .map((entry) => ({ ...entry, actor: "p_evil" })),
      1,
      3,
    ),
    head: "0".repeat(64),
    lookup: (kind) => (kind === "workspace" ? "W".repeat(255) : address),
  });
  expect(isCut(view)).toBe(false);
});

it("the checklist, the status and a page of Members fit into one message", () => {
  const pages = samples("teams").filter(({ name }) => /^(checklist|status|members|record|help)/.test(name));
  expect(pages.length).toBeGreaterThan(20);
  const cut = pages.filter(({ view }) => view !== undefined && isCut(view));
  expect(cut.map(({ name }) => name)).toEqual([]);
});
