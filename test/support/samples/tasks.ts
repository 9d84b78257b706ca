import type { Job } from "../../../src/domain/job.ts";
import type { View } from "../../../src/view/core/view.ts";
import { helperReminderCard, taskReminderCard } from "../../../src/view/tasks/reminder-cards.ts";
import { taskCard, troubleCard } from "../../../src/view/tasks/task-cards.ts";
import * as sample from "./facts.ts";

const { NOW, invitation, readerOf } = sample;
const ana = readerOf("p_ana");
const paul = readerOf("p_paul");

type ViewSample = { readonly name: string; readonly view: View };

const JOBS: readonly Job[] = [
  { kind: "post", subject: "setup:1", to: { person: "p_ana" } },
  { kind: "invite", request: 1 },
  { kind: "remove-member", member: "m", by: "p_ben" },
  { kind: "sync" },
];

/** What a person has to do, or to look at, in its states. */
export const taskSamples = (): ViewSample[] => [
  ...(["invite", "revoke", "role", "remove", "workspace"] as const).flatMap((kind) =>
    (["open", "done", "impossible"] as const).map((state) => ({
      name: `task card, ${kind}, ${state}`,
      view: taskCard(ana, {
        task: sample.task({
          kind,
          state,
          ...(state === "open" ? {} : { closedAt: NOW, closedBy: "p_ana" }),
          reason: state === "impossible" ? sample.HOSTILE : null,
        }),
        invitations: [state === "open" ? invitation({ status: "sending" }) : sample.pending()],
        workspace: sample.workspace({ name: sample.HOSTILE, state: "waiting" }),
        setup: sample.warm,
        mode: "guided",
        now: NOW,
        wishes: [
          ...(kind === "role"
            ? []
            : [{ address: "zoe@example.com", workspaces: [sample.HOSTILE], seats: ["code" as const] }]),
        ],
      }),
    })),
  ),
  {
    name: "task card, not needed any more",
    view: taskCard(ana, {
      task: sample.task({ state: "done", closedAt: NOW, closedBy: null }),
      invitations: [sample.pending()],
      workspace: null,
      setup: sample.warm,
      mode: "guided",
      now: NOW,
    }),
  },
  {
    name: "task card, as many wishes as people",
    view: taskCard(ana, {
      task: sample.task(),
      invitations: sample.many({ status: "sending" }),
      workspace: null,
      setup: sample.warm,
      mode: "guided",
      now: NOW,
      wishes: sample.many().map(({ address }, at) => ({ address, workspaces: [`W${at}`], seats: [] })),
    }),
  },
  {
    name: "task card, handed on",
    view: taskCard(paul, {
      task: sample.task(),
      invitations: [invitation({ status: "sending" })],
      workspace: null,
      setup: sample.warm,
      mode: "guided",
      now: NOW,
    }),
  },
  ...(["open", "impossible"] as const).map((state) => ({
    name: `task reminder, ${state}`,
    view: taskReminderCard(ana, {
      task: sample.task({ state }),
      invitations: [invitation({ status: "sending" })],
      workspace: null,
      setup: sample.warm,
      mode: "guided",
      now: NOW,
      since: NOW,
    }),
  })),
  ...(["billing", "members"] as const).map((step) => ({
    name: `helper reminder, ${step}`,
    view: helperReminderCard(paul, { setup: sample.handed, step, since: NOW, now: NOW }),
  })),
  ...(["open", "done"] as const).map((state) => ({
    name: `task card, hundred, ${state}`,
    view: taskCard(ana, {
      task: sample.task({ state }),
      invitations: sample.many({ status: state === "open" ? "sending" : "pending" }),
      workspace: null,
      setup: sample.warm,
      mode: "guided",
      now: NOW,
    }),
  })),
  ...JOBS.flatMap((job) =>
    (["dead", "ready", "done"] as const).map((state) => ({
      name: `trouble card, ${job.kind}, ${state}`,
      view: troubleCard(ana, {
        job: sample.jobRow(job, { state }),
        about: [{ kind: "code", text: sample.HOSTILE }],
        owner: "p_ana",
        now: NOW,
      }),
    })),
  ),
];
