import { verified } from "../../domain/evidence.ts";
import { isSameName } from "../../domain/setup/workspace.ts";
import { AppError } from "../../lib/errors.ts";
import type { MistralAdmin, WorkspaceOrder } from "../../mistral/admin/admin.ts";
import { wasRefused } from "../members/member-jobs.ts";
import { type MistralHandler, NOTHING } from "../worker/job-handler.ts";
import { adminAmong, administrator, knownAdmin, workspaceDone, workspaceWaits } from "./workspaces.ts";

/** Of active ones, in one Organization. */
const MOST = 500;
/** After so many answers without a clear outcome a reason is looked for: a refusal may come as a 500. */
const UNCLEAR_TRIES = 3;

export const createWorkspace: MistralHandler<"create-workspace"> = async (
  { store, mistral },
  { workspace: id },
  { attempts },
) => {
  const { workspace, wanted, known } = store.read((tx) => ({
    workspace: tx.workspaces.get(id),
    wanted: administrator(tx),
    known: knownAdmin(tx),
  }));
  if (workspace === null || workspace.state === "created") return NOTHING;
  const lookForAdmin = async () => adminAmong((await mistral.people()).members, wanted);
  const admin = known ?? (await lookForAdmin());
  if (admin === null) return (unit) => workspaceWaits(unit, id);
  try {
    const { name, icon } = workspace;
    const order = { name, icon, adminMemberId: admin };
    const mistralId = await makeOnce(mistral, order, attempts < UNCLEAR_TRIES);
    return (unit) => workspaceDone(unit, id, { evidence: verified("workspaces", unit.now), mistralId });
  } catch (error) {
    // The one whom we took for a Member has left meanwhile.
    if (wasRefused(error) && (await lookForAdmin()) !== admin) return (unit) => workspaceWaits(unit, id);
    throw error;
  }
};

/** Looks first, and again when it is refused: names are unique, and an earlier order may have come through late. */
async function makeOnce(mistral: MistralAdmin, order: WorkspaceOrder, patient: boolean): Promise<string> {
  const there = exactly(order.name, await mistral.workspaces());
  if (there !== undefined) return there;
  try {
    return (await mistral.createWorkspace(order)).id;
  } catch (error) {
    const refused = wasRefused(error);
    if (!refused && (patient || !isUnclear(error))) throw error;
    const active = await mistral.workspaces();
    const late = exactly(order.name, active);
    if (late !== undefined) return late;
    const reason = await explained(mistral, order.name, active, error);
    throw refused || reason.detail !== UNEXPLAINED ? reason : error;
  }
}

type Named = { readonly id: string; readonly name: string };

const exactly = (name: string, workspaces: readonly Named[]): string | undefined =>
  workspaces.find((workspace) => workspace.name === name)?.id;

const isUnclear = (error: unknown): error is AppError =>
  error instanceof AppError && error.code === "outcome_unknown";

const UNEXPLAINED = "workspace_refused";

async function explained(
  mistral: MistralAdmin,
  name: string,
  active: readonly Named[],
  cause: AppError,
): Promise<AppError> {
  const has = (list: readonly Named[]) => list.some((workspace) => isSameName(workspace.name, name));
  const because = (detail: string) => new AppError("conflict", cause.message, { detail, cause });
  if (has(active)) return because("name_taken");
  if (active.length >= MOST) return because("workspaces_full");
  const archived = await mistral.workspaces({ archived: true }).catch(() => []);
  return because(has(archived) ? "name_archived" : UNEXPLAINED);
}
