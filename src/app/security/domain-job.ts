import { isWatched } from "../../domain/security/domain-watch.ts";
import type { JobHandler } from "../worker/job-handler.ts";
import { noteSight, watchOf } from "./domains.ts";

/** One look into DNS. That DNS could not be asked is an outcome too: the next look comes all the same. */
export const lookAtDomain: JobHandler<"look-domain"> = async ({ store, lookInDns }, { watch: id, asked }) => {
  const watch = store.read((tx) => watchOf(tx, id));
  if (watch === null || !isWatched(watch)) return () => {};
  const sight = await lookInDns(watch);
  return (unit) => noteSight(unit, watch, sight, asked);
};
