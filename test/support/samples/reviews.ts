import type { ReviewRow } from "../../../src/view/approvals/review.ts";
import * as sample from "./facts.ts";
import { entries } from "./records.ts";

const { active, decided, member, request } = sample;
const asked = {
  whom: { invitation: 7 },
  member: null,
  request: request(decided("approved", "p_ben")),
  answer: null,
};
const [entry] = entries();

const rows: readonly ReviewRow[] = [
  { subject: "invitation:7", address: "paul@example.com", invitation: active(), ...asked },
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

/** A page of Members of whom one has been kept, and pages on both sides of it. */
export const reviewed = { ...sample.pageOf(rows, 1, 3), now: sample.NOW };
export const nobody = { ...sample.pageOf<ReviewRow>([]), now: sample.NOW };
