import { describe, expect, it } from "vitest";
import { verified } from "../../../src/domain/evidence.ts";
import type { Setup } from "../../../src/domain/setup/setup.ts";
import { domainCard } from "../../../src/view/security/domain-cards.ts";
import { samlView, securityForm } from "../../../src/view/security/measures.ts";
import { checklistView } from "../../../src/view/setup/home.ts";
import { must } from "../../support/must.ts";
import { actionsIn, read, readForm } from "../../support/reading/read-view.ts";
import { NOBODY, OWNER } from "../../support/samples/cards.ts";
import { counts, fresh, NOW, readerOf } from "../../support/samples/facts.ts";
import { secured, watching } from "../../support/samples/security.ts";

const ana = readerOf("p_ana");
const saml = (setup: Setup = fresh, pending = 0) =>
  samlView(ana, { setup, counts: counts({ pending }), now: NOW });

describe("the SAML checklist", () => {
  it("names the attributes exactly, the plan, and what usually goes wrong", () => {
    const words = read(saml());
    const names = ["firstName", "lastName", "EmailAddress", "ACS URL", "Entity ID", "Enterprise", "XML"];
    for (const exact of names) expect(words).toContain(exact);
    expect(words).toMatch(/is the XML whole/);
  });

  it("begins with the domain, and says where it stands", () => {
    expect(read(saml(watching("there", { kind: "found", name: "example.com" })))).toMatch(
      /1\. Domain verification[^\n]*record of example\.com seen in DNS[^\n]*not verified at Mistral yet/,
    );
  });

  it("warns before SSO while Invitations are Pending", () => {
    expect(read(saml(fresh, 2))).toMatch(/Pending: 2\. With SSO on.*may fail/);
    expect(read(saml())).not.toMatch(/may fail/);
  });

  it("says whose word it is that SSO is on, and asks no more", () => {
    expect(read(saml(secured))).toMatch(/SSO is on, confirmed by @lea/);
    const proven = { ...secured, observed: { ...secured.observed, saml: verified("audit", NOW) } };
    expect(read(saml(proven))).toContain("SSO is on, verified with Mistral 14:10");
    expect(actionsIn(saml(proven).blocks).map(({ action }) => action.do)).not.toContain("confirm-measure");
  });
});

describe("the measures of security", () => {
  /** In the form and in the row. */
  const facts = { alerts: [], counts: counts(), now: NOW, mode: "guided" } as const;
  const shown = (setup: Setup) => [
    readForm(securityForm(ana, { setup, counts: counts(), now: NOW })),
    read(checklistView(ana, { ...facts, setup, rights: OWNER })),
  ];

  it("stand in the form and in the row, each with its plan and its Evidence", () => {
    for (const words of shown(secured)) {
      expect(words).toMatch(/Allowed domains \(any plan\): example\.com/);
      expect(words).toMatch(/Domain verification \(Team or Enterprise\): verified with Mistral 14:09/);
      expect(words).toMatch(/gone\.example gone from DNS/);
      expect(words).toMatch(/SSO with SAML \(Enterprise\): confirmed by @lea 14:08/);
      expect(words).toMatch(/Audit logs \(Enterprise\): confirmed by @ana 14:08/);
    }
  });

  it("are no long list for whoever does not work on them", () => {
    const shown = (setup: Setup) => read(checklistView(ana, { ...facts, setup, rights: NOBODY }));
    expect(shown(fresh)).not.toMatch(/not yet|SSO/i);
    const done = { ...fresh.steps.members, state: "done" } as const;
    const others = { organization: done, billing: done, workspaces: done, members: done };
    const next = shown({ ...fresh, steps: { ...fresh.steps, ...others } });
    expect(next).toMatch(/^(?![\s\S]*not yet)[\s\S]*SSO and audit logs Enterprise/i);
  });

  const card = (setup: Setup) =>
    read(domainCard(ana, { watch: must(setup.observed.domains[0]), setup, now: NOW }));

  it("do not say that a record is there when the newest look did not find it", () => {
    const words = card(watching("there", { kind: "nothing" }));
    expect(words).toMatch(/record seen in DNS .* not found at the last look/);
    expect(words).not.toMatch(/✅|press Verify/);
  });

  it("of a domain whose record is in DNS are not verified before Mistral says so, or a person", () => {
    const words = card(watching("there", { kind: "found", name: "example.com" }));
    expect(words).toMatch(/seen in DNS 14:09[\s\S]*only Mistral can verify/);
    expect(words).not.toContain("verified with Mistral");
  });
});
