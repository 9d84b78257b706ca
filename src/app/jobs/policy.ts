import type { Job } from "../../domain/job.ts";

/** Effects that would happen twice if a late first attempt and a second one both went through. */
export const needsGrace = ({ kind }: Job): boolean => kind === "post" || kind === "invite";
