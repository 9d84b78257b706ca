import { AppError } from "../../lib/errors.ts";
import { lookAtSpending, spendingPause } from "../alerts/spending.ts";
import type { Context } from "../core/context.ts";
import { keyPause, pollKey } from "../key/key-look.ts";
import { lookAtPeople } from "../members/mistral-jobs.ts";
import { auditPause, lookAtAudit } from "../record/audit-job.ts";
import type { Poll } from "./polls.ts";
import { usualPause } from "./schedule.ts";

/** Slack allows the call hundreds of times a minute, and Teams' limit is far away. */
const ACCESS_MS = 60_000;

/** Nobody tells of a token that was revoked in silence. Those who watch every call notice what comes of this one. */
async function lookAtAccess({ messengers }: Context): Promise<null> {
  const ignored = (error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  };
  await Promise.all(messengers.map((messenger) => messenger.letsIn().catch(ignored)));
  return null;
}

/** What is looked at outside as long as the process lives. */
export const POLLS: readonly Poll[] = [
  { name: "access", look: lookAtAccess, pause: () => ACCESS_MS },
  { name: "people", look: lookAtPeople, pause: usualPause },
  { name: "spending", look: lookAtSpending, pause: spendingPause },
  { name: "audit", look: lookAtAudit, pause: auditPause },
  { name: "key", look: pollKey, pause: keyPause },
];
