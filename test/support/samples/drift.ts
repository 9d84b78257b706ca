import type { Alert } from "../../../src/domain/alert.ts";
import { FINDING_KINDS, type Finding, UNCHECKED } from "../../../src/domain/members/drift.ts";
import { SOCKET } from "../../../src/domain/outage.ts";
import type { SpendingLimit } from "../../../src/domain/setup/observed.ts";
import { SPENDING_PROBLEMS } from "../../../src/domain/setup/spending.ts";
import {
  adminKeyCard,
  otherOrganizationCard,
  outageCard,
  withoutKeyCard,
} from "../../../src/view/alerts/alert-cards.ts";
import { driftView } from "../../../src/view/alerts/drift.ts";
import { spendingCard } from "../../../src/view/alerts/spending.ts";
import type { View } from "../../../src/view/core/view.ts";
import { checklistView } from "../../../src/view/setup/checklist.ts";
import { OWNER } from "./cards.ts";
import { counts, HOSTILE, NOW, readerOf, warm } from "./facts.ts";

type ViewSample = { readonly name: string; readonly view: View };

const ana = readerOf("p_ana");
const refusal = { since: NOW - 3_600_000, by: "people", until: null, noRights: false };
const over = { ...refusal, until: NOW };
const outage = { of: "mistral", since: refusal.since, until: null, refused: false } as const;
const alerts: readonly Alert[] = [
  { ...refusal, id: 1, kind: "admin-key", toldAt: null },
  { ...refusal, id: 2, kind: "other-organization", toldAt: null },
  { ...outage, id: 3, kind: "outage", toldAt: null },
];

const fine: SpendingLimit = { limit: 150, currency: "EUR", reached: false, paymentFailure: false, at: NOW };
const SPENDING = {
  fine,
  none: { ...fine, limit: null },
  unknown: { ...fine, limit: "unknown", currency: HOSTILE },
  "odd currency": { ...fine, limit: 99.5, currency: "points" },
  bad: { ...fine, reached: true, paymentFailure: true },
} as const;

const spendingSamples = (): ViewSample[] =>
  Object.entries(SPENDING).flatMap(([name, spending]) => {
    const setup = { ...warm, observed: { ...warm.observed, spending } };
    const state = { setup, alerts: [], counts: counts({}), now: NOW };
    return [
      ...[false, true].map((isOver) => ({
        name: `spending card${isOver ? ", over" : ""}, ${name}`,
        view: spendingCard(ana, { said: spending, found: SPENDING_PROBLEMS, isOver, now: NOW }),
      })),
      {
        name: `checklist, spending, ${name}`,
        view: checklistView(ana, { ...state, rights: OWNER, mode: "automatic" }),
      },
    ];
  });

const names = (n: number): string[] => [HOSTILE, ...Array.from({ length: n }, (_, i) => `p${i}@example.com`)];
const found = (kind: Finding["kind"], n = 0): Finding => ({
  kind,
  keys: [kind],
  names: ["limit-reached", "payment-failed", "key-fails"].includes(kind) ? [] : names(n),
});
const probe = { outcome: "refused", at: NOW, failingSince: NOW } as const;
const watched = { ...warm, observed: { ...warm.observed, spending: SPENDING.bad, probe } };
const read = { members: NOW, spending: NOW, dns: NOW };

const checkSamples = (): ViewSample[] =>
  Object.entries({
    nothing: { findings: [], unchecked: [], read },
    "nothing, guided": {
      findings: [],
      unchecked: UNCHECKED,
      read: { members: null, spending: null, dns: null },
    },
    one: { findings: FINDING_KINDS.map((kind) => found(kind)), unchecked: UNCHECKED, read },
    hundred: { findings: FINDING_KINDS.map((kind) => found(kind, 100)), unchecked: [], read },
  }).map(([name, facts]) => ({
    name: `check, ${name}`,
    view: driftView(ana, {
      ...facts,
      setup: watched,
      mode: name.includes("guided") ? "guided" : "automatic",
      now: NOW,
    }),
  }));

/** What the bot watches at Mistral beside people and steps. */
export const driftSamples = (): ViewSample[] => [
  ...spendingSamples(),
  ...checkSamples(),
  { name: "admin key card, refused", view: adminKeyCard(ana, refusal, NOW) },
  ...[null, NOW].flatMap((until) =>
    ([outage, { of: "slack" }, { of: "teams" }, { of: SOCKET }] as const).map(({ of }) => ({
      name: `${of} does not answer${until === null ? "" : ", over"}`,
      view: outageCard(ana, { ...outage, of, until, refused: of !== SOCKET }, { isUsed: true, now: NOW }),
    })),
  ),
  { name: "outage card", view: outageCard(ana, outage, { isUsed: true, now: NOW }) },
  { name: "outage card, used no more", view: outageCard(ana, outage, { isUsed: false, now: NOW }) },
  {
    name: "other Organization's key",
    view: otherOrganizationCard(ana, { since: NOW - 60_000, until: null }, NOW),
  },
  {
    name: "other Organization's key, over",
    view: otherOrganizationCard(ana, { since: NOW - 60_000, until: NOW }, NOW),
  },
  { name: "admin key card, configured no more", view: withoutKeyCard(ana) },
  { name: "admin key card, over", view: adminKeyCard(ana, over, NOW) },
  {
    name: "checklist, admin key refused",
    view: checklistView(ana, {
      setup: warm,
      alerts,
      counts: counts({}),
      now: NOW,
      rights: OWNER,
      mode: "automatic",
    }),
  },
];
