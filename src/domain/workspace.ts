import type { Evidence } from "./evidence.ts";

/** A Workspace at Mistral, never a chat workspace. `waiting`: ordered, not made yet. */
export type Workspace = {
  readonly id: number;
  readonly name: string;
  readonly state: "waiting" | "created" | "failed";
  readonly mistralId: string | null;
  readonly evidence: Evidence | null;
  /** Why it failed or waits, as a stable word. */
  readonly trouble: string | null;
  /** One or two characters that Mistral shows beside the name. */
  readonly icon: string | null;
};
