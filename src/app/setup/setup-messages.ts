import type { Invitation } from "../../domain/invitations/invitation.ts";
import type { Message } from "../../domain/message.ts";
import { type ChainEnd, HEAD_EVERY } from "../../domain/record/record.ts";
import type { StepName } from "../../domain/setup/setup.ts";
import type { Task } from "../../domain/tasks/task.ts";
import type { Tx } from "../../store/tx.ts";
import type { View } from "../../view/core/view.ts";
import { refusedCard } from "../../view/key/key.ts";
import { reminderCard } from "../../view/requests/request-cards.ts";
import { domainCard } from "../../view/security/domain-cards.ts";
import { billingCard, completeCard, helperCard, setupCard } from "../../view/setup/checklist.ts";
import type { Wish } from "../../view/tasks/task-cards.ts";
import { taskCard } from "../../view/tasks/task-cards.ts";
import { modeOf } from "../core/context.ts";
import type { Drawers, Drawing } from "../core/drawing.ts";
import { requireStarted } from "../core/rights.ts";
import { requestReader } from "../requests/decisions.ts";
import { watchOf } from "../security/security.ts";
import { thingsOf } from "../tasks/tasks.ts";

function drawTask({ context, tx, reader, now }: Drawing, task: Task | null, since?: number) {
  if (task === null) return null;
  const facts = { ...thingsOf(tx, task), mode: modeOf(context), now };
  const wishes = wishesOf(tx, facts.invitations);
  return taskCard(reader, { ...facts, wishes, ...(since === undefined ? {} : { since }) });
}

/** What it reminds of needs nobody any more. */
export function isSettled(tx: Tx, { of, about }: Message<"reminder">): boolean {
  if (of === "helper") return requireStarted({ tx }).steps[about as StepName].state !== "open";
  return (of === "task" ? tx.tasks : tx.requests).get(Number(about))?.state !== "open";
}

function drawReminder(drawing: Drawing, { of, about, since }: Message<"reminder">): View | null {
  const { context, tx, reader, setup, now } = drawing;
  if (of === "helper") return helperCard(reader, { setup, step: about as StepName, since, now });
  if (of === "task") return drawTask(drawing, tx.tasks.get(Number(about)), since);
  const request = tx.requests.get(Number(about));
  return request && reminderCard(reader, requestReader(context, tx)(request));
}

/** Of the first entry, then of each tenth: not every entry is worth an edit. */
function shownHead({ record }: Tx): ChainEnd | null {
  const { seq } = record.end();
  return record.following(seq - (seq % HEAD_EVERY) - 1, 1)[0] ?? null;
}

export const setupMessages: Drawers<
  "setup" | "complete" | "billing" | "refused" | "helper" | "task" | "reminder" | "domain"
> = {
  setup: ({ tx, reader, setup, now }) =>
    setupCard(reader, { setup, counts: tx.invitations.count(), head: shownHead(tx), now }),
  complete: ({ tx, reader, setup }) =>
    setup.completedAt === null ? null : completeCard(reader, { setup, counts: tx.invitations.count() }),
  billing: ({ reader, setup, now }, { confirmedAt: told }) => billingCard(reader, { setup, told, now }),
  refused: ({ reader, setup, now }) => refusedCard(reader, setup, now),
  helper: ({ reader, setup, now }, { step }) => helperCard(reader, { setup, step, now }),
  task: (drawing, { task }) => drawTask(drawing, drawing.tx.tasks.get(task)),
  reminder: drawReminder,
  domain: ({ tx, reader, setup, now }, { domain }) => {
    const watch = watchOf(tx, domain);
    return watch && domainCard(reader, { watch, setup, now });
  },
};

function wishesOf(tx: Tx, invitations: readonly Invitation[]): Wish[] {
  const names = new Map(tx.workspaces.all().map(({ id, name }) => [id, name]));
  return invitations.map(({ address, request: id }) => {
    const request = tx.requests.get(id);
    const workspaces = (request?.workspaces ?? []).flatMap((workspace) => names.get(workspace) ?? []);
    return { address, workspaces, seats: request?.seats ?? [] };
  });
}
