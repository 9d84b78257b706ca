import { verified } from "../../domain/evidence.ts";
import { AppError } from "../../errors.ts";
import type { MistralAdmin } from "../../mistral/admin.ts";
import type { Tx } from "../../store/tx.ts";
import { isKeyRefused, noteKeyLetIn, noteKeyRefused } from "../admin-key.ts";
import { redrawRequestsAfter } from "../asked-members.ts";
import type { Context, Unit } from "../context.ts";
import { lookAtKey } from "../key-look.ts";
import { close } from "../progress.ts";
import { readPeople, reconcile } from "../reconcile.ts";
import { makeWorkspace, workspaceDone } from "../workspaces.ts";
import type { Commit, JobHandler } from "./job-handler.ts";

const NOTHING: Commit = () => {};

/** Reads Mistral's lists and compares them with what we hold. */
export async function lookAtPeople(context: Context): Promise<Commit | null> {
  const { mistral, store, now } = context;
  if (mistral === null || store.read((tx) => tx.setup.load()) === null) return null;
  const people = await readPeople(mistral, now).catch((error: unknown) => {
    if (isKeyRefused(error)) return null;
    throw error;
  });
  if (people === null) return (unit) => noteKeyRefused(unit, "people");
  return (unit) => {
    noteKeyLetIn(unit, "people");
    redrawRequestsAfter(unit, () => reconcile(unit, people));
    retryWorkspaces(unit);
    verifyOrganization(unit);
  };
}

/** Somebody wants to know now. When that does not work the next usual look has to do. */
export const syncMembers: JobHandler<"sync"> = async (context) => {
  try {
    return (await lookAtPeople(context)) ?? NOTHING;
  } catch (error) {
    context.log.warn({ error }, "Mistral's members list could not be read");
    return NOTHING;
  }
};

/** The Admin API answers, so the Organization that a person named is there. */
function verifyOrganization(unit: Unit): void {
  const step = unit.tx.setup.load()?.steps.organization;
  if (step?.state === "done") close(unit, "organization", "done", verified("members", unit.now));
}

/** A Workspace needs an admin who is a Member; what waited for that goes on. */
function retryWorkspaces(unit: Unit): void {
  if (ownerAtMistral(unit.tx) === null) return;
  for (const workspace of unit.tx.workspaces.all()) {
    if (workspace.state === "waiting" && workspace.trouble === "owner_not_member") {
      unit.tx.workspaces.save({ ...workspace, trouble: null });
      makeWorkspace(unit, workspace);
    }
  }
}

function ownerAtMistral(tx: Tx): string | null {
  const owner = tx.people.get(tx.setup.load()?.owner ?? "");
  return owner?.address == null ? null : (tx.members.byAddress(owner.address)?.mistralId ?? null);
}

export const createWorkspace: JobHandler<"create-workspace"> = async (
  { store, mistral },
  { workspace: id },
) => {
  const facts = store.read((tx) => ({ workspace: tx.workspaces.get(id), admin: ownerAtMistral(tx) }));
  const { workspace } = facts;
  if (mistral === null || workspace === null || workspace.state === "created") return NOTHING;
  const admin =
    facts.admin ??
    (await findOwner(
      mistral,
      store.read((tx) => ownerAddress(tx)),
    ));
  if (admin === null) {
    return ({ tx }) => tx.workspaces.save({ ...workspace, trouble: "owner_not_member" });
  }
  const mistralId = await makeOnce(mistral, { name: workspace.name, adminMemberId: admin });
  return (unit) => workspaceDone(unit, id, { evidence: verified("workspaces", unit.now), mistralId });
};

/** Looks first, and again when the name is taken: names are unique, and an earlier order may have come through late. */
async function makeOnce(
  mistral: MistralAdmin,
  order: { name: string; adminMemberId: string },
): Promise<string> {
  const look = async () => (await mistral.workspaces()).find(({ name }) => name === order.name)?.id;
  const there = await look();
  if (there !== undefined) return there;
  try {
    return (await mistral.createWorkspace(order)).id;
  } catch (error) {
    const taken = error instanceof AppError && error.code === "conflict";
    const late = taken ? await look() : undefined;
    if (late === undefined) throw error;
    return late;
  }
}

const ownerAddress = (tx: Tx): string | null => tx.people.get(tx.setup.load()?.owner ?? "")?.address ?? null;

async function findOwner(mistral: MistralAdmin, address: string | null): Promise<string | null> {
  const { members } = await mistral.people();
  return members.find((member) => member.address !== null && member.address === address)?.id ?? null;
}

export const setLimit: JobHandler<"set-limit"> = async ({ store, mistral }) => {
  const billing = store.read((tx) => tx.setup.load()?.billing ?? null);
  if (mistral !== null && billing !== null) await mistral.setSpendLimit(billing.monthlyLimit);
  return NOTHING;
};

/** Somebody wants to know now whether the bot's own key works. */
export const probeKey: JobHandler<"probe"> = async (context) => (await lookAtKey(context))?.commit ?? NOTHING;
