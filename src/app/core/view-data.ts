import { isSameHuman, type Person } from "../../domain/accounts/person.ts";
import { type Invitation, isToBeSent } from "../../domain/invitations/invitation.ts";
import type { Job } from "../../domain/job.ts";
import { isErased } from "../../domain/record/erasure.ts";
import { firstApprover, needsTwo, type Request } from "../../domain/requests/request.ts";
import {
  approversOf,
  canInvite,
  isApprover,
  isOwner,
  mayWorkOn,
  type Setup,
  STEP_NAMES,
} from "../../domain/setup/setup.ts";
import type { Tx } from "../../store/tx.ts";
import type { Span } from "../../view/core/view.ts";
import type { RequestFacts } from "../../view/requests/request-parts.ts";
import type { Rights } from "../../view/setup/step-rows.ts";
import type { Wish } from "../../view/tasks/task-cards.ts";
import { knownMember } from "../invitations/transition-invitations.ts";
import { decidersOf, decidingOn, isMember, ownDomains } from "../requests/deciders.ts";
import { type Context, modeOf } from "./context.ts";
import { requireStarted } from "./handler.ts";

type FactsOf = (request: Request) => RequestFacts;

export function requestReader(context: Context, tx: Tx): FactsOf {
  const setup = requireStarted({ tx });
  const workspaces = tx.workspaces.all();
  const able = decidersOf({ context, tx }, setup);
  const common = {
    approvers: able.length,
    deciders: approversOf(setup),
    ownDomains: ownDomains({ context, tx }, setup),
    billingAllows: canInvite(setup.billing),
    mode: modeOf(context),
    alerts: tx.alerts.open(),
    now: context.now(),
  };
  return (request) => {
    const invitations = tx.invitations.ofRequest(request.id);
    const deciding = decidingOn({ context, tx }, setup, request, able);
    const twoApprovers = needsTwo(setup, request, deciding);
    const proposed = invitations.filter(({ status }) => status === "proposed");
    return {
      ...common,
      ...{ request, invitations, twoApprovers },
      agreed: twoApprovers && firstApprover(deciding) !== null ? request.firstApproval : null,
      requesterLeft: !isMember({ context, tx }, request.requester),
      failedSoFar:
        common.mode === "automatic" &&
        invitations.some(isToBeSent) &&
        tx.jobs.hasFailed(`invite:${request.id}`),
      members:
        request.state === "open"
          ? proposed.flatMap((one) => {
              const evidence = knownMember(tx, one);
              return evidence === null ? [] : [{ address: one.address, evidence }];
            })
          : [],
      workspaces: workspaces.filter(({ id }) => request.workspaces.includes(id)),
    };
  };
}

export function rightsOf(setup: Setup, person: Person): Rights {
  return {
    owner: isOwner(setup, person.id),
    approver: isApprover(setup, person.id),
    steps: STEP_NAMES.filter((name) => mayWorkOn(setup, person.id, name)),
  };
}

export function invitationOf(tx: Tx, person: Person): Invitation | null {
  const verified = person.accounts.some((account) => account.addressVerified);
  const byAddress = verified && person.address !== null ? tx.invitations.ofAddress(person.address) : [];
  const theirs = [...tx.invitations.ofInvitee(person.id), ...byAddress].toSorted((a, b) => b.id - a.id);
  return theirs.find((invitation) => mayHear(tx, person, invitation)) ?? null;
}

/** Whether the person whom an Invitation is for may hear of it: once it was sent, or as the one who asked for it. */
export const mayHear = (tx: Tx, person: Person, { request, status, sentAt }: Invitation): boolean =>
  sentAt !== null ||
  status === "active" ||
  status === "removed" ||
  isSameHuman(tx.people.get(tx.requests.get(request)?.requester ?? ""), person);

export function aboutJob(tx: Tx, job: Job): Span[] {
  if (job.kind === "post" && "place" in job.to) {
    const { platform, channel } = job.to.place;
    const name = tx.references.get(platform, "channel", channel)?.label ?? channel;
    return [{ kind: "channel", name, ids: { [platform]: channel } }];
  }
  if (job.kind === "post" && "person" in job.to) {
    const name = tx.people.get(job.to.person)?.name;
    return name === undefined ? [] : [{ kind: "text", text: name }];
  }
  const text = aboutWords(tx, job);
  return text === "" ? [] : [{ kind: "code", text }];
}

function aboutWords(tx: Tx, job: Job): string {
  if ("member" in job && job.member !== undefined) return tx.members.byId(job.member)?.address ?? "";
  if (job.kind === "create-workspace") return tx.workspaces.get(job.workspace)?.name ?? "";
  const id = "invitation" in job ? job.invitation : undefined;
  const address = id === undefined ? "" : (tx.invitations.get(id)?.address ?? "");
  return isErased(address) ? "" : address;
}

export function wishesOf(tx: Tx, invitations: readonly Invitation[]): Wish[] {
  const names = new Map(tx.workspaces.all().map(({ id, name }) => [id, name]));
  return invitations.map(({ address, request: id }) => {
    const request = tx.requests.get(id);
    const workspaces = (request?.workspaces ?? []).flatMap((workspace) => names.get(workspace) ?? []);
    return { address, workspaces, seats: request?.seats ?? [] };
  });
}
