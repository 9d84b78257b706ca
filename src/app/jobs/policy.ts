import type { Job } from "../../domain/job.ts";

/**
 * What a late first attempt would spoil after a second one went through: it would happen twice, or put an older picture
 * over the new one.
 */
export const needsGrace = ({ kind }: Job): boolean =>
  kind === "post" || kind === "invite" || kind === "update";
