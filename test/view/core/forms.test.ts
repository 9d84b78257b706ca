import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { roleForm, roleSchema } from "../../../src/view/members/role-form.ts";
import { changeForm, changeSchema } from "../../../src/view/requests/change-form.ts";
import { denySchema } from "../../../src/view/requests/deny-form.ts";
import { inviteForm, inviteSchema } from "../../../src/view/requests/invite-form.ts";
import { reviewForm } from "../../../src/view/requests/review-form.ts";
import { securityForm, securitySchema } from "../../../src/view/security/security-form.ts";
import { verifyForm, verifySchema } from "../../../src/view/security/verify-form.ts";
import { billingForm, billingSchema } from "../../../src/view/setup/billing-form.ts";
import { handSchema } from "../../../src/view/setup/hand-form.ts";
import { organizationForm, organizationSchema } from "../../../src/view/setup/organization-form.ts";
import { settingsSchema } from "../../../src/view/setup/settings-form.ts";
import { startForm, startSchema } from "../../../src/view/setup/start-form.ts";
import { readForm } from "../../support/reading/read-view.ts";
import * as sample from "../../support/samples/facts.ts";

const { NOW, counts, readerOf, request } = sample;
const ana = readerOf("p_ana");

/** The sentence per field, or nothing when all is well. */
function errorsOf(schema: z.ZodType, values: unknown): Record<string, string> {
  const result = schema.safeParse(values);
  const issues = result.success ? [] : result.error.issues;
  return Object.fromEntries(issues.map(({ path, message }) => [String(path[0]), message]));
}

describe("the start form", () => {
  it("lists the prerequisites of the quickstart and where to create an account", () => {
    const words = readForm(startForm(ana, {}));
    for (const part of [
      "A Mistral account",
      "Create one",
      "credit card",
      "AWS or Azure",
      "at least one colleague",
    ]) {
      expect(words).toContain(part);
    }
  });

  it("can be sent with nothing chosen", () => {
    expect(startSchema(ana).parse({ approvals: null, news: null, approvers: [] })).toEqual({
      approvals: null,
      news: null,
      approvers: [],
    });
    expect(startSchema(ana).parse({})).toEqual({ approvals: null, news: null, approvers: [] });
  });
});

describe("the organization form", () => {
  it("has both branches and warns about joining somebody else's organization", () => {
    const words = readForm(organizationForm(ana, { setup: sample.fresh }));
    expect(words).toMatch(/New account: log in to Studio[\s\S]*Account without an organization: open Admin/);
    expect(words).toContain("Ask your colleagues first");
  });

  it("takes a name of 1 to 255 characters", () => {
    const schema = organizationSchema(ana);
    expect(schema.parse({ name: " Example ", branch: "new" })).toEqual({ name: "Example", branch: "new" });
    expect(errorsOf(schema, { name: null, branch: "new" })).toHaveProperty("name");
    expect(errorsOf(schema, { name: "x".repeat(256), branch: "new" })).toHaveProperty("name");
    expect(errorsOf(schema, { name: "Example", branch: null })).toHaveProperty("branch");
  });
});

describe("the billing form", () => {
  const good = { means: "aws", plan: "team", monthlyLimit: "200" };

  it("says before, not after, what inviting needs and how long to wait", () => {
    const words = readForm(billingForm(ana, { setup: sample.fresh, warmupMinutes: 3 }));
    expect(words).toContain("inviting needs Team, Enterprise, or pay-as-you-go");
    expect(words).toContain("up to 3 minutes");
    expect(words).toContain("is not wrong");
  });

  it("takes a whole limit or none", () => {
    const schema = billingSchema(ana);
    expect(schema.parse(good)).toEqual({ means: "aws", plan: "team", monthlyLimit: 200 });
    expect(schema.parse({ ...good, monthlyLimit: null }).monthlyLimit).toBeNull();
    for (const monthlyLimit of ["0", "-5", "1.5", "ten", "1e99", "Infinity"]) {
      expect(errorsOf(schema, { ...good, monthlyLimit })).toHaveProperty("monthlyLimit");
    }
  });

  it("takes no plan for granted", () => {
    expect(errorsOf(billingSchema(ana), { ...good, plan: null })).toEqual({ plan: "Please choose one." });
  });
});

