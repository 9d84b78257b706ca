import { confirmed, verified } from "../../../src/domain/evidence.ts";
import { INVITATION_STATUSES } from "../../../src/domain/invitations/invitation.ts";
import type { Job } from "../../../src/domain/job.ts";
import { CHAIN_START } from "../../../src/domain/record/record.ts";
import { handStep, STEP_NAMES } from "../../../src/domain/setup/setup.ts";
import { paymentRemovedCard } from "../../../src/view/alerts/alert-cards.ts";
import {
  activeCard,
  inviteeCard,
  joinedCard,
  noEmailView,
  nudgeCard,
  ranOutCard,
  welcomeCard,
} from "../../../src/view/invitations/people-cards.ts";
import { wrongCard } from "../../../src/view/key/wrong-card.ts";
import {
  askedCard,
  outcomeCard,
  reminderCard,
  requestCard,
} from "../../../src/view/requests/request-cards.ts";
import { billingCard, completeCard, helperCard, setupCard } from "../../../src/view/setup/checklist.ts";
import { checklistMoved, checklistView } from "../../../src/view/setup/home.ts";
import { taskCard, troubleCard } from "../../../src/view/tasks/task-cards.ts";
import { approvalSamples } from "./approvals.ts";
import * as sample from "./facts.ts";
import { secured } from "./security.ts";

const { byName, counts, drawn, facts, HOSTILE, invitation, many, named, NOW, readerOf, request } = sample;
const ana = readerOf("p_ana");
const paul = readerOf("p_paul");
const zoe = readerOf("p_zoe");
const channel = readerOf(null);

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
  secured,
  "owner left": sample.ownerLeft,
  hostile: { ...sample.warm, organization: HOSTILE },
} as const;
type Setup = (typeof SETUPS)["warm"];

const some = counts({ active: 9, pending: 3, proposed: 2, approved: 1, sending: 1, expired: 1, failed: 1 });
const stateOf = (setup: Setup) =>
  ({
    ...({ setup, alerts: [], counts: some, now: NOW, mode: "guided" } as const),
    ownerLeft: setup === sample.ownerLeft,
  }) as const;

const setupSamples = (): sample.ViewSample[] => [
  ...Object.entries({ owner: OWNER, approver: APPROVER, nobody: NOBODY }).flatMap(([who, rights]) =>
    drawn(`checklist, ${who}`, SETUPS, (setup) =>
      checklistView(rights === NOBODY ? paul : ana, { ...stateOf(setup), rights }),
    ),
  ),
  ...drawn("checklist, automatic", SETUPS, (setup) =>
    checklistView(ana, { ...stateOf(setup), rights: OWNER, mode: "automatic" }),
  ),
  { name: "checklist, asked for again", view: checklistMoved(ana) },
  ...drawn("setup card", SETUPS, (setup) => setupCard(channel, { ...stateOf(setup), head: CHAIN_START })),
  ...drawn("billing card", SETUPS, (setup) => billingCard(channel, stateOf(setup))),
  ...named({ "billing card, done again": billingCard(channel, { ...stateOf(SETUPS.warm), told: 1 }) }),
  ...drawn("payment removed card", SETUPS, (setup) =>
    paymentRemovedCard(ana, { ...stateOf(setup), at: sample.minutesAgo(9) }),
  ),
  ...drawn("complete card", SETUPS, (setup) => completeCard(channel, stateOf(setup))),
  ...STEP_NAMES.flatMap((step) =>
    drawn(`helper card, ${step}`, SETUPS, (setup) =>
      helperCard(paul, { setup: handStep(setup, step, "p_paul"), step, now: NOW }),
    ),
  ),
  ...drawn("helper reminder", byName(["billing", "members"]), (step) =>
    helperCard(paul, { setup: sample.handed, step, since: NOW, now: NOW }),
  ),
];

