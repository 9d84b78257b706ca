import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { parseAddresses } from "../../../src/domain/requests/address.ts";
import type { Form } from "../../../src/view/core/view.ts";
import { compareForm, roleForm } from "../../../src/view/members/members-list.ts";
import { changeForm, denyForm } from "../../../src/view/requests/decision-forms.ts";
import { inviteForm, ownInviteForm, reviewForm } from "../../../src/view/requests/invite-form.ts";
import { domainForm, securityForm } from "../../../src/view/security/measures.ts";
import {
  billingForm,
  handForm,
  organizationForm,
  startForm,
  verifyForm,
  workspacesForm,
} from "../../../src/view/setup/step-forms.ts";
import { readForm } from "../../support/reading/read-view.ts";
import * as sample from "../../support/samples/facts.ts";
import { settingsSample } from "../../support/samples/forms.ts";

const { NOW, counts, readerOf, request } = sample;
const ana = readerOf("p_ana");

const invite = (change: object) =>
  inviteForm(ana, {
    initial: { addresses: "zoe@example.com", role: "member", seats: [] },
    workspaces: [sample.workspace()],
    ...{ billingAllows: true, ssoIsOn: false, mayFitRule: false, maySkipApproval: true, needing: [] },
    ...{ takesFile: false, sendsTemplate: false, listed: [] },
    ...change,
  });
const bad = { "john smith@example.com": "space-inside", paul: "not-an-address" } as const;
const verdicts = Object.entries({ "zoe@example.com": null, ...bad }).map(([address, problem]) => {
  return { address, problem };
});
const pending = { setup: sample.fresh, counts: counts({ pending: 2 }), now: NOW } as const;
const changing = { request: request({ role: "billing" }), invitations: [sample.invitation()] };

