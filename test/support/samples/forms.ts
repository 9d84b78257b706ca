import type { FormRef } from "../../../src/domain/action.ts";
import { type Preflight, requestsFor, type Verdict } from "../../../src/domain/requests/preflight.ts";
import type { Setup } from "../../../src/domain/setup/setup.ts";
import { STEP_NAMES } from "../../../src/domain/setup/setup.ts";
import { languageForm } from "../../../src/view/accounts/account-card.ts";
import { extendForm } from "../../../src/view/approvals/access-end.ts";
import { awayForm } from "../../../src/view/approvals/away.ts";
import type { GroupChoice } from "../../../src/view/approvals/groups.ts";
import { memberReviewForm } from "../../../src/view/approvals/review.ts";
import { ruleCheckForm, ruleForm } from "../../../src/view/approvals/rules.ts";
import { workspaceApproversForm } from "../../../src/view/approvals/workspace-approvers.ts";
import { withValues } from "../../../src/view/core/fields.ts";
import type { Form } from "../../../src/view/core/view.ts";
import { refusalForm } from "../../../src/view/key/refusal.ts";
import { comparedForm, compareForm, roleForm } from "../../../src/view/members/members-list.ts";
import { approveForm, changeForm, denyForm } from "../../../src/view/requests/decision-forms.ts";
import { inviteForm, ownInviteForm, reviewForm } from "../../../src/view/requests/invite-form.ts";
import { domainForm, securityForm } from "../../../src/view/security/measures.ts";
import { settingsForm } from "../../../src/view/setup/settings-form.ts";
import {
  billingForm,
  handForm,
  organizationForm,
  startForm,
  verifyForm,
  workspacesForm,
} from "../../../src/view/setup/step-forms.ts";
import { impossibleForm } from "../../../src/view/tasks/task-cards.ts";
import * as sample from "./facts.ts";
import { nobody, reviewed } from "./reviews.ts";
import * as domains from "./security.ts";

const { NOW, counts, invitation, readerOf, request } = sample;
const ana = readerOf("p_ana");

const PROBLEMS = ["space-inside", "member", "pending", "not-an-address", "outside-domains", null] as const;
const judged = (n: number): Preflight => ({
  verdicts: verdicts(n),
  repeated: addresses(n),
});
const verdicts = (n: number): Verdict[] =>
  Array.from({ length: n }, (_, at) => ({
    address: `person${at}@example.com`,
    problem: PROBLEMS[at % PROBLEMS.length] ?? null,
  }));

const seenByOthers = { draft: 1, own: [], isLastLook: false } as const;

const addresses = (n: number): string[] => verdicts(n).map(({ address }) => address);
const empty = { addresses: "", role: "member", seats: [] } as const;
const full = {
  addresses: `${"a".repeat(60)}@example.com\n`.repeat(80),
  role: "admin",
  seats: ["chat", "code"],
} as const;
const hundredWorkspaces = Array.from({ length: 120 }, (_, at) =>
  sample.workspace({ id: at + 1, name: `${sample.HOSTILE} ${at} ${"x".repeat(100)}` }),
);
const manyAsked = sample.many();
const [firstOnes = []] = requestsFor(manyAsked.map(({ address }) => address));
/** As many of the longest addresses as one Request holds. */
const mostInOne = manyAsked.slice(0, firstOnes.length);
/** The settings as they are at first; or with all that automatic mode lets choose. */
export function settingsSample(setup: Setup, chosen = false) {
  const shown = {
    ...{
      approvals: null,
      news: null,
      feed: null,
      level: "everything" as const,
      approvers: [],
      alternates: [],
      groups: [],
      askedGroups: [],
    },
    ...{
      domains: [],
      seats: [],
      reminders: true,
      language: "en",
      after: "4",
      escalate: "never",
      second: false,
      review: "off" as const,
    },
    ...(chosen
      ? {
          approvals: "C1",
          news: "C2",
          feed: "C3",
          approvers: ["UBEN"],
          escalate: "8",
          alternates: ["UZOE"],
          groups: ["S0"],
          askedGroups: ["S1"],
        }
      : {}),
  };
  const settings = {
    ...setup.settings,
    absences: chosen ? [sample.absence()] : [],
    rules: chosen ? [sample.rule] : [],
    workspaceApprovers: chosen ? [{ workspace: 1, people: ["p_ben"] }] : [],
  };
  const options = ["@it-approvers", "@platform"].map((label, at) => ({ value: `S${at}`, label }));
  const groups: GroupChoice = chosen
    ? { options, chosen: ["S0"], asked: ["S1"], more: 100, none: null }
    : { options: [], chosen: [], asked: [], more: null, none: "plan" };
  const facts = {
    setup: { ...setup, settings },
    platform: "slack",
    shown,
    workspaces: [sample.workspace()],
    groups,
    used: new Map([[9, 7]]),
    now: NOW,
  } as const;
  return settingsForm(ana, { ...facts, mode: chosen ? "automatic" : "guided" });
}