const approved = request(sample.decided("approved", "p_ana"));
const old = {
  mode: "automatic",
  members: [{ address: sample.member().address, evidence: verified("members", sample.member().seenAt) }],
} as const;
const REQUESTS = {
  open: facts(),
  "open, alone": facts({
    sides: [sample.side({ people: ["p_ana"] })],
    billingAllows: false,
    mode: "automatic",
  }),
  "open, admin": facts({ request: request({ role: "admin" }) }),
  "open, rows taken out": facts({ invitations: [invitation(), invitation({ id: 2, status: "denied" })] }),
  "open, hundred": facts({ invitations: many() }),
  "open, one is a Member": facts({
    ...old,
    invitations: [invitation(), invitation({ id: 2, address: "old@example.com" })],
  }),
  "open, all are Members": facts({ ...old, invitations: [invitation({ address: "old@example.com" })] }),
  hostile: facts({
    request: request({ requester: "p_evil", reason: HOSTILE }),
    invitations: [invitation({ address: HOSTILE })],
    workspaces: [sample.workspace({ name: HOSTILE })],
  }),
  approved: facts({
    request: approved,
    invitations: INVITATION_STATUSES.map((status, at) =>
      invitation({ id: at + 1, address: `${status}@example.com`, status, failure: "conflict" }),
    ),
  }),
  "approved, hundred": facts({
    request: approved,
    invitations: many({ status: "pending", evidence: confirmed("p_ana", NOW) }),
  }),
  "approved, waiting for billing": facts({
    ...{ request: approved, billingAllows: false },
    invitations: [invitation({ status: "approved" })],
  }),
  "approved alone": facts({ request: request(sample.decided("approved", "p_paul")) }),
  denied: facts({
    request: request(sample.decided("denied", "p_ana")),
    invitations: [invitation({ status: "denied" })],
  }),
  withdrawn: facts({ request: request(sample.decided("withdrawn", "p_paul")) }),
  lapsed: facts({ request: request(sample.decided("lapsed", null)) }),
  failed: facts({
    request: approved,
    invitations: Object.keys(ana.strings.reasons).map((failure, at) =>
      invitation({ id: at + 1, status: "failed", failure }),
    ),
  }),
  "not possible": facts({
    request: approved,
    invitations: [invitation({ status: "failed", failure: "not_possible" })],
  }),
  expired: facts({ request: approved, invitations: [sample.pending({ status: "expired" })] }),
};

const requestSamples = (): sample.ViewSample[] => [
  ...drawn("request card", REQUESTS, (given) => requestCard(channel, given)),
  ...drawn("asked card", REQUESTS, (given) => askedCard(paul, given)),
  ...drawn("outcome card", REQUESTS, (given) => outcomeCard(paul, given)),
  ...drawn("wrong card", REQUESTS, (given) => wrongCard(paul, given)),
  ...drawn("reminder card", REQUESTS, (given) => reminderCard(ana, given)),
  ...approvalSamples(),
];

const STATUSES = Object.fromEntries(
  INVITATION_STATUSES.map((status) => [status, sample.pending({ status })]),
);
const GROUPS = {
  none: [],
  one: [sample.active()],
  "one without an account": [sample.active({ invitee: null })],
  hundred: many({ status: "active", evidence: confirmed("p_ana", NOW), invitee: "p_evil" }),
};
const RAN_OUT = {
  few: [sample.pending(), sample.pending({ id: 8, address: "rosa@example.com" }), sample.active({ id: 9 })],
  over: [sample.active(), sample.active({ id: 9 })],
  hundred: many({ status: "pending", sentAt: NOW }),
};

