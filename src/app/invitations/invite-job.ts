import { verified } from "../../domain/evidence.ts";
import { can, type Invitation, isToBeSent } from "../../domain/invitations/invitation.ts";
import type { JobRow } from "../../domain/job.ts";
import { isSameName } from "../../domain/setup/workspace.ts";
import { AppError } from "../../lib/errors.ts";
import type { InviteOrder, MistralAdmin, MistralInvite, People } from "../../mistral/admin/admin.ts";
import { type Context, lookSoon, type Unit } from "../core/context.ts";
import { requireStarted } from "../core/rights.ts";
import { type MistralHandler, NOTHING, type WithMistral } from "../worker/job-handler.ts";
import { areKnown, reconcileThese } from "./reconcile.ts";
import { moveAll } from "./transition-invitations.ts";

/**
 * After an unknown outcome an Invitation is sent again once two looks agree that it is not listed, the second one so many
 * graces (a minute in all) afterwards: no usual gateway holds a call for longer.
 */
const SECOND_LOOK_GRACES = 4;
const BETWEEN_LOOKS_GRACES = 2;
const NOT_LISTED_YET = "not_listed_yet";

/** Looks before it sends, so that neither a retry nor a crash mails anybody twice, and afterwards, to see who was invited. */
export const inviteThrough: MistralHandler<"invite"> = async (context, { request: id }, row) => {
  const { store, mistral } = context;
  if (!store.read((tx) => tx.invitations.ofRequest(id).some(isToBeSent))) return NOTHING;
  await findWorkspaces(context, id);
  const before = await mistral.people();
  const { invitations, tried, ...order } = begin(context, id, before);
  if (invitations.length === 0) return NOTHING;
  if (tried.length > 0) mustBeSettled(context, row, before, tried);
  const inTheWay = invitations.flatMap((one) =>
    before.invites.filter((old) => old.address === one.address && (old.expired || isOut(one, old))),
  );
  await revokeAll(mistral, inTheWay);
  const missing = invitations.filter(
    (one) => !isThere(before, one.address) || before.invites.some((old) => isOut(one, old)),
  );
  const refused = new Map<string, string>();
  for (const role of new Set(missing.map((one) => one.role))) {
    const addresses = missing.filter((one) => one.role === role).map(({ address }) => address);
    await inviteAll(mistral, { ...order, addresses, role }, refused);
  }
  const after = await mistral.people();
  return (unit) => {
    reconcileThese(unit, after, unit.tx.invitations.ofRequest(id));
    // How long it may take to list them counts from here, and not from when the job was held back.
    for (const one of unit.tx.invitations.ofRequest(id))
      if (one.status === "sending") unit.tx.invitations.save({ ...one, since: unit.now });
    // Those that Mistral calls Members and does not list are known there under another address.
    const failed = unit.tx.invitations
      .ofRequest(id)
      .filter((one) => refused.has(one.address) && can(one, "fail"));
    moveAll(unit, "mistral", failed, "fail", ({ address }) => ({ failure: refused.get(address) ?? null }));
  };
};

/** A Workspace that a person has made has no id here until it is looked up by its name. */
async function findWorkspaces({ store, mistral }: WithMistral, id: number): Promise<void> {
  const unknown = store.read((tx) => {
    const wanted = tx.requests.get(id)?.workspaces ?? [];
    const all = tx.workspaces.all().filter((workspace) => wanted.includes(workspace.id));
    return all.filter(({ state, mistralId }) => state === "created" && mistralId === null);
  });
  if (unknown.length === 0) return;
  const listed = await mistral.workspaces();
  store.transact((tx) => {
    for (const workspace of unknown) {
      const found = listed.find(({ name }) => isSameName(name, workspace.name));
      if (found !== undefined) tx.workspaces.save({ ...workspace, mistralId: found.id });
    }
  });
}

/**
 * Marks them as being sent before anything can be, and not while Mistral cannot even be read; Members are not sent
 * anything. `tried`: those that an earlier try may have sent.
 */
function begin(context: Context, id: number, people: People) {
  return context.store.transact((tx) => {
    const unit: Unit = { tx, now: context.now(), context };
    const inStatus = (status: Invitation["status"]) =>
      tx.invitations.ofRequest(id).filter((one) => one.status === status);
    const tried = inStatus("sending");
    const isKnown = ({ sentAt, address }: Invitation) => sentAt === null && people.memberAt.has(address);
    areKnown(unit, people, inStatus("approved").filter(isKnown));
    moveAll(unit, "bot", inStatus("approved"), "send");
    const request = tx.requests.get(id);
    const workspaceIds = tx.workspaces
      .all()
      .filter((workspace) => request?.workspaces.includes(workspace.id))
      .flatMap(({ mistralId }) => mistralId ?? []);
    const { language } = requireStarted(unit).settings;
    const seats = [...(request?.seats ?? [])];
    return { invitations: inStatus("sending"), tried, seats, workspaceIds, language };
  });
}

/** Who is missing in a list with gaps may be invited all the same. */
function mustBeWhole({ whole }: People): void {
  if (whole) return;
  throw new AppError("unavailable", "Mistral's lists have gaps", { detail: "list_with_gaps" });
}