describe("the invite form", () => {
  const initial = {
    addresses: "zoe@example.com",
    role: "member",
    reason: "",
    seats: [],
    workspaces: [],
  } as const;
  const data = {
    initial,
    workspaces: [sample.workspace()],
    billingAllows: true,
    ...{ ssoIsOn: false, language: "en", takesFile: false, sendsTemplate: false, listed: 0 },
  };
  const good = {
    addresses: "zoe@example.com",
    role: "member",
    workspaces: ["1"],
    seats: ["chat"],
    reason: null,
  };

  it("shows the role table of the quickstart and says that Mistral will e-mail", () => {
    const form = inviteForm(ana, { ...data, maySkipApproval: true });
    expect(readForm(form)).toContain("Mistral will e-mail these people");
    const role = form.fields.find(({ name }) => name === "role");
    expect(
      role?.kind === "choice" ? role.options.map(({ label, description }) => `${label}: ${description}`) : [],
    ).toEqual([
      "Admin: Full control: organization settings, users, security, billing",
      "Billing: Subscriptions, invoices, and payment methods only",
      "Member: Uses models and creates API keys within their workspace",
    ]);
  });

  it("invites for an approver and asks for everybody else", () => {
    expect(inviteForm(ana, { ...data, maySkipApproval: true }).submit).toBe("Invite");
    expect(inviteForm(ana, { ...data, maySkipApproval: false }).submit).toBe("Ask");
  });

  it("says that Invitations may fail once SSO is on", () => {
    const words = (ssoIsOn: boolean) =>
      readForm(inviteForm(ana, { ...data, maySkipApproval: true, ssoIsOn }));
    expect(words(true)).toContain("An Invitation may fail");
    expect(words(false)).not.toContain("SSO");
  });

  it("says that what is approved waits while billing does not allow inviting", () => {
    const words = readForm(inviteForm(ana, { ...data, maySkipApproval: false, billingAllows: false }));
    expect(words).toContain("Billing does not allow inviting yet");
  });

  it("reads everything that was filled in", () => {
    expect(inviteSchema(ana).parse(good)).toEqual({
      addresses: "zoe@example.com",
      role: "member",
      workspaces: [1],
      seats: ["chat"],
      reason: "",
    });
  });

  it("takes a hundred addresses and no more", () => {
    const list = (n: number) => Array.from({ length: n }, (_, at) => `p${at}@example.com`).join(", ");
    expect(errorsOf(inviteSchema(ana), { ...good, addresses: list(100) })).toEqual({});
    expect(errorsOf(inviteSchema(ana), { ...good, addresses: list(101) })).toEqual({
      addresses: "These are 101 addresses; at most 100 at once.",
    });
  });

  it("believes nothing that a client could make up", () => {
    expect(errorsOf(inviteSchema(ana), { ...good, role: "organization_admin" })).toHaveProperty("role");
    expect(
      inviteSchema(ana).parse({ ...good, seats: ["chat", "gold"], workspaces: ["x", "-1", "2"] }),
    ).toMatchObject({
      seats: ["chat"],
      workspaces: [2],
    });
  });
});

describe("the review of rows", () => {
  it("gives a verdict per row and goes on with the good ones", () => {
    const bad = { "john smith@example.com": "space-inside", paul: "not-an-address" } as const;
    const all = Object.entries({ "zoe@example.com": null, ...bad });
    const verdicts = all.map(([address, problem]) => ({ address, problem, strongRole: true }));
    const checked = { verdicts, repeated: ["zoe@example.com"] };
    const form = reviewForm(ana, { ...checked, good: 1, role: "admin", draft: 7, list: null });
    expect(form.submit).toBe("Go on with 1");
    const said =
      /2 addresses cannot go on\. 1 can[\s\S]*counted once: zoe@[\s\S]*smith@example.com: is this one address\? Write[\s\S]*paul: not an e-mail address[\s\S]*This one goes on:[\s\S]*zoe@example.com[\s\S]*As Admin: one person/;
    expect(readForm(form)).toMatch(said);
  });
});

