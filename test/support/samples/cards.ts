import { confirmed, verified } from "../../../src/domain/evidence.ts";
import { INVITATION_STATUSES } from "../../../src/domain/invitations/invitation.ts";
import { handStep } from "../../../src/domain/setup/setup.ts";
import { STEP_NAMES } from "../../../src/domain/setup/step-name.ts";
import { paymentRemovedCard } from "../../../src/view/alerts/alert-cards.ts";
import type { View } from "../../../src/view/core/view.ts";
import {
  inviteeCard,
  noEmailView,
  nudgeCard,
  removedCard,
  welcomeCard,
} from "../../../src/view/invitations/people-cards.ts";
import { ranOutCard, ranOutTogetherCard } from "../../../src/view/invitations/ran-out-card.ts";
import { wrongCard } from "../../../src/view/key/wrong-card.ts";
import { activeCard, joinedCard } from "../../../src/view/members/member-cards.ts";
import {
  askedCard,
  outcomeCard,
  reminderCard,
  requestCard,
} from "../../../src/view/requests/request-cards.ts";
import {
  billingCard,
  checklistView,
  completeCard,
  helperCard,
  setupCard,
} from "../../../src/view/setup/checklist.ts";
import * as domains from "./domains.ts";
import * as sample from "./facts.ts";
import { taskSamples } from "./tasks.ts";

type ViewSample = { readonly name: string; readonly view: View };

const { NOW, counts, facts, invitation, readerOf, request } = sample;
const ana = readerOf("p_ana");
const paul = readerOf("p_paul");
const zoe = readerOf("p_zoe");
const channel = readerOf(null);
const some = counts({ active: 9, pending: 3, proposed: 2, approved: 1, sending: 1, expired: 1, failed: 1 });

export const OWNER = { owner: true, approver: true, steps: STEP_NAMES } as const;
export const APPROVER = { owner: false, approver: true, steps: ["members", "verify"] } as const;
export const NOBODY = { owner: false, approver: false, steps: [] } as const;

const SETUPS = {
  fresh: sample.fresh,
  handed: sample.handed,
  warming: sample.warming,
  warm: sample.warm,
  "free mode": sample.freeMode,
  "key made": sample.keyMade,
  audited: sample.audited,
  complete: sample.complete,
  secured: domains.secured,
  "owner left": sample.ownerLeft,
  hostile: { ...sample.warm, organization: sample.HOSTILE },
} as const;

const setupSamples = (): ViewSample[] =>
  Object.entries(SETUPS).flatMap(([name, setup]) => {
    const state = { setup, alerts: [], counts: some, now: NOW, ownerLeft: name === "owner left" };
    const mode = "guided";
    return [
      { name: `checklist, owner, ${name}`, view: checklistView(ana, { ...state, rights: OWNER, mode }) },
      {
        name: `checklist, approver, ${name}`,
        view: checklistView(ana, { ...state, rights: APPROVER, mode }),
      },
      { name: `checklist, nobody, ${name}`, view: checklistView(paul, { ...state, rights: NOBODY, mode }) },
      {
        name: `checklist, automatic, ${name}`,
        view: checklistView(ana, { ...state, rights: OWNER, mode: "automatic" }),
      },
      { name: `setup card, ${name}`, view: setupCard(channel, state) },
      { name: `billing card, ${name}`, view: billingCard(channel, state) },
      { name: `billing card, done again, ${name}`, view: billingCard(channel, { ...state, told: 1 }) },
      {
        name: `payment removed card, ${name}`,
        view: paymentRemovedCard(ana, { ...state, at: sample.minutesAgo(9) }),
      },
      { name: `complete card, ${name}`, view: completeCard(channel, state) },
      ...STEP_NAMES.map((step) => ({
        name: `helper card, ${step}, ${name}`,
        view: helperCard(paul, { setup: handStep(setup, step, "p_paul"), step, now: NOW }),
      })),
    ];
  });