/** What may have been sent is listed, or this is the look that settles that the last try did not come through. */
function mustBeSettled(
  { now, graceMs }: Context,
  { unknownSince, lastError }: JobRow,
  people: People,
  tried: readonly Invitation[],
): void {
  mustBeWhole(people);
  if (unknownSince === null) return;
  if (tried.every(({ address }) => people.memberAt.has(address) || people.inviteAt.has(address))) return;
  const pause = lastError?.startsWith(NOT_LISTED_YET) === true ? 0 : BETWEEN_LOOKS_GRACES * graceMs;
  const retryAfterMs = Math.max(pause, unknownSince + SECOND_LOOK_GRACES * graceMs - now());
  if (retryAfterMs <= 0) return;
  const said = "Invitations may be sent and not be listed yet";
  throw new AppError("unavailable", said, { detail: NOT_LISTED_YET, retryAfterMs });
}

const isThere = ({ memberAt, inviteAt }: People, address: string): boolean =>
  memberAt.has(address) || inviteAt.get(address)?.expired === false;

/** Whether it is one that must make way for a new one (sent again, or with another role). */
const isOut = ({ address, mistralId }: Invitation, invite: MistralInvite): boolean =>
  invite.id === mistralId && invite.address === address;

/** An open one that Mistral calls gone and lists all the same is out: it is neither revoked nor to be sent again. */
async function revokeAll(mistral: MistralAdmin, invites: readonly MistralInvite[]): Promise<void> {
  const gone = new Set<string>();
  for (const { id, address } of invites) {
    const outcome = await mistral.revoke(id, address).catch((error: unknown) => {
      if (!(error instanceof AppError) || error.code !== "outcome_unknown") throw error;
      // Nothing was sent yet, and whether it is revoked the next look says.
      throw new AppError("unavailable", error.message, { detail: error.detail, cause: error });
    });
    if (outcome === "gone") gone.add(id);
  }
  if (gone.size === 0) return;
  const listed = (await mistral.people()).invites;
  if (listed.some(({ id, expired }) => gone.has(id) && !expired))
    throw new AppError("unavailable", "a revoked Invitation is still listed", { detail: "still_listed" });
}

/** Revokes at Mistral, and counts it as revoked once Mistral has done so; who was faster has joined. */
export const takeBackThrough: MistralHandler<"take-back"> = async (context, { invitation: id, by }) => {
  const { store, mistral } = context;
  const found = store.read((tx) => tx.invitations.get(id));
  if (found === null || !can(found, "revoke")) return NOTHING;
  const people = await mistral.people();
  const isMember = people.memberAt.has(found.address);
  const out = isMember ? [] : people.invites.filter(({ address }) => address === found.address);
  if (!isMember && out.length === 0) mustBeWhole(people);
  await revokeAll(mistral, out);
  return (unit) => {
    const invitation = unit.tx.invitations.get(id);
    const evidence = verified("members", unit.now);
    if (isMember) reconcileThese(unit, people, [found]);
    else if (invitation !== null && can(invitation, "revoke"))
      moveAll(unit, "mistral", [invitation], "revoke", { evidence, mistralId: null }, by);
    // Somebody who accepted between the reading and the revocation shows in the next one.
    lookSoon(unit, "people");
  };
};

/** One call for all; refused, a call for each, so that one wrong address costs only its own row. */
async function inviteAll(
  mistral: MistralAdmin,
  order: InviteOrder,
  refused: Map<string, string>,
  workspacesAreThere = false,
): Promise<void> {
  const refuse = (addresses: readonly string[], reason: string) => {
    for (const address of addresses) refused.set(address, reason);
  };
  try {
    const { invalid, alreadyMembers } = await mistral.invite(order);
    refuse(invalid, "not_an_address");
    refuse(alreadyMembers, "already_member");
  } catch (error) {
    if (!isAboutOrder(error)) throw error;
    const { addresses } = order;
    if (!workspacesAreThere && (await lacksWorkspace(mistral, order))) refuse(addresses, "workspace_gone");
    else if (addresses.length === 1) refuse(addresses, reasonFor(order, error));
    else {
      // That nobody was invited is what a refusal means, not what Mistral promises.
      const people = await mistral.people();
      for (const address of addresses.filter((one) => !isThere(people, one)))
        await inviteAll(mistral, { ...order, addresses: [address] }, refused, true);
    }
  }
}

/** Not about the key or the plan, which would refuse everybody. */
const isAboutOrder = (error: unknown): error is AppError =>
  error instanceof AppError && ["invalid", "conflict", "not_found"].includes(error.code);

async function lacksWorkspace(mistral: MistralAdmin, { workspaceIds }: InviteOrder): Promise<boolean> {
  if (workspaceIds.length === 0) return false;
  const listed = new Set((await mistral.workspaces()).map(({ id }) => id));
  return workspaceIds.some((id) => !listed.has(id));
}

/** Which status a lack of seats or a domain that is not allowed has is not documented. */
function reasonFor({ seats }: InviteOrder, { code, detail }: AppError): string {
  if (detail === "bad_address") return "not_an_address";
  if (seats.length > 0) return "seats_refused";
  return code === "invalid" ? "address_refused" : code;
}
