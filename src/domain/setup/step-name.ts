/** The six steps of the quickstart, in its order. */
export const STEP_NAMES = ["organization", "billing", "workspaces", "members", "security", "verify"] as const;

export type StepName = (typeof STEP_NAMES)[number];
