import type { ReviewRow } from "../../../src/view/approvals/review.ts";
import * as sample from "./facts.ts";
import { entries } from "./records.ts";

const { active, decided, member, request } = sample;
const asked = {
  whom: { invitation: 7 },
  member: null,
  request: request(decided("approved", "p_ben")),
  extension: null,
  answer: null,
};
const [entry] = entries();

const rows: readonly ReviewRow[] = [
  {
    ...{ subject: "invitation:7", address: "paul@example.com", ...asked },
    // They were given another role, and more time.
    invitation: { ...active(), role: "billing", until: sample.NOW + 30 * sample.DAY },
    extension: request(decided("approved", "p_ana")),
  },
  {
    subject: "member:m1",
    address: "old@example.com",
    ...asked,
    invitation: null,
    member: member(),
    request: null,
  },
  {
    ...{ subject: "invitation:9", address: "zoe@example.com", invitation: active(), ...asked },
    answer:
      entry === undefined
        ? null
        : { ...entry, event: "member.kept", actor: "p_ben", subject: "invitation:9", data: {} },
  },
];

const facts = { now: sample.NOW, sendsFile: true };
/** A page of Members of whom one has been kept, and more who wait for an answer. */
export const reviewed = { ...facts, rows, open: 14, answered: 8 };
export const nobody = { now: sample.NOW, sendsFile: false, rows: [], open: 0, answered: 0 };
