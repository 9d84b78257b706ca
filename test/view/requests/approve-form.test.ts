import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verified } from "../../../src/domain/evidence.ts";
import { requestsFor } from "../../../src/domain/requests/preflight.ts";
import { ROLES } from "../../../src/domain/role.ts";
import { renderForm } from "../../../src/slack/render/forms.ts";
import { renderMessage } from "../../../src/slack/render/render.ts";
import { renderCard } from "../../../src/teams/cards/card.ts";
import { renderFormCard } from "../../../src/teams/cards/forms.ts";
import type { Form } from "../../../src/view/core/view.ts";
import { approveForm } from "../../../src/view/requests/decision-forms.ts";
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

const drawings: Readonly<
  Record<string, { draw: (form: Form) => object; mayGoOn: (made: object) => boolean }>
> = {
  Slack: { draw: renderForm, mayGoOn: (made) => "submit" in made },
  "a dialog in Teams": {
    draw: (form) => renderFormCard(form, FORMS),
    mayGoOn: (made) => JSON.stringify(made).includes('"submit":'),
  },
  "a chat in Teams": {
    draw: (form) => renderFormCard(form, { ...FORMS, within: "chat" }),
    mayGoOn: (made) => JSON.stringify(made).includes('"submit":'),
  },
};

describe("the whole list of a Request", () => {
  it.each(Object.keys(drawings))("names everybody in %s before it can be approved", (name) => {
    const { draw, mayGoOn } = drawings[name] ?? drawings["Slack"] ?? expect.unreachable();
    fc.assert(
      fc.property(
        anyAskedFor,
        fc.constantFrom(...ROLES),
        fc.constantFrom("en" as const, "fr" as const),
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

  it.each(["en", "fr"] as const)("can be approved in %s though all 100 have become Members since", (lang) => {
    const of = colleagues(100);
    const given = {
      ...asked(of, "admin"),
      members: of.map((address) => ({ address, evidence: verified("members", sample.member().seenAt) })),
    };
    for (const [name, { draw, mayGoOn }] of Object.entries(drawings))
      sample.readIn(name === "Slack" ? "slack" : "teams", lang, () => {
        const form = approveForm(ben, given);
        expect(mayGoOn(draw(form))).toBe(true);
        expect(form.intro.map(wordsIn).join()).toMatch(
          lang === "en"
            ? /Members already: 100, verified with Mistral/
            : /Déjà membres.{1,3}100.{1,4}vérifié/,
        );
      });
  });

  it("cannot be submitted where a renderer had to cut it", () => {
    const whole = approveForm(ben, asked(sample.many().map(({ address }) => address)));
    const cut = { ...whole, intro: whole.intro.filter(({ kind }) => kind !== "list") };
    for (const { draw, mayGoOn } of Object.values(drawings)) expect(mayGoOn(draw(cut))).toBe(false);
  });
});

const MALLORY = "mallory@evil.example";

describe("an address outside our own domains", () => {
  it("stands first, is counted and is marked, on the card and in the whole list", () => {
    const given = asked([...colleagues(60), MALLORY], "admin");
    for (const words of [
      read(requestCard(channel, given)),
      read({ summary: "", blocks: approveForm(ben, given).intro }),
    ]) {
      expect(words).toMatch(
        /Outside acme\.example: 1 of 61, and listed first\.\n⚠️ mallory@evil\.example\ncolleague\.0@/,
      );
    }
  });

  it("is no news where every domain is our own, or none is known", () => {
    for (const ownDomains of [[...OWN, "evil.example"], []])
      expect(read(requestCard(channel, { ...asked([MALLORY]), ownDomains }))).not.toMatch(/outside|⚠️/);
  });
});

describe("letters of another script in an address", () => {
  it("stand beside the punycode of its domain, or a warning when they are before the @", () => {
    const words = read(
      requestCard(channel, asked(["ana@аcme.example", "bеn@acme.example", "zoe@acme.example"])),
    );
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
