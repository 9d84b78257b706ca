import type { Message } from "../../domain/message.ts";
import { type ChainEnd, HEAD_EVERY } from "../../domain/record/record.ts";
import type { DomainWatch } from "../../domain/security/domain-watch.ts";
import type { Tx } from "../../store/tx.ts";
import type { View } from "../../view/core/view.ts";
import { refusedCard } from "../../view/key/key-state.ts";
import { domainCard, domainNewsCard } from "../../view/security/domain-cards.ts";
import { billingCard, completeCard, helperCard, setupCard } from "../../view/setup/checklist.ts";
import { helperReminderCard, taskReminderCard } from "../../view/tasks/reminder-cards.ts";
import { taskCard } from "../../view/tasks/task-cards.ts";
import { modeOf } from "../core/context.ts";
import { requireStarted } from "../core/rights.ts";
import { wishesOf } from "../core/view-data.ts";
import type { Descriptors, Drawing } from "../messages/descriptor.ts";
import { watchOf } from "../security/domains.ts";

/** `since`: when the Task was handed on, of a reminder of that. */
type About = { readonly task: number; readonly since?: number | undefined };

const byTask =
  (card: typeof taskReminderCard) =>
  ({ context, tx, reader, setup, now }: Drawing, { task: id, since: handed }: About): View | null => {
    const task = tx.tasks.get(id);
    if (task === null) return null;
    const invitations = task.invitations.map(tx.invitations.get).filter((found) => found !== null);
    const workspace = task.workspace === null ? null : tx.workspaces.get(task.workspace);
    const wishes = wishesOf(tx, invitations);
    const since = handed ?? task.createdAt;
    return card(reader, { task, invitations, workspace, setup, mode: modeOf(context), now, wishes, since });
  };

const isSoNow = (watch: DomainWatch, { state, since }: Message<"domain-news">): boolean =>
  state === watch.state && since === watch.since;

/** Of the first entry, then of each tenth: not every entry is worth an edit. */
function shownHead({ record }: Tx): ChainEnd | null {
  const { seq } = record.end();
  return record.following(seq - (seq % HEAD_EVERY) - 1, 1)[0] ?? null;
}

/** Of the Setup, its steps and its Tasks. */
export const setupMessages: Descriptors<
  | ("setup" | "complete" | "billing" | "refused" | "helper" | "helper-reminder")
  | ("task" | "task-reminder" | "domain" | "domain-news")
> = {
  setup: {
    draw: ({ tx, reader, setup, now }) =>
      setupCard(reader, { setup, counts: tx.invitations.count(), head: shownHead(tx), now }),
  },
  complete: {
    draw: ({ tx, reader, setup }) =>
      setup.completedAt === null ? null : completeCard(reader, { setup, counts: tx.invitations.count() }),
  },
  billing: {
    draw: ({ reader, setup, now }, { confirmedAt: told }) => billingCard(reader, { setup, told, now }),
  },
  refused: { draw: ({ reader, setup, now }) => refusedCard(reader, setup, now) },
  helper: { draw: ({ reader, setup, now }, { step }) => helperCard(reader, { setup, step, now }) },
  "helper-reminder": {
    draw: ({ reader, setup, now }, { step, since }) =>
      helperReminderCard(reader, { setup, step, since, now }),
    isStale: (tx, { step }) => requireStarted({ tx }).steps[step].state !== "open",
  },
  task: { draw: byTask(taskCard) },
  "task-reminder": {
    draw: byTask(taskReminderCard),
    isStale: (tx, { task }) => tx.tasks.get(task)?.state !== "open",
  },
  domain: {
    draw: ({ tx, reader, setup, now }, { domain }) => {
      const watch = watchOf(tx, domain);
      return watch && domainCard(reader, { watch, setup, now });
    },
    isPersonal: true,
  },
  "domain-news": {
    draw: ({ tx, reader, setup, now }, message) => {
      const watch = watchOf(tx, message.domain);
      if (watch === null) return null;
      const told = { at: message.since, current: isSoNow(watch, message) };
      return domainNewsCard(reader, { watch, setup, now, told });
    },
    isStale: (tx, message) => {
      const watch = watchOf(tx, message.domain);
      return watch === null || !isSoNow(watch, message);
    },
  },
};
