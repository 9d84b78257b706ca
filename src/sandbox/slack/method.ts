import type { Section } from "../world.ts";
import type { Args } from "./refusal.ts";
import type { JsonObject, SlackState } from "./state.ts";
import type { Triggers } from "./triggers.ts";

/** What the methods of the Web API work with. */
export type Context = {
  section: Section<SlackState>;
  now: () => number;
  scopes: ReadonlySet<string>;
  triggers: Triggers;
};

export type Method = (context: Context, args: Args) => JsonObject;
