import type { Job } from "../../domain/job.ts";

/**
 * What a late first attempt would spoil after a second one went through: it would happen twice, or put an older picture
 * over the new one.
 */
export const needsGrace = ({ kind }: Job): boolean =>
  kind === "post" || kind === "invite" || kind === "update";

const AT_MISTRAL: readonly Job["kind"][] = [
  "invite",
  "take-back",
  "set-role",
  "set-member-role",
  "remove",
  "remove-member",
  "create-workspace",
  "set-limit",
];

/** What is done at Mistral with the Admin API key. */
export const isDoneAtMistral = (kind: string): boolean => AT_MISTRAL.some((other) => other === kind);
