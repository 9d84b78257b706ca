import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verified } from "../../../src/domain/evidence.ts";
import { ROLES } from "../../../src/domain/invitations/invitation.ts";
import { requestsFor } from "../../../src/domain/requests/preflight.ts";
import { renderForm } from "../../../src/slack/render/forms.ts";
import { renderMessage } from "../../../src/slack/render/render.ts";
import { renderCard } from "../../../src/teams/cards/card.ts";
import { renderFormCard } from "../../../src/teams/cards/forms.ts";
import type { Form } from "../../../src/view/core/view.ts";
import { approveForm } from "../../../src/view/requests/decision-forms.ts";
import { reviewForm } from "../../../src/view/requests/invite-form.ts";
import { requestCard } from "../../../src/view/requests/request-cards.ts";
import type { RequestFacts } from "../../../src/view/requests/request-parts.ts";
import { anyAskedFor } from "../../support/any/any-asked.ts";
import { read, wordsIn } from "../../support/reading/read-view.ts";
import { CARDS, FORMS, problemsOfCard } from "../../support/reading/teams-cards.ts";
import * as sample from "../../support/samples/facts.ts";
import { actionsSent, linesSent, names } from "../../support/world/sent.ts";

const { facts, invitation, readerOf, request } = sample;
const ben = readerOf("p_ben");
const channel = readerOf(null);

const OWN = ["acme.example"];

const asked = (addresses: readonly string[], role: (typeof ROLES)[number] = "member"): RequestFacts =>
  facts({
    request: request({ role }),
    invitations: addresses.map((address, at) => invitation({ id: at + 1, address, role })),
    ownDomains: OWN,
  });
const colleagues = (n: number) => Array.from({ length: n }, (_, at) => `colleague.${at}@acme.example`);

const DRAWINGS: Readonly<Record<string, (form: Form) => object>> = {
  Slack: renderForm,
  "a dialog in Teams": (form) => renderFormCard(form, FORMS),
  "a chat in Teams": (form) => renderFormCard(form, { ...FORMS, within: "chat" }),
};
const mayGoOn = (made: object): boolean => JSON.stringify(made).includes('"submit":');

describe("the whole list of a Request", () => {
  it.each(Object.entries(DRAWINGS))("names everybody in %s before it can be approved", (name, draw) => {
    fc.assert(
      fc.property(
        anyAskedFor,
        fc.constantFrom(...ROLES),
        fc.constantFrom(...sample.LANGUAGES),
        (all, role, said) => {
          for (const part of requestsFor(all)) {
            const words = sample.readIn(name === "Slack" ? "slack" : "teams", said, () => {
              const made = draw(approveForm(ben, asked(part, role)));
              if (name !== "Slack")
                expect(problemsOfCard(made as ReturnType<typeof renderFormCard>)).toEqual([]);
              expect(mayGoOn(made)).toBe(true);
              return linesSent(made);
            });
            expect(part.filter((address) => !names(words, address))).toEqual([]);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("can be approved with many Workspaces, each of which it names, in a dialog and on a card", () => {
    const workspaces = Array.from({ length: 18 }, (_, at) =>
      sample.workspace({ id: at + 1, name: `Workspace of department ${at}` }),
    );
    const ids = workspaces.map(({ id }) => id);
    const given = { ...asked(colleagues(2)), workspaces, request: request({ workspaces: ids }) };
    for (const [name, draw] of Object.entries(DRAWINGS))
      sample.readIn(name === "Slack" ? "slack" : "teams", "en", () => {
        const made = draw(approveForm(ben, given));
        expect(mayGoOn(made), name).toBe(true);
        for (const one of workspaces) expect(JSON.stringify(made)).toContain(one.name);
      });
  });

  it.each([
    ["en", /Already members: 100, verified with Mistral/],
    ["fr", /Déjà membres.{1,3}100.{1,4}vérifié/],
    ["de", /Schon Mitglieder: 100 \(bei Mistral geprüft/],
  ] as const)("can be approved in %s though all 100 have become Members since", (lang, members) => {
    const of = colleagues(100);
    const evidence = verified("members", sample.member().seenAt);
    const given = { ...asked(of, "admin"), members: of.map((address) => ({ address, evidence })) };
    for (const [name, draw] of Object.entries(DRAWINGS))
      sample.readIn(name === "Slack" ? "slack" : "teams", lang, () => {
        const form = approveForm(ben, given);
        expect(mayGoOn(draw(form))).toBe(true);
        expect(form.intro.map(wordsIn).join()).toMatch(members);
      });
  });

  it("cannot be submitted where a renderer had to cut it", () => {
    const whole = approveForm(ben, asked(sample.many().map(({ address }) => address)));
    const cut = { ...whole, intro: whole.intro.filter(({ kind }) => kind !== "list") };
    for (const draw of Object.values(DRAWINGS)) expect(mayGoOn(draw(cut))).toBe(false);
  });
});

const MALLORY = "mallory@evil.example";

describe("an address outside our own domains", () => {
  it("stands first, is counted and is marked, on the card and in the whole list", () => {
    const given = asked([...colleagues(60), MALLORY], "admin");
    const list = { summary: "", blocks: approveForm(ben, given).intro };
    for (const view of [requestCard(channel, given), list])
      expect(read(view)).toMatch(
        /Outside acme\.example: 1 of 61, listed first\.\n⚠️ mallory@evil\.example\ncolleague\.0@/,
      );
  });

  it("is no news where every domain is our own, or none is known", () => {
    for (const ownDomains of [[...OWN, "evil.example"], []])
      expect(read(requestCard(channel, { ...asked([MALLORY]), ownDomains }))).not.toMatch(/outside|⚠️/);
  });
});

describe("letters of another script in an address", () => {
  it("stand beside the punycode of its domain, or a warning when they are before the @", () => {
    const of = asked(["ana@аcme.example", "bеn@acme.example", "zoe@acme.example"]);
    const words = read(requestCard(channel, of));
    expect(words).toContain("⚠️ ana@аcme.example (its domain is xn--cme-5cd.example)");
    expect(words).toContain("⚠️ bеn@acme.example (has letters other than a to z)");
    expect(words).toMatch(/^zoe@acme\.example$/m);
  });
});

describe("what a card offers", () => {
  const offered = (given: RequestFacts) => [
    actionsSent(renderMessage(requestCard(channel, given))),
    actionsSent(renderCard(requestCard(channel, given), CARDS)),
  ];
  const review = { do: "open", to: { form: "approve", request: 1 } };

  it.each([1, 3, 40])("is Approve for %i colleagues, all of whom it names", (n) => {
    for (const actions of offered(asked(colleagues(n))))
      expect(actions.slice(0, 3)).toMatchObject([
        { do: "approve", request: 1, ask: `m${n}` },
        { do: "open", to: { form: "deny" } },
        { do: "open", to: { form: "change" } },
      ]);
  });

  it.each([61, 100])("is the whole list in place of Approve for %i, not all of whom it names", (n) => {
    for (const actions of offered(asked(colleagues(n)))) {
      expect(actions[0]).toEqual(review);
      expect(actions.some((action) => action.do === "approve")).toBe(false);
    }
  });
});

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
    maySubmit: JSON.stringify(made).includes(`Send ${all.length} invitation`),
  }));
};

describe("a list that is invited as soon as it was reviewed", () => {
  it("names whoever is outside our own domains first, counted and marked, however long it is", () => {
    for (const { lines, maySubmit } of lastLook(400, [MALLORY])) {
      expect(maySubmit).toBe(true);
      expect(lines.join("\n")).toContain("Outside acme.example: 1 of 401, listed first.");
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
