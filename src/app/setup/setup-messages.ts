import { type ChainEnd, HEAD_EVERY } from "../../domain/record/record.ts";
import type { Task } from "../../domain/tasks/task.ts";
import type { Tx } from "../../store/tx.ts";
import { refusedCard } from "../../view/key/key.ts";
import { domainCard } from "../../view/security/domain-cards.ts";
import { billingCard, completeCard, helperCard, setupCard } from "../../view/setup/checklist.ts";
import { taskCard } from "../../view/tasks/task-cards.ts";
import { modeOf } from "../core/context.ts";
import { requireStarted } from "../core/rights.ts";
import { wishesOf } from "../core/view-data.ts";
import type { Descriptors, Drawing } from "../messages/descriptor.ts";
import { watchOf } from "../security/security.ts";

/** `since`: in a reminder, when the Task was given or handed on. */
function drawTask({ context, tx, reader, now }: Drawing, task: Task | null, since?: number) {
  if (task === null) return null;
  const invitations = task.invitations.flatMap((id) => tx.invitations.get(id) ?? []);
  const workspace = task.workspace === null ? null : tx.workspaces.get(task.workspace);
  const facts = { task, invitations, workspace, mode: modeOf(context), now };
  const wishes = wishesOf(tx, invitations);
  return taskCard(reader, { ...facts, wishes, ...(since === undefined ? {} : { since }) });
}

/** Of the first entry, then of each tenth: not every entry is worth an edit. */
function shownHead({ record }: Tx): ChainEnd | null {
  const { seq } = record.end();
  return record.following(seq - (seq % HEAD_EVERY) - 1, 1)[0] ?? null;
}

export const setupMessages: Descriptors<
  | ("setup" | "complete" | "billing" | "refused" | "helper" | "helper-reminder")
  | ("task" | "task-reminder" | "domain")
> = {
  setup: ({ tx, reader, setup, now }) =>
    setupCard(reader, { setup, counts: tx.invitations.count(), head: shownHead(tx), now }),
  complete: ({ tx, reader, setup }) =>
    setup.completedAt === null ? null : completeCard(reader, { setup, counts: tx.invitations.count() }),
  billing: ({ reader, setup, now }, { confirmedAt: told }) => billingCard(reader, { setup, told, now }),
  refused: ({ reader, setup, now }) => refusedCard(reader, setup, now),
  helper: ({ reader, setup, now }, { step }) => helperCard(reader, { setup, step, now }),
  "helper-reminder": {
    draw: ({ reader, setup, now }, { step, since }) => helperCard(reader, { setup, step, since, now }),
    isStale: (tx, { step }) => requireStarted({ tx }).steps[step].state !== "open",
  },
  task: (drawing, { task }) => drawTask(drawing, drawing.tx.tasks.get(task)),
  "task-reminder": {
    draw: (drawing, { task: id, since }) => {
      const task = drawing.tx.tasks.get(id);
      return drawTask(drawing, task, since ?? task?.createdAt);
    },
    isStale: (tx, { task }) => tx.tasks.get(task)?.state !== "open",
  },
  domain: ({ tx, reader, setup, now }, { domain }) => {
    const watch = watchOf(tx, domain);
    return watch && domainCard(reader, { watch, setup, now });
  },
};
