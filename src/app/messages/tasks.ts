import { taskReminderCard } from "../../view/reminder-cards.ts";
import { taskCard } from "../../view/task-cards.ts";
import type { View } from "../../view/view.ts";
import { modeOf } from "../context.ts";
import { wishesOf } from "../view-data.ts";
import type { Descriptors, Drawing } from "./descriptor.ts";

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

export const taskMessages: Descriptors<"task" | "task-reminder"> = {
  task: { draw: byTask(taskCard) },
  "task-reminder": {
    draw: byTask(taskReminderCard),
    isStale: (tx, { task }) => tx.tasks.get(task)?.state !== "open",
  },
};
