import type { Section } from "../world.ts";
import type { Limits } from "./limits.ts";
import type { TeamsState } from "./state.ts";

/** What the Bot Connector and the clients work with. */
export type Context = {
  section: Section<TeamsState>;
  now: () => number;
  limits: Limits;
};