/** Every form; a new one does not compile without a sample. */
const FORMS: Readonly<Record<FormRef["form"], () => Readonly<Record<string, Form>>>> = {
  start: () => ({ first: startForm(ana) }),
  organization: () => ({
    first: organizationForm(ana, { setup: sample.fresh }),
    again: organizationForm(ana, { setup: { ...sample.warm, organization: sample.HOSTILE } }),
  }),
  billing: () => ({
    first: billingForm(ana, { setup: sample.fresh, warmupMinutes: 3 }),
    again: billingForm(ana, { setup: sample.warm, warmupMinutes: 1 }),
  }),
  workspaces: () => ({
    many: workspacesForm(ana, { workspaces: hundredWorkspaces, mode: "guided", owner: "p_evil" }),
    refused: workspacesForm(ana, {
      workspaces: [
        ...["not_possible", "workspace_refused", "what?"].map((trouble, id) =>
          sample.workspace({ id, state: "failed", trouble }),
        ),
        sample.workspace({ id: 9, state: "waiting", trouble: "owner_not_member", name: sample.HOSTILE }),
      ],
      mode: "automatic",
      owner: "p_ana",
    }),
  }),
  invite: () => ({
    own: ownInviteForm(ana, {
      address: "ana@acme.example",
      role: "member",
      billingAllows: false,
      ssoIsOn: true,
      mayFitRule: true,
    }),
    request: inviteForm(ana, {
      ...{ initial: empty, workspaces: [], ssoIsOn: true, takesFile: false, sendsTemplate: false },
      ...{
        maySkipApproval: false,
        needing: [],
        billingAllows: false,
        mayFitRule: true,
        listed: addresses(500),
      },
    }),
    approver: inviteForm(ana, {
      ...{
        initial: full,
        workspaces: hundredWorkspaces,
        ssoIsOn: false,
        takesFile: true,
        sendsTemplate: true,
      },
      ...{
        maySkipApproval: true,
        needing: [sample.workspace()],
        billingAllows: true,
        mayFitRule: false,
        listed: [],
      },
    }),
    inOwnWords: withValues(
      inviteForm(ana, {
        initial: { addresses: "paul@acme.example\nrosa@acme.example", role: "billing", seats: [] },
        workspaces: hundredWorkspaces.slice(0, 3),
        ...{ ssoIsOn: false, takesFile: false, sendsTemplate: false, listed: [] },
        ...{ maySkipApproval: false, needing: [], billingAllows: true, mayFitRule: false },
      }),
      "slack",
      {
        workspaces: hundredWorkspaces.slice(0, 2).map(({ id }) => `${id}`),
        until: "2027-03-31",
        reason: "for the audit",
      },
    ),
  }),
  review: () => ({
    few: reviewForm(ana, { ...judged(6), role: "admin", ...seenByOthers }),
    hundred: reviewForm(ana, { ...judged(100), role: "member", ...seenByOthers }),
    fromFile: reviewForm(ana, { ...judged(500), role: "member", ...seenByOthers }),
    allFine: reviewForm(ana, {
      verdicts: verdicts(500).map((verdict) => ({ ...verdict, problem: null })),
      ...{ repeated: [], role: "member", ...seenByOthers },
    }),
    lastLook: reviewForm(ana, {
      ...{ ...judged(100), role: "admin", draft: 1 },
      ...{ own: ["acme.example"], isLastLook: true },
    }),
  }),
  compare: () => ({ first: compareForm(ana) }),
  compared: () => ({
    few: comparedForm(ana, {
      changes: [
        { invitation: sample.pending({ address: "bob@example.com" }), state: "active" },
        { invitation: invitation({ status: "sending", address: "rosa@example.com" }), state: "pending" },
      ],
      ...{ others: 3, draft: 1 },
    }),
    hundred: comparedForm(ana, {
      changes: sample.many({ status: "pending" }).map((one) => ({ invitation: one, state: "active" })),
      ...{ others: 0, draft: 1 },
    }),
    nothing: comparedForm(ana, { changes: [], others: 1, draft: 1 }),
  }),
  approve: () => ({
    few: approveForm(ana, sample.facts()),
    most: approveForm(ana, sample.facts({ invitations: mostInOne }), true),
  }),
  deny: () => ({
    first: denyForm(ana, sample.facts({ request: request({ requester: "p_evil" }) })),
  }),
  change: () => ({
    hundred: changeForm(ana, { request: request({ role: "admin" }), invitations: sample.many() }),
  }),
  security: () => ({
    calm: securityForm(ana, { setup: sample.fresh, counts: counts(), now: NOW }),
    known: securityForm(ana, { setup: domains.secured, counts: counts(), now: NOW }),
  }),
  domain: () => ({
    first: domainForm(ana, { setup: sample.fresh }),
    second: domainForm(ana, { setup: domains.watching("there") }),
  }),
  verify: () => ({
    missing: verifyForm(ana, { setup: sample.warm, counts: counts(), mode: "guided", now: NOW }),
    complete: verifyForm(ana, {
      setup: sample.complete,
      counts: counts({ active: 1 }),
      mode: "automatic",
      now: NOW,
    }),
  }),
  hand: () => Object.fromEntries(STEP_NAMES.map((step) => [step, handForm(ana, { step })])),
  impossible: () => ({ first: impossibleForm(ana, { form: "impossible", task: 1, rows: 2, at: 7 }) }),
  role: () => ({
    pending: roleForm(ana, { invitation: sample.pending({ address: sample.HOSTILE }) }),
    active: roleForm(ana, { invitation: sample.active({ role: "admin" }) }),
    listed: roleForm(ana, { member: sample.member(), onlyAdmin: true }),
    "role not known": roleForm(ana, { member: sample.member({ role: null }) }),
  }),
  settings: () => ({ none: settingsSample(sample.fresh), chosen: settingsSample(sample.warm, true) }),
  language: () => ({ none: languageForm(ana, null), chosen: languageForm(ana, "fr") }),
  refused: () => ({ first: refusalForm(ana) }),
  extend: () => ({
    one: extendForm(ana, { invitations: [sample.invitation()], until: NOW + sample.DAY }),
    several: extendForm(ana, { invitations: sample.many().slice(0, 3), until: NOW + sample.DAY }),
  }),
  "workspace-approvers": () => ({ first: workspaceApproversForm(ana, [sample.workspace()]) }),
  "member-review": () => ({
    some: memberReviewForm(ana, { ...reviewed, seen: {} }),
    nobody: memberReviewForm(ana, { ...nobody, seen: {} }),
  }),
  rule: () => ({
    first: ruleForm(ana, {
      allowed: ["example.com"],
      withSeats: true,
      groups: [{ value: "S0", label: "@design" }],
    }),
  }),
  "rule-check": () => ({
    tried: ruleCheckForm(ana, sample.rule, 1, { all: 19, approved: 7, people: 12, denied: 2, group: null }),
    untried: ruleCheckForm(ana, sample.rule, 1, { all: 0, approved: 0, people: 0, denied: 0, group: null }),
  }),
  away: () => ({
    owner: awayForm(ana, {
      ...{
        shown: [sample.absence(), sample.absence({ person: "p_paul", from: NOW + sample.DAY })],
        owner: true,
      },
      ...{ from: "2026-11-25", until: null, standIn: null, now: NOW },
    }),
    approver: awayForm(readerOf("p_ben"), {
      ...{ shown: [sample.absence()], owner: false, now: NOW },
      ...{ from: "2026-11-24", until: "2026-12-04", standIn: readerOf("p_zoe").nameOf("p_zoe") },
    }),
  }),
};

export const formSamples = (): { readonly name: string; readonly form: Form }[] =>
  Object.entries(FORMS).flatMap(([form, make]) =>
    Object.entries(make()).map(([state, drawn]) => ({ name: `${form} form, ${state}`, form: drawn })),
  );
