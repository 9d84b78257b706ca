import { verified } from "../../domain/evidence.ts";
import { AppError } from "../../lib/errors.ts";
import type { MistralAdmin, WorkspaceOrder } from "../../mistral/admin/admin.ts";
import { wasRefused } from "../members/member-jobs.ts";
import { type MistralHandler, NOTHING } from "../worker/job-handler.ts";
import { ownerAtMistral, workspaceDone, workspaceWaits } from "./workspaces.ts";

/** Until the owner is a Member it waits: a Workspace needs one to administer it. */
export const createWorkspace: MistralHandler<"create-workspace"> = async (
  { store, mistral },
  { workspace: id },
) => {
  const { workspace, adminMemberId } = store.read((tx) => ({
    workspace: tx.workspaces.get(id),
    adminMemberId: ownerAtMistral(tx),
  }));
  if (workspace === null || workspace.state === "created") return NOTHING;
  if (adminMemberId === null) return (unit) => workspaceWaits(unit, id);
  const mistralId = await makeOnce(mistral, { name: workspace.name, adminMemberId });
  return (unit) => workspaceDone(unit, id, { evidence: verified("workspaces", unit.now), mistralId });
};

/** Looks first, and again when it is refused: names are unique, and an earlier order may have come through late. */
async function makeOnce(mistral: MistralAdmin, order: WorkspaceOrder): Promise<string> {
  const find = async () => (await mistral.workspaces()).find(({ name }) => name === order.name)?.id;
  const there = await find();
  if (there !== undefined) return there;
  try {
    return (await mistral.createWorkspace(order)).id;
  } catch (error) {
    if (!wasRefused(error)) throw error;
    const late = await find();
    if (late !== undefined) return late;
    throw new AppError("conflict", error.message, { detail: "workspace_refused", cause: error });
  }
}
