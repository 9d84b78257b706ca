import type { Evidence } from "../evidence.ts";

export const WORKSPACE_STATES = ["waiting", "created", "failed"] as const;

/** A Workspace at Mistral, never a chat workspace. `waiting`: ordered, not made yet. */
export type Workspace = {
  readonly id: number;
  readonly name: string;
  readonly state: (typeof WORKSPACE_STATES)[number];
  readonly mistralId: string | null;
  readonly evidence: Evidence | null;
  /** Why it failed or waits, as a stable word. Failed without one: it was given up. */
  readonly trouble: string | null;
};

export const WORKSPACE_NAME_LENGTH = 255;

/** Whether Mistral may take them for the same: how it compares names is not documented. */
export const isSameName = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

/** It waits until whoever is to administer it is a Member. */
export const waitsForAdmin = ({ state, trouble }: Workspace): boolean =>
  state === "waiting" && trouble === "owner_not_member";

/** It was refused, and nobody has given it up. */
export const needsCare = ({ state, trouble }: Workspace): boolean => state === "failed" && trouble !== null;