const peopleSamples = (): sample.ViewSample[] => {
  const of = (given: ReturnType<typeof invitation>) => ({ invitation: given, setup: sample.warm, now: NOW });
  const welcomed = { ...of(sample.active()), invitation: sample.active() };
  return [
    ...drawn("invitee card", STATUSES, (given) => inviteeCard(zoe, { ...of(given), inviter: "p_paul" })),
    ...drawn("ran-out card", STATUSES, (given) =>
      ranOutCard(ana, { invitations: [given], mode: "guided", now: NOW }),
    ),
    ...drawn("nudge card", STATUSES, (given) => nudgeCard(zoe, of(given))),
    ...drawn("welcome card", STATUSES, (given) => welcomeCard(zoe, of(given))),
    ...drawn("welcome card", SETUPS, (setup) => welcomeCard(zoe, { ...welcomed, setup })),
    ...named({ "welcome card, Billing role": welcomeCard(zoe, of(sample.active({ role: "billing" }))) }),
    ...drawn("no e-mail", { "may send again": true, "sent just now": false }, (maySendAgain) =>
      noEmailView(zoe, { invitation: sample.pending(), maySendAgain }),
    ),
    ...drawn("ran-out card, together", RAN_OUT, (invitations) =>
      ranOutCard(ana, { invitations, mode: "guided", now: NOW }),
    ),
    ...drawn("active card", GROUPS, (invitations) => activeCard(channel, { invitations, now: NOW })),
    ...drawn("joined card", GROUPS, (invitations) => joinedCard(paul, { invitations, now: NOW })),
  ];
};

const JOBS: Readonly<Record<string, Job>> = {
  post: { kind: "post", subject: "setup:1", to: { person: "p_ana" } },
  invite: { kind: "invite", request: 1 },
  remove: { kind: "remove", member: "m", by: "p_ben" },
  prune: { kind: "prune" },
};

/** What a person has to do, or to look at. */
const taskSamples = (): sample.ViewSample[] => [
  ...(["open", "done", "impossible"] as const).flatMap((state) =>
    drawn(`task card, ${state}`, byName(["invite", "revoke", "role", "remove", "workspace"]), (kind) =>
      taskCard(ana, {
        ...sample.taskFacts({
          kind,
          state,
          reason: state === "impossible" ? HOSTILE : null,
          ...(state === "open" ? {} : { closedAt: NOW, closedBy: "p_ana" }),
        }),
        ...(state === "open" ? {} : { invitations: [sample.pending()] }),
        workspace: sample.workspace({ name: HOSTILE, state: "waiting" }),
        wishes:
          kind === "role" ? [] : [{ address: "zoe@example.com", workspaces: [HOSTILE], seats: ["code"] }],
      }),
    ),
  ),
  ...named({
    "task card, not needed any more": taskCard(
      ana,
      sample.taskFacts({ state: "done", closedAt: NOW, closedBy: null }),
    ),
    "task card, as many wishes as people": taskCard(ana, {
      ...{ ...sample.taskFacts(), invitations: many({ status: "sending" }) },
      wishes: many().map(({ address }, at) => ({ address, workspaces: [`W${at}`], seats: [] })),
    }),
    "task card, handed on": taskCard(paul, sample.taskFacts()),
  }),
  ...drawn("task reminder", byName(["open", "impossible"]), (state) =>
    taskCard(ana, { ...sample.taskFacts({ state }), since: NOW }),
  ),
  ...drawn("task card, hundred", byName(["open", "done"]), (state) =>
    taskCard(ana, {
      ...sample.taskFacts({ state }),
      invitations: many({ status: state === "open" ? "sending" : "pending" }),
    }),
  ),
  ...(["dead", "ready", "done"] as const).flatMap((state) =>
    drawn(`trouble card, ${state}`, JOBS, (job) =>
      troubleCard(ana, {
        ...{ job: sample.jobRow(job, { state }), about: [{ kind: "code", text: HOSTILE }] },
        ...{ owner: "p_ana", now: NOW },
      }),
    ),
  ),
];

export const cardSamples = (): sample.ViewSample[] => [
  ...setupSamples(),
  ...requestSamples(),
  ...peopleSamples(),
  ...taskSamples(),
];
