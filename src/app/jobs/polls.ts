import { keyPause, pollKey } from "../key-look.ts";
import type { Poll } from "../polls.ts";
import { usualPause } from "../schedule.ts";
import { lookAtSpending, spendingPause } from "../spending.ts";
import { auditPause, lookAtAudit } from "./audit.ts";
import { lookAtPeople } from "./mistral.ts";

/** What is looked at at Mistral as long as the process lives. */
export const POLLS: readonly Poll[] = [
  { name: "people", look: lookAtPeople, pause: usualPause },
  { name: "spending", look: lookAtSpending, pause: spendingPause },
  { name: "audit", look: lookAtAudit, pause: auditPause },
  { name: "key", look: pollKey, pause: keyPause },
];
