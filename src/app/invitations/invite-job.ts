import { verified } from "../../domain/evidence.ts";
import { can, type Invitation, isToBeSent } from "../../domain/invitations/invitation.ts";
import type { JobRow } from "../../domain/job.ts";
import type { Role } from "../../domain/role.ts";
import { isSameName } from "../../domain/setup/workspace.ts";
import { AppError } from "../../lib/errors.ts";
import type { InviteOrder, MistralAdmin, MistralInvite, People } from "../../mistral/admin/admin.ts";
import type { Context, Unit } from "../core/context.ts";
import { requireStarted } from "../core/rights.ts";
import { type MistralHandler, NOTHING, syncSoon, type WithMistral } from "../worker/job-handler.ts";
import { areKnown, type MistralPeople, readPeople, reconcileThese } from "./reconcile.ts";
import { moveAll } from "./transition-invitations.ts";

/**
 * After an unknown outcome an Invitation is sent again once two looks agree that it is not listed, the second one so many
 * graces (a minute in all) afterwards: no usual gateway holds a call for longer.
 */
const SECOND_LOOK_GRACES = 4;
const BETWEEN_LOOKS_GRACES = 2;
const NOT_LISTED_YET = "not_listed_yet";

/**
 * Sends the approved Invitations of one Request. It looks before it sends, so that neither a retry nor a crash mails
 * anybody twice, and looks again afterwards, because the answer says only who was not invited.
 */
