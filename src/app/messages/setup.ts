import { billingCard, completeCard, helperCard, setupCard } from "../../view/checklist.ts";
import { refusedCard } from "../../view/key-state.ts";
import { helperReminderCard } from "../../view/reminder-cards.ts";
import { requireStarted } from "../rights.ts";
import type { Descriptors } from "./descriptor.ts";

export const setupMessages: Descriptors<
  "setup" | "complete" | "billing" | "refused" | "helper" | "helper-reminder"
> = {
  setup: {
    draw: ({ tx, reader, setup, now }) => setupCard(reader, { setup, counts: tx.invitations.count(), now }),
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
};
