import { isSameHuman, type Person } from "../../domain/accounts/person.ts";
import { type Invitation, isToBeSent } from "../../domain/invitations/invitation.ts";
import { firstApprover, needsTwo, type Request } from "../../domain/requests/request.ts";
import { approversOf, canInvite } from "../../domain/setup/setup.ts";
import type { Tx } from "../../store/tx.ts";
import type { RequestFacts } from "../../view/requests/request-parts.ts";
import { knownMember } from "../invitations/transition-invitations.ts";
import { decidersOf, decidingOn, isMember, ownDomains } from "../requests/deciders.ts";
import { type Context, modeOf } from "./context.ts";
import { requireStarted } from "./handler.ts";

export function requestReader(context: Context, tx: Tx): (request: Request) => RequestFacts {
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
