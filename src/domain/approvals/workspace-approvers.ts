import { z } from "zod";
import type { PersonId } from "../accounts/person.ts";

/** Who decides about a Workspace in place of the approvers of the Organization. */
export const workspaceApprovers = z.object({
  workspace: z.number().int(),
  people: z.array(z.string()).readonly(),
});
export type WorkspaceApprovers = Readonly<z.infer<typeof workspaceApprovers>>;

export const approversOfWorkspace = (
  all: readonly WorkspaceApprovers[],
  workspace: number,
): readonly PersonId[] => all.find((one) => one.workspace === workspace)?.people ?? [];

/** Without anybody the approvers of the Organization decide again. */
export const withApprovers = (
  all: readonly WorkspaceApprovers[],
  workspace: number,
  people: readonly PersonId[],
): readonly WorkspaceApprovers[] => [
  ...all.filter((one) => one.workspace !== workspace),
  ...(people.length === 0 ? [] : [{ workspace, people }]),
];