export const inviteThrough: MistralHandler<"invite"> = async (context, { request: id }, row) => {
  const { mistral } = context;
  if (!context.store.read((tx) => tx.invitations.ofRequest(id).some(isToBeSent))) return NOTHING;
  await findWorkspaces(context, id);
  const before = await readPeople(mistral);
  const waiting = begin(context, id);
  const { untried, invitations } = waiting;
  if (invitations.length === 0) return NOTHING;
  const there = whoIsThere(before);
  const tried = invitations.filter((invitation) => !untried.has(invitation.id));
  if (tried.length > 0) mustBeWhole(before);
  const wait = untilSecondLook(context, row);
  if (wait > 0) mustBeListed(before, tried, wait);
  await revokeOld(mistral, invitations, before);
  const missing = invitations.filter(
    ({ address, mistralId }) => !there.has(address) || isOut(before, address, mistralId),
  );
  const refused = await inviteMissing(mistral, waiting, missing);
  const after = await readPeople(mistral);
  return (unit) => {
    // Nothing can have been sent to them, so whoever was a Member then needed no Invitation.
    const known = ({ id: one, sentAt, address }: Invitation) =>
      sentAt === null && untried.has(one) && before.memberAt.has(address);
    const mine = unit.tx.invitations.ofRequest(id).filter((one) => can(one, "known") && known(one));
    areKnown(unit, after, mine);
    reconcileThese(unit, after, unit.tx.invitations.ofRequest(id));
    sinceNow(unit, id);
    // Those that Mistral calls Members and does not list are known there under another address.
    for (const failure of new Set(refused.values())) {
      const named = ({ address }: Invitation) => refused.get(address) === failure;
      const failed = unit.tx.invitations.ofRequest(id).filter((one) => named(one) && can(one, "fail"));
      moveAll(unit, "mistral", failed, "fail", { failure });
    }
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

/** Mistral has them now: how long it may take to list them counts from here, and not from when the job was held back. */
function sinceNow(unit: Unit, request: number): void {
  const sending = unit.tx.invitations.ofRequest(request).filter(({ status }) => status === "sending");
  for (const invitation of sending) unit.tx.invitations.save({ ...invitation, since: unit.now });
}

/** Who is missing in a list with gaps may be invited all the same. */
function mustBeWhole({ whole }: MistralPeople): void {
  if (whole) return;
  throw new AppError("unavailable", "Mistral's lists have gaps", { detail: "list_with_gaps" });
}

/** How long to wait for the look that settles whether the last try came through (ms); 0 or less: this is that look. */
function untilSecondLook({ now, graceMs }: Context, { unknownSince, lastError }: JobRow): number {
  if (unknownSince === null) return 0;
  const pause = lastError?.startsWith(NOT_LISTED_YET) === true ? 0 : BETWEEN_LOOKS_GRACES * graceMs;
  return Math.max(pause, unknownSince + SECOND_LOOK_GRACES * graceMs - now());
}

/** Where an older Invitation still stands, the new one has certainly not been sent: it is revoked first. */
function mustBeListed(
  { memberAt, inviteAt }: MistralPeople,
  invitations: readonly Invitation[],
  retryAfterMs: number,
): void {
  if (invitations.every(({ address }) => memberAt.has(address) || inviteAt.has(address))) return;
  throw new AppError("unavailable", "Invitations may be sent and not be listed yet", {
    detail: NOT_LISTED_YET,
    retryAfterMs,
  });
}

/**
 * Marks them as being sent before anything can be; while Mistral cannot even be read they are not. `untried`: ids of those
 * that no try before this one can have sent. `language`: in which Mistral writes its e-mail.
 */
function begin(context: Context, id: number) {
  return context.store.transact((tx) => {
    const unit: Unit = { tx, now: context.now(), context };
    const approved = tx.invitations.ofRequest(id).filter(({ status }) => status === "approved");
    moveAll(unit, "bot", approved, "send");
    const request = tx.requests.get(id);
    const workspaceIds = tx.workspaces
      .all()
      .filter((workspace) => request?.workspaces.includes(workspace.id))
      .flatMap(({ mistralId }) => (mistralId === null ? [] : [mistralId]));
    const { language } = requireStarted(unit).settings;
    const invitations = tx.invitations.ofRequest(id).filter(isToBeSent);
    const untried = new Set(approved.map((invitation) => invitation.id));
    return { request, invitations, untried, workspaceIds, language };
  });
}

function whoIsThere({ members, invites }: Pick<People, "members" | "invites">): Set<string> {
  const open = invites.filter(({ expired }) => !expired).map(({ address }) => address);
  return new Set([...members.map(({ address }) => address ?? ""), ...open]);
}

/** The invitation that is out is one that must make way for a new one (sent again, or with another role). */
const isOut = ({ invites }: MistralPeople, address: string, mistralId: string | null): boolean =>
  mistralId !== null && invites.some((invite) => invite.id === mistralId && invite.address === address);

async function revokeOld(
  mistral: MistralAdmin,
  invitations: readonly Invitation[],
  people: MistralPeople,
): Promise<void> {
  for (const { address, mistralId } of invitations) {
    const old = people.invites.filter(
      (invite) => invite.address === address && (invite.expired || invite.id === mistralId),
    );
    await revokeAll(mistral, old).catch((error: unknown) => {
      // Nothing was sent yet, and whether it is revoked the next look says.
      if (!(error instanceof AppError) || error.code !== "outcome_unknown") throw error;
      throw new AppError("unavailable", error.message, { detail: error.detail, cause: error });
    });
  }
}

/** An open one that Mistral calls gone and lists all the same is out: it is neither revoked nor to be sent again. */
async function revokeAll(mistral: MistralAdmin, invites: readonly MistralInvite[]): Promise<void> {
  const gone = new Set<string>();
  for (const { id, address } of invites) {
    if ((await mistral.revoke(id, address)) === "gone") gone.add(id);
  }
  if (gone.size === 0) return;
  const listed = (await mistral.people()).invites;
  if (listed.some(({ id, expired }) => gone.has(id) && !expired)) {
    throw new AppError("unavailable", "a revoked Invitation is still listed", { detail: "still_listed" });
  }
}

/** One call for all with the same role. Returns who was refused, and why. */
async function inviteMissing(
  mistral: MistralAdmin,
  { request, workspaceIds, language }: ReturnType<typeof begin>,
  missing: readonly Invitation[],
): Promise<Refused> {
  const refused: Refused = new Map();
  for (const role of new Set<Role>(missing.map((invitation) => invitation.role))) {
    const addresses = missing.filter((invitation) => invitation.role === role).map(({ address }) => address);
    const seats = [...(request?.seats ?? [])];
    const answer = await inviteAll(mistral, { addresses, role, seats, workspaceIds, language });
    for (const [address, reason] of answer) refused.set(address, reason);
  }
  return refused;
}

/** Revokes at Mistral, and counts it as revoked once Mistral has done so; who was faster has joined. */
export const takeBackThrough: MistralHandler<"take-back"> = async (context, { invitation: id, by }) => {
  const { store, mistral } = context;
  const found = store.read((tx) => tx.invitations.get(id));
  if (found === null || !can(found, "revoke")) return NOTHING;
  const people = await readPeople(mistral);
  if (people.members.some(({ address }) => address === found.address)) {
    return (unit) => {
      reconcileThese(unit, people, [found]);
      syncSoon(unit);
    };
  }
  const out = people.invites.filter(({ address }) => address === found.address);
  if (out.length === 0) mustBeWhole(people);
  await revokeAll(mistral, out);
  return (unit) => {
    const invitation = unit.tx.invitations.get(id);
    if (invitation === null || !can(invitation, "revoke")) return;
    const evidence = verified("members", unit.now);
    moveAll(unit, "mistral", [invitation], "revoke", { evidence, mistralId: null }, by);
    // Somebody who accepted between the reading and the revocation shows in the next one.
    syncSoon(unit);
  };
};

/** Addresses that Mistral refused, with the reason as a stable word. */
type Refused = Map<string, string>;

/**
 * One call for all. When Mistral refuses it, nobody is invited and it does not say because of whom: then each address
 * has a call of its own, so that one wrong address costs only its own row.
 */
async function inviteAll(mistral: MistralAdmin, order: InviteOrder): Promise<Refused> {
  try {
    return await invite(mistral, order);
  } catch (error) {
    if (!isAboutOrder(error)) throw error;
    if (await lacksWorkspace(mistral, order)) return all(order, "workspace_gone");
    if (order.addresses.length === 1) return all(order, reasonFor(order, error));
    return inviteEach(mistral, order);
  }
}

async function invite(mistral: MistralAdmin, order: InviteOrder): Promise<Refused> {
  const { invalid, alreadyMembers } = await mistral.invite(order);
  return new Map([
    ...invalid.map((address) => [address, "not_an_address"] as const),
    ...alreadyMembers.map((address) => [address, "already_member"] as const),
  ]);
}

/** Looks first: that nobody was invited is what a refusal means, not what Mistral promises. */
async function inviteEach(mistral: MistralAdmin, order: InviteOrder): Promise<Refused> {
  const there = whoIsThere(await mistral.people());
  const refused: Refused = new Map();
  for (const address of order.addresses.filter((one) => !there.has(one))) {
    const alone = { ...order, addresses: [address] };
    const answer = await invite(mistral, alone).catch((error: unknown) => {
      if (!isAboutOrder(error)) throw error;
      return all(alone, reasonFor(order, error));
    });
    for (const [one, reason] of answer) refused.set(one, reason);
  }
  return refused;
}

const all = ({ addresses }: InviteOrder, reason: string): Refused =>
  new Map(addresses.map((address) => [address, reason]));

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
