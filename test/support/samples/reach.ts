import type { ClosedPlace } from "../../../src/domain/alert.ts";
import { handStep } from "../../../src/domain/setup/setup.ts";
import { closedCard } from "../../../src/view/alerts/alert-cards.ts";
import { leftCard } from "../../../src/view/alerts/left-card.ts";
import type { View } from "../../../src/view/core/view.ts";
import { statusView } from "../../../src/view/members/lists.ts";
import { membersView } from "../../../src/view/members/members-list.ts";
import { requestCard } from "../../../src/view/requests/request-cards.ts";
import { checklistView, helperCard } from "../../../src/view/setup/checklist.ts";
import { taskCard } from "../../../src/view/tasks/task-cards.ts";
import * as sample from "./facts.ts";
import { pageOf } from "./page.ts";

const { NOW, counts, facts, request } = sample;
const ana = sample.readerOf("p_ana");
const channel = sample.readerOf(null);
const FAR = "p_far";
const invitee = sample.pending({ invitee: FAR });
const setup = handStep(sample.warm, "workspaces", FAR);
const rights = { owner: true, approver: true, steps: [] };

const LEFT = {
  person: "p_left",
  at: NOW,
  setup: true,
  approver: true,
  steps: ["billing"],
  requests: [1, 2],
  invitations: [{ address: "lea@example.com", status: "active" }],
  now: NOW,
} as const;

const IN_SLACK: ClosedPlace = {
  platform: "slack",
  channel: "C1",
  reason: "is_archived",
  name: null,
};
const CLOSED: readonly ClosedPlace[] = [
  {
    platform: "teams",
    channel: "19:x@thread.tacv2",
    reason: "team_deleted",
    name: sample.HOSTILE,
  },
  { platform: "teams", channel: "19:y@thread.tacv2", reason: "something_new", name: null },
];

/** What concerns somebody, or a channel, to whom the bot cannot write. */
export const reachSamples = (): { readonly name: string; readonly view: View }[] => [
  {
    name: "request card, requester and approver out of reach",
    view: requestCard(channel, facts({ request: request({ requester: FAR }), deciders: ["p_ana", FAR] })),
  },
  {
    name: "request card, invitee out of reach",
    view: requestCard(
      channel,
      facts({ request: request(sample.decided("approved", "p_ana")), invitations: [invitee] }),
    ),
  },
  {
    name: "task card, for somebody out of reach",
    view: taskCard(ana, {
      task: sample.task({ assignee: FAR }),
      invitations: [sample.invitation({ status: "sending" })],
      workspace: null,
      setup,
      mode: "guided",
      now: NOW,
    }),
  },
  {
    name: "helper card, for somebody out of reach",
    view: helperCard(ana, { setup, step: "workspaces", now: NOW }),
  },
  {
    name: "checklist, helper out of reach",
    view: checklistView(ana, { setup, alerts: [], counts: counts(), now: NOW, rights, mode: "guided" }),
  },
  {
    name: "status, approver out of reach",
    view: statusView(ana, {
      setup: { ...setup, settings: { ...setup.settings, approvers: [FAR] } },
      alerts: [],
      counts: counts(),
      now: NOW,
      requests: [],
      mayDecide: true,
    }),
  },
  {
    name: "members, invitee out of reach",
    view: membersView(ana, {
      ...pageOf([{ invitation: invitee, member: null, address: invitee.address }]),
      manage: true,
      mode: "guided",
      now: NOW,
    }),
  },
  ...[true, false].flatMap((isBack) =>
    ["p_ana", "p_paul"].map((reader) => ({
      name: `left, ${isBack ? "back" : "gone"}, to ${reader}`,
      view: leftCard(sample.readerOf(reader), {
        ...LEFT,
        isBack,
        rights: { owner: reader === "p_ana", approver: reader === "p_ana" },
      }),
    })),
  ),
  { name: "a channel of Slack closed", view: closedCard(ana, { places: [IN_SLACK], since: NOW, now: NOW }) },
  { name: "closed channels", view: closedCard(ana, { places: CLOSED, since: NOW, now: NOW }) },
  { name: "closed channels, open again", view: closedCard(ana, { places: [], since: NOW, now: NOW }) },
];
