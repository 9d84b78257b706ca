import { confirmed } from "../../../src/domain/evidence.ts";
import { INVITATION_STATUSES } from "../../../src/domain/invitations/invitation.ts";
import { PASTED_STATES } from "../../../src/domain/members/pasted-list.ts";
import { answeredView } from "../../../src/view/approvals/review.ts";
import { helpView, refusalNotice, saved } from "../../../src/view/core/notices.ts";
import { saying } from "../../../src/view/core/spans.ts";
import { comparedView, type MemberRow, membersView } from "../../../src/view/members/members-list.ts";
import { recordView } from "../../../src/view/record/record-line.ts";
import { requestsPage, tasksPage } from "../../../src/view/requests/request-cards.ts";
import { homeView, statusView } from "../../../src/view/setup/home.ts";
import { APPROVER, NOBODY, OWNER } from "./cards.ts";
import * as sample from "./facts.ts";
import { entries } from "./records.ts";
import { nobody, reviewed } from "./reviews.ts";

const { byName, counts, drawn, facts, named, NOW, pageOf, readerOf, request } = sample;
const ana = readerOf("p_ana");
const ben = readerOf("p_ben");
const paul = readerOf("p_paul");
const zoe = readerOf("p_zoe");

const rows: MemberRow[] = [
  ...INVITATION_STATUSES.map((status, at) => {
    const address = `${status}@example.com`;
    // Active by a person's word can be taken back.
    const word = status === "active" ? { evidence: confirmed("p_ana", NOW) } : {};
    return { invitation: sample.pending({ id: at + 1, status, address, ...word }), member: null, address };
  }).slice(0, 9),
  { invitation: null, member: sample.member(), address: "old@example.com" },
  { invitation: null, member: sample.member({ role: null }), address: "odd@example.com" },
];

const manyRequests = Array.from({ length: 30 }, (_, at) =>
  facts({ request: request({ id: at + 1, requester: at % 2 === 0 ? "p_evil" : "p_paul" }) }),
);

const state = { alerts: [], counts: counts({ active: 2, pending: 1 }), now: NOW };

const members = (): sample.ViewSample[] =>
  (["automatic", "guided"] as const).map((mode) => ({
    name: `members, ${mode}`,
    view: membersView(ana, { ...pageOf(rows, 1, 3), mode, now: NOW }),
  }));

type Home = Parameters<typeof homeView>[1];

const home = (reader: typeof ana, change: Partial<Home>) =>
  homeView(reader, {
    ...{ ...state, setup: sample.warm, mode: "guided", tasks: [], requestsToDecide: [], myRequests: [] },
    ...{ mine: null, standing: "member", rights: NOBODY, ...change },
  });

const homes = (): sample.ViewSample[] => [
  ...named({
    "home, muted": home(paul, { muted: true }),
    "home, owner": home(ana, {
      rights: OWNER,
      tasks: (["invite", "revoke", "role", "remove", "workspace"] as const).map((kind, id) =>
        sample.taskFacts({ id: id + 1, kind }),
      ),
      requestsToDecide: manyRequests,
      myRequests: manyRequests,
      mine: sample.active(),
    }),
    "home, approver": home(ben, { rights: APPROVER, requestsToDecide: [facts()] }),
    "home, helper": home(paul, { setup: sample.handed, rights: { ...NOBODY, steps: ["billing"] } }),
    "home, requester": home(paul, { myRequests: [facts()] }),
  }),
  ...drawn("home, invitee", byName(INVITATION_STATUSES), (status) =>
    home(zoe, { mine: sample.pending({ status }) }),
  ),
  ...named({
    "home, newcomer": home(zoe, {}),
  }),
  ...drawn("home", byName(["guest", "stranger"]), (standing) => home(zoe, { standing })),
];

type Refusal = keyof typeof ana.strings.refusals;

const notices = (): sample.ViewSample[] => [
  ...drawn("refusal", byName(Object.keys(ana.strings.refusals) as Refusal[]), (reason) =>
    refusalNotice(paul, reason, { setup: sample.warm, request: request(sample.decided("denied", "p_ben")) }),
  ),
  ...named({
    "refusal without facts": refusalNotice(paul, "already_decided"),
    "compared, nothing left": comparedView(ana, []),
    "compared, some of each": comparedView(
      ana,
      PASTED_STATES.map((state) => ({ invitation: sample.pending(), state })),
    ),
    notice: saying(sample.HOSTILE),
    "saved, with a next step": saved(ana, ana.strings.said.saved, "billing"),
    "saved, without": saved(ana, ana.strings.said.saved),
  }),
];

const PAGES = { first: 0, second: 1, third: 2, none: null };

const status = (reader: typeof ana, change: Partial<Parameters<typeof statusView>[1]>) =>
  statusView(reader, { ...state, setup: sample.warm, requests: [], mayDecide: true, ...change });

export const listSamples = (): sample.ViewSample[] => [
  ...notices(),
  ...members(),
  ...homes(),
  ...named({
    "status, approver": status(ana, { requests: manyRequests }),
    "status, anybody": status(paul, { setup: sample.fresh, requests: [facts()], mayDecide: false }),
    "status, nothing yet": status(zoe, { counts: counts(), setup: sample.fresh, mayDecide: false }),
  }),
  ...drawn("waiting Tasks", PAGES, (turn) =>
    tasksPage(ana, turn === null ? pageOf([]).list : pageOf([sample.taskFacts()], turn, 3).list, NOW),
  ),
  ...drawn("open Requests", PAGES, (turn) => {
    const page = turn === null ? pageOf([]) : pageOf(manyRequests.slice(0, 10), turn, 3);
    return requestsPage(ana, page.list, turn !== 1);
  }),
  ...named({
    "status, automatic": status(ana, { listed: { all: 14, without: 5 } }),
    "status, with what was given up": status(ana, {
      requests: manyRequests,
      troubles: Array.from({ length: 7 }, () => ({
        job: sample.jobRow({ kind: "prune" }, { state: "dead", lastError: "forbidden: no" }),
        about: [{ kind: "code", text: sample.HOSTILE }],
      })),
    }),
    "members, nobody": membersView(ana, { ...pageOf([]), mode: "guided", now: NOW }),
  }),
  ...[rows, rows.slice(0, 1), []].map((some) => ({
    name: `members, ${some.length} found`,
    view: membersView(ana, {
      ...{ ...pageOf(some), find: sample.HOSTILE.slice(0, 60), mode: "guided", now: NOW },
    }),
  })),
  ...named({
    record: recordView(ana, { ...pageOf(entries(), 0, 2), head: "ab".repeat(32), lookup: () => null }),
    "record, empty": recordView(ana, { ...pageOf([]), head: "0".repeat(64), lookup: () => null }),
    "member-review, answered": answeredView(ana, {
      ...reviewed,
      said: ana.strings.said.saved,
    }),
    "member-review, nobody left": answeredView(ana, {
      ...nobody,
      said: ana.strings.answers.byHand,
    }),
    help: helpView(paul, { unknown: null }),
    "help, unknown word": helpView(paul, { unknown: sample.HOSTILE }),
  }),
];