it.each<[string, Form, readonly RegExp[]]>([
  [
    "the quickstart's prerequisites, and where to create an account",
    startForm(ana),
    [/A Mistral account[\s\S]*Create one/, /credit card/, /AWS or Azure/, /at least one colleague/],
  ],
  [
    "three ways to an organization, and a warning about joining somebody else's",
    organizationForm(ana, { setup: sample.fresh }),
    [
      /New account: log in to Studio.*\n.*without an organization: open Admin.*\n/,
      /Existing organization: open Admin.* the right one, with you as Admin.*\n.*Ask your colleagues/,
    ],
  ],
  [
    "before, not after, what inviting needs and how long to wait",
    billingForm(ana, { setup: sample.fresh, warmupMinutes: 3 }),
    [/inviting needs Team, Enterprise or pay-as-you-go/, /up to 3 minutes/, /isn't wrong/],
  ],
  [
    "in one line what comes of asking for oneself",
    ownInviteForm(ana, {
      ...{
        address: "zoe@example.com",
        role: "member",
        billingAllows: true,
        ssoIsOn: false,
        mayFitRule: false,
      },
    }),
    [/^.*\n.*Then Mistral will e-mail zoe@example\.com\..*\n\nRole\n\nAccess until\n.*\nReason\n.*$/],
  ],
  ["that Mistral will e-mail", invite({}), [/Mistral will e-mail these people/, /^(?![\s\S]*SSO)/]],
  ["that Invitations may fail once SSO is on", invite({ ssoIsOn: true }), [/an invitation may fail/]],
  [
    "that billing does not allow it yet",
    invite({ billingAllows: false }),
    [/is sent once billing is set up/],
  ],
  [
    "a verdict per row, and goes on with the good ones",
    reviewForm(ana, {
      ...{ verdicts, repeated: ["zoe@example.com"], role: "admin", draft: 7 },
      ...{ own: [], isLastLook: false },
    }),
    [
      /counted once: zoe@[\s\S]*2 addresses can't be invited:[\s\S]*smith@example.com: has a space in it/,
      /paul: not an e-mail address[\s\S]*1 address can be invited:[\s\S]*zoe@example.com[\s\S]*As Admin: one person/,
    ],
  ],
  [
    "that Mistral may take other addresses, and who is Pending before SSO, and nothing of what is not done",
    securityForm(ana, pending),
    [/Pending: 2/, /Mistral itself may not/, /^(?![\s\S]*not yet)/],
  ],
  [
    "what is missing before Verify can be confirmed",
    verifyForm(ana, { setup: sample.warm, counts: counts(), mode: "guided", now: NOW }),
    [/Needs an Active invitee/, /Needs a working key/],
  ],
  ["how a Pending role changes", roleForm(ana, { invitation: sample.pending() }), [/revoked and sent again/]],
])("a form says %s", (_, form, parts) => {
  for (const part of parts) expect(readForm(form)).toMatch(part);
});

it("the security form says which plan each measure needs", () => {
  const done = securityForm(ana, pending).fields.find(({ name }) => name === "done");
  const options = done?.kind === "choices" ? done.options : [];
  const plans = options.map(({ label, description }) => `${label}: ${description}`);
  expect(plans).toEqual([
    ...["Domain verification: Team or Enterprise", "SSO with SAML: Enterprise", "Audit logs: Enterprise"],
  ]);
});

it("the invite form shows the quickstart's table of roles, and asks or invites", () => {
  const role = invite({}).fields.find(({ name }) => name === "role");
  const options = role?.kind === "choice" ? role.options : [];
  expect(options.map(({ label, description }) => `${label}: ${description}`)).toEqual([
    "Admin: Full control: organization settings, users, security, billing",
    "Billing: Subscriptions, invoices, and payment methods only",
    "Member: Uses models and creates API keys within their workspace",
  ]);
  expect([invite({}).submit, invite({ maySkipApproval: false }).submit]).toEqual(["Invite", "Ask"]);
});

it("the form that changes a Request offers the same role or a lower one", () => {
  const role = changeForm(ana, changing).fields.find(({ name }) => name === "role");
  const options = role?.kind === "choice" ? role.options : [];
  expect(options.map(({ value }) => value)).toEqual(["billing", "member"]);
});

it.each([
  ["approvers beside oneself", startForm(ana), "approvers"],
  ["whom a step is handed to", handForm(ana, { step: "billing" }), "person"],
] as const)("a form that asks for %s does not offer its reader", (_what, { fields }, asked) => {
  const without = { slack: "UANA", teams: "29:p_ana" };
  expect(fields).toContainEqual(expect.objectContaining({ name: asked, without }));
});

const input = {
  organization: organizationForm(ana, { setup: sample.fresh }).input(),
  billing: billingForm(ana, { setup: sample.fresh, warmupMinutes: 3 }).input(),
  workspaces: workspacesForm(ana, { workspaces: [], mode: "guided", owner: "p_ana" }).input(),
  invite: invite({}).input(),
  deny: denyForm(ana, sample.facts()).input(),
  change: changeForm(ana, changing).input(),
  security: securityForm(ana, pending).input(),
  domain: domainForm(ana, pending).input(),
  verify: verifyForm(ana, { setup: sample.fresh, counts: counts(), mode: "guided", now: NOW }).input(),
  hand: handForm(ana, { step: "billing" }).input(),
  role: roleForm(ana, {}).input(),
  compare: compareForm(ana).input(),
  settings: settingsSample(sample.fresh).input(),
};

const good = {
  billing: { means: "aws", plan: "team", monthlyLimit: "200" },
  invite: { addresses: "zoe@example.com", role: "member", workspaces: ["1"], seats: ["chat"], reason: null },
  security: { domains: null, done: [] },
  settings: { approvals: "C1", news: null, level: "milestones", approvers: "U1", domains: "a.io", seats: [] },
};
const list = (n: number) => Array.from({ length: n }, (_, at) => `p${at}@example.com`).join(", ");
const domains = "@Example.com, \u200eexample.com\u200b\nmüller.example;sub.example.org";

describe("what was filled in", () => {
  it.each<[string, z.ZodType, object, object]>([
    ["organization", input.organization, { name: " Example " }, { name: "Example" }],
    ["billing", input.billing, good.billing, { ...good.billing, monthlyLimit: 200 }],
    [
      "invite, with what a client made up",
      input.invite,
      { ...good.invite, seats: ["chat", "gold"], workspaces: ["x", "-1", "1", "2"] },
      { ...good.invite, workspaces: [1], reason: "", until: null },
    ],
    ["change", input.change, { keep: ["1"], role: "member" }, { keep: [1], role: "member" }],
    [
      "security, domains as people write them",
      input.security,
      { ...good.security, domains },
      { domains: ["example.com", "müller.example", "sub.example.org"], done: [] },
    ],
    ["verify", input.verify, { keyWorks: ["yes"] }, { keyWorks: true }],
    [
      "settings",
      input.settings,
      { ...good.settings, reminders: ["on"] },
      {
        ...{ ...good.settings, approvers: ["U1"], domains: ["a.io"], feed: null, language: null },
        ...{
          reminders: true,
          after: null,
          escalate: null,
          alternates: [],
          groups: [],
          askedGroups: [],
          second: false,
        },
        review: null,
      },
    ],
  ])("in the form %s is read", (_, schema, values, read) => {
    expect(schema.parse(values)).toEqual(read);
  });

  it.each<[string, z.ZodType, object, string, RegExp]>([
    ["a name of 256", input.organization, { name: "x".repeat(256) }, "name", /./],
    ["no plan", input.billing, { ...good.billing, plan: null }, "plan", /^Choose one\.$/],
    ...["0", "-5", "1.5", "ten", "Infinity"].map(
      (monthlyLimit): [string, z.ZodType, object, string, RegExp] => [
        ...([`a limit of ${monthlyLimit}`, input.billing] as const),
        ...([{ ...good.billing, monthlyLimit }, "monthlyLimit", /./] as const),
      ],
    ),
    ["101 people", input.invite, { ...good.invite, addresses: list(101) }, "addresses", /At most 100/],
    ["no such role", input.invite, { ...good.invite, role: "organization_admin" }, "role", /./],
    ["a blank reason", input.deny, { reason: "  " }, "reason", /^Fill this in\.$/],
    ["no reason at all", input.deny, {}, "reason", /^Fill this in\.$/],
    ["a long reason", input.deny, { reason: "x".repeat(501) }, "reason", /./],
    ["a higher role", input.change, { keep: ["1"], role: "admin" }, "role", /./],
    ["a row of another Request", input.change, { keep: ["99"], role: "member" }, "keep", /./],
    ["no domain", input.security, { domains: "example.com nonsense" }, "domains", /^“nonsense” is not/],
    ["no such role of a Member", input.role, { role: "king" }, "role", /./],
    ["nobody to hand it to", input.hand, { person: null }, "person", /^Choose one\.$/],
  ])("is refused at its field: %s", (_, schema, values, field, said) => {
    const issues = schema.safeParse(values).error?.issues ?? [];
    const found = issues.map(({ path, message }) => [path[0], message]);
    expect(found).toEqual([[field, expect.stringMatching(said)]]);
  });

  it.each(["\n", "\r\n", ", "])(
    "of a hundred addresses of 28 characters is taken, set apart by %j",
    (between) => {
      const all = Array.from({ length: 100 }, (_, at) => `${100 + at}.forename@company.example`);
      expect(new Set(all.map(({ length }) => length))).toEqual(new Set([28]));
      const read = input.invite.safeParse({ ...good.invite, addresses: all.join(between) });
      expect(read.success && parseAddresses(read.data.addresses)).toHaveLength(100);
    },
  );
});

const MOST = 3000;

/** What a client sends of text that is too long for its field. */
const CUTS: readonly (readonly [string, (text: string) => string])[] = [
  ["at its 3,000th character", (text) => text.slice(0, MOST)],
  ["and trims it", (text) => padded(text.slice(0, MOST - 1).trim())],
  ["and counts a line break as two", (text) => withCrlf(text).slice(0, MOST).replaceAll("\r", "")],
  ["and sends a line break as two", (text) => withCrlf(text.slice(0, MOST))],
];

const padded = (text: string): string => text.padEnd(MOST - 1, "x");
const withCrlf = (text: string): string => text.replaceAll("\n", "\r\n");
const addresses = (n: number): string[] =>
  Array.from({ length: n }, (_, at) => `somebody.number.${at + 100}@lumen.example`);
const long = addresses(95).join("\n");
const HOW = "Add this to the DNS of your domain.\n";
const RECORD = "mistral-domain-verification=abc123";

const FIELDS: readonly (readonly [field: string, schema: z.ZodType, others: object, text: string])[] = [
  ["addresses", input.invite, { role: "member" }, long],
  ["list", input.compare, { from: "written" }, long],
  ["names", input.workspaces, {}, long],
  ["domains", input.settings, { level: "everything" }, long.replaceAll("@", ".")],
  ["domains", input.security, {}, long.replaceAll("@", ".")],
  ["record", input.domain, { domain: "lumen.example" }, `${HOW.repeat(90)}${RECORD}`],
];

const saidAt = (schema: z.ZodType, field: string, values: object): string[] => {
  const { error } = schema.safeParse(values);
  return (error?.issues ?? []).filter(({ path }) => path[0] === field).map(({ message }) => message);
};

describe.each(FIELDS)("the field %s", (field, schema, others, text) => {
  it.each(CUTS)("is refused when the client cuts it off %s", (_how, cut) => {
    expect(saidAt(schema, field, { ...others, [field]: cut(text) })).toEqual([
      expect.stringMatching(/^This field is full, so the end of .+ may be missing\. .+\.$/),
    ]);
  });

  it("is not called full when it is not", () => {
    const said = saidAt(schema, field, { ...others, [field]: text.slice(0, 2800) });
    expect(said.join()).not.toContain("full");
  });
});

describe("what a form is filled in with", () => {
  it("has the whole list of domains", () => {
    const typed = Array.from({ length: 50 }, (_, at) => `${"x".repeat(49)}${at + 10}.example`);
    const said = (domains: string) =>
      saidAt(input.settings, "domains", { level: "everything", domains }).join();
    expect(said(typed.join(" "))).toContain("full");
    const some = typed.map((each) => each.slice(1));
    const setup = { ...sample.fresh, settings: { ...sample.fresh.settings, domains: some } };
    const { fields } = settingsSample(setup);
    expect(fields).toContainEqual(expect.objectContaining({ name: "domains", initial: some.join("\n") }));
    expect(said(some.join("\n"))).toBe("");
  });
});
