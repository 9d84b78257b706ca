import type { Problem } from "../../../domain/preflight.ts";

/** Why a row cannot go on. */
export const problems: Record<Problem, string> = {
  member: "already a Member",
  pending: "already invited or asked for",
  "not-an-address": "not an e-mail address",
  "space-inside": "is this one address? Write it without a space, or as Name <address>",
  "outside-domains": "outside the allowed e-mail domains",
};
