import { accessEndCard } from "../../../src/view/approvals/access-end.ts";
import { backCard, standInCard } from "../../../src/view/approvals/away.ts";
import { uncountedCard } from "../../../src/view/approvals/groups.ts";
import { requestCard } from "../../../src/view/requests/request-cards.ts";
import * as sample from "./facts.ts";

const { facts, invitation, named, NOW, readerOf, request } = sample;
const ana = readerOf("p_ana");
const zoe = readerOf("p_zoe");
const ben = readerOf("p_ben");
const channel = readerOf(null);

const standInDecided = request({
  state: "approved",
  decision: { by: "p_zoe", of: "p_ben", rule: null, at: NOW, reason: null },
});

const ruleDecided = { by: "p_ana", of: null, rule: 9, at: NOW, reason: null };

/** What people see of stand-ins, groups, rules, and approvers of a Workspace. */
export const approvalSamples = (): sample.ViewSample[] =>
  named({
    "request card, open, an approver away": requestCard(
      channel,
      facts({
        standIns: [sample.standIn()],
        ...sample.escalated(),
        allAway: true,
        groups: sample.groups,
        withStatus: [sample.onLeave],
      }),
    ),
    "request card, open, for Workspaces with approvers": requestCard(
      channel,
      facts({
        sides: [sample.side({ workspace: "Engineering", people: ["p_zoe", "p_paul"] }), sample.side()],
      }),
    ),
    "request card, open, approved in part": requestCard(
      channel,
      facts({
        agreed: [{ by: "p_zoe", of: null, at: NOW }],
        sides: [sample.side({ workspace: "Engineering", people: ["p_ben"] })],
      }),
    ),
    "request card, open, to extend access": requestCard(
      channel,
      facts({
        request: request({ until: NOW + 30 * sample.DAY, extends: [1], seats: [] }),
        invitations: [sample.active({ until: NOW + sample.DAY })],
      }),
    ),
    "access end card": accessEndCard(ana, {
      invitations: [sample.active({ until: NOW + sample.DAY })],
      ...{ asked: [], until: NOW + sample.DAY, now: NOW, mode: "guided" },
    }),
    "access end card, asked to extend it": accessEndCard(ana, {
      invitations: [sample.active({ until: NOW + sample.DAY })],
      ...{ asked: [1], until: NOW + sample.DAY, now: NOW, mode: "guided" },
    }),
    "access end card, over": accessEndCard(ana, {
      invitations: [sample.active({ until: NOW })],
      ...{ asked: [], until: NOW, now: NOW, mode: "guided" },
    }),
    "access end card, settled": accessEndCard(ana, {
      ...{ invitations: [], asked: [], until: NOW, now: NOW, mode: "guided" },
    }),
    "request card, approved by a stand-in": requestCard(channel, facts({ request: standInDecided })),
    "decision that does not count": uncountedCard(ana, {
      kind: "uncounted",
      request: 1,
      why: "changed",
      at: NOW,
    }),
    "request card, approved by a rule": requestCard(
      channel,
      facts({
        request: request({ state: "approved", decision: { ...ruleDecided }, seats: [], workspaces: [] }),
        invitations: [invitation({ status: "sending" })],
      }),
    ),
    "stand-in card": standInCard(zoe, sample.absence(), NOW),
    "stand-in card, later": standInCard(zoe, sample.absence({ from: NOW + sample.DAY }), NOW),
    "stand-in card, of oneself": standInCard(ben, sample.absence(), NOW),
    "back card": backCard(zoe, "p_ben"),
    "back card, of oneself": backCard(ben, "p_ben"),
  });
