import type { Alert } from "../../../src/domain/alert.ts";
import type { Finding, FindingKind } from "../../../src/domain/members/drift.ts";
import type { SpendingLimit } from "../../../src/domain/setup/observed.ts";
import { handStep } from "../../../src/domain/setup/setup.ts";
import { closedCard, leftCard, standingCard } from "../../../src/view/alerts/alert-cards.ts";
import { driftView } from "../../../src/view/alerts/drift.ts";
import { groupCard } from "../../../src/view/approvals/groups.ts";
import { membersView } from "../../../src/view/members/members-list.ts";
import { requestCard } from "../../../src/view/requests/request-cards.ts";
import { helperCard } from "../../../src/view/setup/checklist.ts";
import { checklistView, statusView } from "../../../src/view/setup/home.ts";
import { en } from "../../../src/view/strings/en.ts";
import { taskCard } from "../../../src/view/tasks/task-cards.ts";
import { OWNER } from "./cards.ts";
import * as sample from "./facts.ts";

const { drawn, HOSTILE, named, NOW, pageOf, warm } = sample;
const ana = sample.readerOf("p_ana");
const channel = sample.readerOf(null);
const state = { alerts: [], counts: sample.counts(), now: NOW };

const since = NOW - 3_600_000;
const told = { since, toldAt: null, until: null } as const;
const outage = { kind: "outage", of: "mistral", refused: false } as const;
const ALERTS = [
  { ...told, id: 1, kind: "admin-key", noRights: false },
  { ...told, id: 2, kind: "admin-key", noRights: true },
  { ...told, id: 3, kind: "other-organization", of: null },
  { ...told, ...outage, id: 4 },
  { ...told, ...outage, id: 5, of: "slack", refused: true },
  { ...told, ...outage, id: 6, of: "teams", refused: true },
  { ...told, ...outage, id: 7, of: "slack-socket" },
] as const satisfies readonly Alert[];

const fine: SpendingLimit = { limit: 150, currency: "EUR", reached: false, paymentFailure: false, at: NOW };
const SPENDING = {
  fine,
  none: { ...fine, limit: null },
  unknown: { ...fine, limit: "unknown", currency: HOSTILE },
  "odd currency": { ...fine, limit: 99.5, currency: "points" },
  bad: { ...fine, reached: true, paymentFailure: true },
} as const;
const spent = (spending: SpendingLimit) => ({ ...warm, observed: { ...warm.observed, spending } });

const found = (kind: Finding["kind"], more = 0): Finding => {
  const names = [HOSTILE, ...Array.from({ length: more }, (_, n) => `p${n}@example.com`)];
  const isNobody = ["limit-reached", "payment-failed", "key-fails"].includes(kind);
  return { kind, keys: [kind], names: isNobody ? [] : names };
};
const probe = { outcome: "refused", at: NOW, failingSince: NOW } as const;
const bad = spent(SPENDING.bad);
const watched = { ...bad, observed: { ...bad.observed, probe } };
const KINDS = Object.keys(en.drift.titles) as FindingKind[];
const CHECKS = {
  nothing: { findings: [], readAt: NOW, mode: "automatic" },
  "nothing, guided": { findings: [], readAt: null, mode: "guided" },
  one: { findings: KINDS.map((kind) => found(kind)), readAt: NOW, mode: "automatic" },
  hundred: { findings: KINDS.map((kind) => found(kind, 100)), readAt: NOW, mode: "automatic" },
} as const;

const FAR = "p_far";
const far = sample.pending({ invitee: FAR });
const handed = handStep(warm, "workspaces", FAR);
const left = {
  ...({ person: "p_left", at: NOW, now: NOW, setup: true, approver: true, steps: ["billing"] } as const),
  ...({ requests: [1, 2], invitations: [{ address: "lea@example.com", status: "active" }] } as const),
};
type Closed = Pick<Alert<"closed">, "platform" | "channel" | "reason" | "name">;
const CLOSED: Readonly<Record<string, Closed>> = {
  slack: { platform: "slack", channel: "C1", reason: "is_archived", name: null },
  teams: { platform: "teams", channel: "19:x@thread.tacv2", reason: "team_deleted", name: HOSTILE },
  "for a new reason": { platform: "teams", channel: "19:y@t.tacv2", reason: "something_new", name: null },
};

/** What the bot watches beside people and steps, and what concerns somebody whom it cannot write to. */
const group = {
  kind: "group",
  ...{ id: 9, group: "S1", name: "@platform-team" },
  platform: "slack",
  why: "gone",
  ...{ since: NOW, toldAt: NOW },
} satisfies Omit<Alert<"group">, "until">;

export const alertSamples = (): sample.ViewSample[] => [
  ...drawn("checklist, spending", SPENDING, (said) =>
    checklistView(ana, { ...state, setup: spent(said), rights: OWNER, mode: "automatic" }),
  ),
  ...drawn("check", CHECKS, (facts) => driftView(ana, { ...facts, alerts: [], setup: watched, now: NOW })),
  ...[null, NOW].flatMap((until) => [
    ...ALERTS.map((alert) => ({
      name: `${alert.kind} ${alert.id}${until === null ? "" : ", over"}${"of" in alert ? `, ${alert.of}` : ""}`,
      view: standingCard(ana, { ...alert, until }, NOW),
    })),
    ...drawn(`closed channel${until === null ? "" : ", over"}`, CLOSED, (closed) =>
      closedCard(ana, { ...closed, since: NOW, until }, NOW),
    ),
  ]),
  ...named({
    "checklist, admin key refused": checklistView(ana, {
      ...{ ...state, setup: warm, alerts: ALERTS.slice(0, 4), rights: OWNER, mode: "automatic" },
    }),
    "group that decides no more": groupCard(ana, { ...group, until: null }),
    "group that decides no more, over": groupCard(ana, { ...group, until: NOW }),
    "request card, requester and approver out of reach": requestCard(
      channel,
      sample.facts({ request: sample.request({ requester: FAR }), deciders: ["p_ana", FAR] }),
    ),
    "request card, invitee out of reach": requestCard(
      channel,
      sample.facts({ request: sample.request(sample.decided("approved", "p_ana")), invitations: [far] }),
    ),
    "task card, for somebody out of reach": taskCard(ana, sample.taskFacts({ assignee: FAR })),
    "helper card, out of reach": helperCard(ana, { setup: handed, step: "workspaces", now: NOW }),
    "checklist, helper out of reach": checklistView(ana, {
      ...{ ...state, setup: handed, rights: { ...OWNER, steps: [] }, mode: "guided" },
    }),
    "status, approver out of reach": statusView(ana, {
      ...{ ...state, requests: [], mayDecide: true },
      setup: { ...handed, settings: { ...handed.settings, approvers: [FAR] } },
    }),
    "members, invitee out of reach": membersView(ana, {
      ...pageOf([{ invitation: far, member: null, address: far.address }]),
      ...{ mode: "guided", now: NOW },
    }),
  }),
  ...[true, false].flatMap((isBack) =>
    drawn(`left, ${isBack ? "back" : "gone"}, to`, { owner: "p_ana", other: "p_paul" }, (reader) =>
      leftCard(sample.readerOf(reader), {
        ...{ ...left, isBack },
        rights: { owner: reader === "p_ana", approver: reader === "p_ana" },
      }),
    ),
  ),
];