describe("the decision forms", () => {
  const given = { request: request({ role: "billing" }), invitations: [sample.invitation()] };

  it("take no denial without a reason", () => {
    expect(errorsOf(denySchema(ana), { reason: "  " })).toEqual({ reason: "Please give a reason." });
    expect(errorsOf(denySchema(ana), { reason: "x".repeat(501) })).toHaveProperty("reason");
  });

  it("offer only the same role or a lower one", () => {
    const role = changeForm(ana, given).fields.find(({ name }) => name === "role");
    expect(role?.kind === "choice" ? role.options.map(({ value }) => value) : []).toEqual([
      "billing",
      "member",
    ]);
    expect(errorsOf(changeSchema(ana, given), { keep: ["1"], role: "admin" })).toHaveProperty("role");
    expect(changeSchema(ana, given).parse({ keep: ["1"], role: "member" })).toEqual({
      keep: [1],
      role: "member",
    });
  });

  it("keep at least one row, and none of another Request", () => {
    expect(errorsOf(changeSchema(ana, given), { keep: [], role: "member" })).toHaveProperty("keep");
    expect(errorsOf(changeSchema(ana, given), { keep: ["99"], role: "member" })).toHaveProperty("keep");
  });
});

describe("the security form", () => {
  it("labels each measure with its plan and warns about SSO while somebody is Pending", () => {
    const words = readForm(
      securityForm(ana, { setup: sample.fresh, counts: counts({ pending: 2 }), now: NOW, mode: "guided" }),
    );
    expect(words).toContain("SSO with SAML (needs Enterprise): not yet");
    expect(words).toContain("Domain verification (needs Team or Enterprise)");
    expect(words).toContain("2 Invitations are Pending");
  });

  it("does not promise that Mistral blocks other addresses", () => {
    const words = readForm(
      securityForm(ana, { setup: sample.fresh, counts: counts(), now: NOW, mode: "guided" }),
    );
    expect(words).toContain("Mistral itself may not");
  });

  it("takes later for an answer, but not nothing", () => {
    const schema = securitySchema(ana);
    expect(schema.parse({ domains: null, done: [], later: ["later"] })).toEqual({
      domains: [],
      done: [],
      later: true,
    });
    expect(errorsOf(schema, { domains: null, done: [], later: [] })).toHaveProperty("done");
  });

  it("reads domains as people write them, and names the one that is none", () => {
    const domains = (text: string) => securitySchema(ana).parse({ domains: text }).domains;
    expect(domains("@Example.com, example.com\nmüller.example;sub.example.org")).toEqual([
      "example.com",
      "müller.example",
      "sub.example.org",
    ]);
    expect(domains("\u200eexample.com\u200b")).toEqual(["example.com"]);
    expect(errorsOf(securitySchema(ana), { domains: "example.com nonsense" })).toEqual({
      domains: "“nonsense” is not a domain such as example.com.",
    });
  });
});

describe("the other forms", () => {
  it("say what is missing before Verify can be confirmed", () => {
    const words = readForm(
      verifyForm(ana, { setup: sample.warm, counts: counts(), mode: "guided", now: NOW }),
    );
    expect(words).toContain("Missing: an invitee who is Active");
    expect(words).toContain("Missing: a key that works");
    expect(verifySchema(ana).parse({ keyWorks: ["yes"] })).toEqual({ keyWorks: true });
    expect(verifySchema(ana).parse({})).toEqual({ keyWorks: false });
  });

  it("say that a Pending Invitation is sent anew when its role changes", () => {
    expect(readForm(roleForm(ana, { invitation: sample.pending() }))).toContain("revoked and sent again");
    expect(readForm(roleForm(ana, { invitation: sample.active() }))).not.toContain("sent again");
    expect(errorsOf(roleSchema(ana), { role: "king" })).toHaveProperty("role");
  });

  it("take nobody for no answer when a step is handed over", () => {
    expect(errorsOf(handSchema(ana), { person: null })).toEqual({ person: "Please choose somebody." });
  });

  it("read the settings", () => {
    const values = {
      approvals: "C1",
      news: null,
      level: "milestones",
      approvers: "U1",
      domains: "a.io",
      seats: [],
      reminders: ["on"],
    };
    expect(settingsSchema(ana).parse(values)).toEqual({
      approvals: "C1",
      feed: null,
      language: null,
      news: null,
      level: "milestones",
      approvers: ["U1"],
      domains: ["a.io"],
      seats: [],
      reminders: true,
      after: null,
      second: false,
    });
  });
});
