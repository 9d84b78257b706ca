import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ROLES, SEATS, type Seat } from "../../../src/domain/invitations/invitation.ts";
import { renderDialog, renderHome, renderMessage } from "../../../src/slack/render/render.ts";
import { renderCard } from "../../../src/teams/cards/card.ts";
import type { View } from "../../../src/view/core/view.ts";
import { reminderCard, requestCard, requestsPage } from "../../../src/view/requests/request-cards.ts";
import type { RequestFacts } from "../../../src/view/requests/request-parts.ts";
import { homeView, statusView } from "../../../src/view/setup/home.ts";
import { anyAskedFor } from "../../support/any/any-asked.ts";
import { must } from "../../support/must.ts";
import { CARDS } from "../../support/reading/teams-cards.ts";
import * as sample from "../../support/samples/facts.ts";
import { actionsSent, linesSent, names } from "../../support/world/sent.ts";

const { counts, facts, invitation, NOW, pageOf, readerOf, request, warm, workspace } = sample;
/** As all languages have them. */
const SEAT_WORDS: Readonly<Record<Seat, string>> = { chat: "Vibe", code: "Mistral Code" };
const ben = readerOf("p_ben");
const channel = readerOf(null);

const state = { setup: warm, alerts: [], counts: counts(), workspaces: [], now: NOW };
const rights = { owner: false, approver: true, steps: [] };
const home = { tasks: [], myRequests: [], mine: null, standing: "member", mode: "guided", rights } as const;

/** Each place in which Requests are decided. */
const PLACES: Readonly<
  Record<string, (all: readonly [RequestFacts, ...RequestFacts[]], reader: typeof ben) => View>
> = {
  "its card": ([one]) => requestCard(channel, one),
  "a reminder": ([one], reader) => reminderCard(reader, one),
  Home: (all, reader) => homeView(reader, { ...state, ...home, requestsToDecide: all }),
  "the status": (all, reader) => statusView(reader, { ...state, requests: all, mayDecide: true }),
  "the list of Requests": (all, reader) => requestsPage(reader, pageOf(all).list, true),
};

/** What is really sent of a View, each way that a platform shows one. */
const SENT: Readonly<Record<string, (view: View) => unknown>> = {
  "a message in Slack": renderMessage,
  "a Home in Slack": renderHome,
  "a dialog in Slack": (view) => renderDialog(view, "Title", "Close"),
  "a card in Teams": (view) => renderCard(view, CARDS),
  "a dialog in Teams": (view) => renderCard(view, { ...CARDS, within: "dialog" }),
};

const anyNames = fc.array(fc.constantFrom("Sales", "R&D", "w".repeat(150), "n".repeat(255)), {
  maxLength: 40,
});
const anyRequest = fc
  .record({
    ...{ asked: anyAskedFor, role: fc.constantFrom(...ROLES), reason: fc.string({ maxLength: 400 }) },
    ...{ names: anyNames, seats: fc.subarray([...SEATS]) },
  })
  .map(({ asked, role, reason, names, seats }) => (id: number) => {
    const row = (address: string, at: number) =>
      invitation({ id: id * 100 + at, request: id, address, role });
    const workspaces = names.map((name, at) => workspace({ id: at + 1, name: `${name}${at}` }));
    const of = { request: request({ id, role, reason, seats }), invitations: asked.map(row), workspaces };
    return facts({ ...of, ownDomains: ["acme.example"] });
  });
const anyRequests = fc
  .array(anyRequest, { minLength: 1, maxLength: 9 })
  .map((all) => all.map((of, at) => of(at + 1)) as [RequestFacts, ...RequestFacts[]]);

describe("an Approve", () => {
  it.each(Object.keys(PLACES))(
    "in %s stands beside every address, Workspace and seat that it approves, whatever it is sent as",
    (place) => {
      const isBeside = (all: readonly RequestFacts[], sent: unknown) => {
        const lines = linesSent(sent);
        for (const action of actionsSent(sent)) {
          if (action.do !== "approve") continue;
          const asked = must(all.find((one) => one.request.id === action.request));
          expect(asked.invitations.filter(({ address }) => !names(lines, address))).toEqual([]);
          expect(asked.workspaces.filter(({ name }) => !names(lines, name))).toEqual([]);
          for (const seat of asked.request.seats)
            expect(lines.some((line) => line.includes(SEAT_WORDS[seat]))).toBe(true);
        }
      };
      const languages = fc.constantFrom(...sample.LANGUAGES);
      const holds = fc.property(anyRequests, languages, (all, language) => {
        for (const [way, send] of Object.entries(SENT)) {
          const platform = way.endsWith("Slack") ? "slack" : "teams";
          const view = sample.readIn(platform, language, () => PLACES[place]?.(all, ben));
          isBeside(all, send(view as View));
        }
      });
      fc.assert(holds, { numRuns: 15 });
    },
  );
});

describe("an Approve in a row that names three of four people", () => {
  const addresses = (from: number) => [0, 1, 2, 3].map((n) => `x${from + n}@lumen.example`);
  const asking = (id: number, asked: readonly string[]): RequestFacts => {
    const row = (address: string, at: number) => invitation({ id: id * 10 + at, request: id, address });
    return facts({ request: request({ id }), invitations: asked.map(row) });
  };
  const approvals = (view: View, way: keyof typeof SENT) =>
    actionsSent(SENT[way]?.(view)).flatMap((action) => (action.do === "approve" ? action.request : []));
  const places = ["Home", "the status", "the list of Requests"] as const;

  it.each(places)(
    "in %s gives way to the whole list though the requester is called like the fourth",
    (place) => {
      const paul = must(ben.nameOf("p_paul"));
      const inTeamsAlone = { ...paul, name: "x4@lumen.example", accounts: [] };
      const nameOf: typeof ben.nameOf = (id) => (id === "p_paul" ? inTeamsAlone : ben.nameOf(id));
      const view = PLACES[place]?.([asking(1, addresses(1))], { ...ben, nameOf });
      for (const way of Object.keys(SENT)) expect(approvals(view as View, way)).toEqual([]);
    },
  );

  it.each(places)("in %s gives way to the whole list though another row names the fourth", (place) => {
    const view = PLACES[place]?.([asking(1, addresses(1)), asking(2, ["x4@lumen.example"])], ben);
    for (const way of Object.keys(SENT)) expect(approvals(view as View, way)).toEqual([2]);
  });
});