const REQUESTS = {
  open: facts(),
  "open, alone": facts({ approvers: 1, billingAllows: false, mode: "automatic" }),
  "open, admin": facts({ request: request({ role: "admin" }) }),
  "open, rows taken out": facts({ invitations: [invitation(), invitation({ id: 2, status: "denied" })] }),
  "open, hundred": facts({ invitations: sample.many() }),
  "open, one is a Member": facts({
    mode: "automatic",
    invitations: [invitation(), invitation({ id: 2, address: "old@example.com" })],
    members: [{ address: "old@example.com", evidence: verified("members", NOW) }],
  }),
  "open, all are Members": facts({
    mode: "automatic",
    invitations: [invitation({ address: "old@example.com" })],
    members: [{ address: "old@example.com", evidence: verified("members", NOW) }],
  }),
  hostile: facts({
    request: request({ requester: "p_evil", reason: sample.HOSTILE }),
    invitations: [invitation({ address: sample.HOSTILE })],
    workspaces: [sample.workspace({ name: sample.HOSTILE })],
  }),
  approved: facts({
    request: request(sample.decided("approved", "p_ana")),
    invitations: INVITATION_STATUSES.map((status, at) =>
      invitation({ id: at + 1, address: `${status}@example.com`, status, failure: "conflict" }),
    ),
  }),
  "approved, hundred": facts({
    request: request(sample.decided("approved", "p_ana")),
    invitations: sample.many({ status: "pending", evidence: confirmed("p_ana", NOW) }),
  }),
  "approved, waiting for billing": facts({
    request: request(sample.decided("approved", "p_ana")),
    invitations: [invitation({ status: "approved" })],
    billingAllows: false,
  }),
  "approved alone": facts({ request: request(sample.decided("approved", "p_paul")) }),
  denied: facts({
    request: request(sample.decided("denied", "p_ana")),
    invitations: [invitation({ status: "denied" })],
  }),
  withdrawn: facts({ request: request(sample.decided("withdrawn", "p_paul")) }),
  lapsed: facts({ request: request(sample.decided("lapsed", null)) }),
  failed: facts({
    request: request(sample.decided("approved", "p_ana")),
    invitations: Object.keys(ana.strings.reasons).map((failure, at) =>
      invitation({ id: at + 1, status: "failed", failure }),
    ),
  }),
  "not possible": facts({
    request: request(sample.decided("approved", "p_ana")),
    invitations: [invitation({ status: "failed", failure: "not_possible" })],
  }),
  expired: facts({
    request: request(sample.decided("approved", "p_ana")),
    invitations: [sample.pending({ status: "expired" })],
  }),
};

const requestSamples = (): ViewSample[] =>
  Object.entries(REQUESTS).flatMap(([name, given]) => [
    { name: `request card, ${name}`, view: requestCard(channel, given) },
    { name: `asked card, ${name}`, view: askedCard(paul, given) },
    { name: `outcome card, ${name}`, view: outcomeCard(paul, given) },
    { name: `wrong card, ${name}`, view: wrongCard(paul, given) },
    {
      name: `wrong card for who approved, ${name}`,
      view: wrongCard(ana, { ...given, reason: sample.HOSTILE }),
    },
    { name: `reminder card, ${name}`, view: reminderCard(ana, given) },
  ]);

const peopleSamples = (): ViewSample[] => [
  ...INVITATION_STATUSES.flatMap((status) => {
    const given = sample.pending({ status });
    const setup = sample.warm;
    return [
      {
        name: `invitee card, ${status}`,
        view: inviteeCard(zoe, {
          invitation: given,
          inviter: "p_paul",
          organization: "Example Ltd",
          now: NOW,
        }),
      },
      {
        name: `ran-out card, ${status}`,
        view: ranOutCard(ana, { invitation: given, mode: "guided", now: NOW }),
      },
      { name: `nudge card, ${status}`, view: nudgeCard(zoe, { invitation: given, setup, now: NOW }) },
      { name: `removed card, ${status}`, view: removedCard(zoe, { invitation: given, setup, now: NOW }) },
      { name: `welcome card, ${status}`, view: welcomeCard(zoe, { invitation: given, setup, now: NOW }) },
    ];
  }),
  ...Object.entries(SETUPS).map(([name, setup]) => ({
    name: `welcome card, ${name}`,
    view: welcomeCard(zoe, { invitation: sample.active(), setup, now: NOW }),
  })),
  {
    name: "welcome card, Billing role",
    view: welcomeCard(zoe, {
      invitation: sample.active({ role: "billing" }),
      setup: sample.warm,
      now: NOW,
    }),
  },
  {
    name: "no e-mail, may send again",
    view: noEmailView(zoe, { invitation: sample.pending(), maySendAgain: true }),
  },
  ...Object.entries({
    few: [sample.pending(), sample.pending({ id: 8, address: "rosa@example.com" }), sample.active({ id: 9 })],
    over: [sample.active(), sample.active({ id: 9 })],
    hundred: sample.many({ status: "pending", sentAt: NOW }),
  }).map(([name, invitations]) => ({
    name: `ran-out card, ${name}`,
    view: ranOutTogetherCard(ana, { invitations, mode: "guided", now: NOW }),
  })),
  {
    name: "no e-mail, sent just now",
    view: noEmailView(zoe, { invitation: sample.pending(), maySendAgain: false }),
  },
  ...Object.entries({
    none: [],
    one: [sample.active()],
    "one without an account": [sample.active({ invitee: null })],
    hundred: sample.many({ status: "active", evidence: confirmed("p_ana", NOW), invitee: "p_evil" }),
  }).flatMap(([name, invitations]) => [
    { name: `active card, ${name}`, view: activeCard(channel, { invitations, now: NOW }) },
    { name: `joined card, ${name}`, view: joinedCard(paul, { invitations, now: NOW }) },
  ]),
];

export const cardSamples = (): ViewSample[] => [
  ...setupSamples(),
  ...requestSamples(),
  ...peopleSamples(),
  ...taskSamples(),
];
