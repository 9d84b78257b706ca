import { onePerLine, parseAddresses } from "../../domain/address.ts";
import { canInvite } from "../../domain/billing.ts";
import { isUnderWay } from "../../domain/invitation.ts";
import { preflight, type Verdict } from "../../domain/preflight.ts";
import { refuse } from "../../domain/refusal.ts";
import { mayInviteAlone, type Request } from "../../domain/request.ts";
import { ROLES, type Role } from "../../domain/role.ts";
import type { Tx } from "../../store/tx.ts";
import { type InviteInput, inviteForm, inviteSchema } from "../../view/forms/invite.ts";
import { reviewForm } from "../../view/forms/review.ts";
import type { Form } from "../../view/view.ts";
import type { Reply } from "../app.ts";
import { type ActorUnit, modeOf } from "../context.ts";
import { decidersOf } from "../deciders.ts";
import { makeRequest } from "../make-request.ts";
import { asksFor, cardOf } from "../ordered.ts";
import { answersTo, saidTo, told, wentOn } from "../overview.ts";
import { requireStarted } from "../rights.ts";
import { FieldErrors, parseForm } from "./field-errors.ts";
import type { FormHandler } from "./form-handler.ts";

/** The invite form, filled in with what followed the command: addresses, and perhaps a role as the last word. */
export function openInvite(unit: ActorUnit, rest: string): Form {
  const setup = requireStarted(unit);
  const { tx, actor } = unit;
  const words = rest.split(/\s+/).filter((word) => word !== "");
  const last = words.at(-1)?.toLowerCase();
  const role = ROLES.find((known) => known === last);
  const typed = onePerLine(role === undefined ? words : words.slice(0, -1));
  return inviteForm(unit.reader, {
    initial: {
      addresses: typed === "" ? ownAddress(unit) : typed,
      role: role ?? "member",
      reason: "",
      seats: setup.settings.seats,
      workspaces: [],
    },
    workspaces: tx.workspaces.all().filter(({ state }) => state === "created"),
    maySkipApproval: mayInviteAlone(setup, role ?? "member", actor.person.id, decidersOf(unit, setup)),
    billingAllows: canInvite(setup.billing),
    ssoIsOn: setup.observed.saml !== null,
    language: setup.settings.language,
  });
}

/** One's own, unless one is in already or on the way. */
function ownAddress({ tx, actor }: ActorUnit): string {
  const address = actor.person.address ?? "";
  const [newest] = tx.invitations.ofAddress(address);
  const there = tx.members.byAddress(address) !== null || newest?.status === "active";
  return there || (newest !== undefined && isUnderWay(newest.status)) ? "" : address;
}

function judge(tx: Tx, addresses: string, role: Role): Verdict[] {
  const domains = tx.setup.load()?.settings.domains ?? [];
  const asked = new Set(
    tx.requests
      .open()
      .flatMap(({ id }) => tx.invitations.ofRequest(id))
      .filter(({ status }) => status === "proposed")
      .map(({ address }) => address),
  );
  return preflight({
    rows: parseAddresses(addresses),
    role,
    domains,
    isMember: (address) =>
      tx.members.byAddress(address) !== null ||
      tx.invitations.ofAddress(address).some(({ status }) => status === "active"),
    isUnderWay: (address) =>
      asked.has(address) || tx.invitations.ofAddress(address).some(({ status }) => isUnderWay(status)),
  });
}

const good = (verdicts: readonly Verdict[]): string[] =>
  verdicts.filter(({ problem }) => problem === null).map(({ address }) => address);

export const invite: FormHandler<"invite"> = {
  texts: ["addresses", "more", "reason"],
  open: (unit) => openInvite(unit, ""),
  submit: (unit, _ref, values) => {
    requireStarted(unit);
    const { tx, actor, now } = unit;
    const reader = unit.reader;
    const input = parseForm(inviteSchema(reader), values);
    const verdicts = judge(tx, input.addresses, input.role);
    const rows = good(verdicts);
    if (rows.length === verdicts.length) return send(unit, input, rows);
    if (rows.length === 0)
      throw new FieldErrors({ addresses: answersTo(unit).nobodyLeft(verdicts, reader.strings.problems) });
    const draft = tx.drafts.insert({ person: actor.person.id, values: input, createdAt: now });
    const form = reviewForm(reader, { verdicts, good: rows.length, role: input.role, draft: draft.id });
    return { kind: "stack", form };
  },
};

/** The second look when some rows cannot go: what was typed waits in a draft, the good rows are judged anew. */
export const review: FormHandler<"review"> = {
  open: (unit, { draft }) => {
    const { input, verdicts, rows } = reviewed(unit, draft);
    return reviewForm(unit.reader, { verdicts, good: rows.length, role: input.role, draft });
  },
  submit: (unit, { draft }) => {
    const { input, rows } = reviewed(unit, draft);
    unit.tx.drafts.remove(draft);
    return send(unit, input, rows);
  },
};

function reviewed(unit: ActorUnit, id: number) {
  requireStarted(unit);
  const { tx, actor } = unit;
  const draft = tx.drafts.get(id);
  if (draft === null || draft.person !== actor.person.id) throw refuse("gone");
  const input = draft.values as InviteInput;
  const verdicts = judge(tx, input.addresses, input.role);
  const rows = good(verdicts);
  if (rows.length === 0) throw refuse("not_now");
  return { input, verdicts, rows };
}

function send(unit: ActorUnit, input: InviteInput, addresses: readonly string[]): Reply {
  const request = makeRequest(unit, { ...input, addresses });
  const sentence = sentenceAfter(unit, request, addresses.length);
  const leads = requireStarted(unit).owner === unit.actor.person.id;
  return leads ? wentOn(unit, sentence, "members") : told(unit, sentence);
}

function sentenceAfter(unit: ActorUnit, request: Request, count: number): string {
  const said = saidTo(unit);
  if (request.state !== "approved") return said.requested(count);
  const billing = unit.tx.setup.load()?.billing ?? null;
  if (!canInvite(billing)) return said.waitsForBilling;
  const sent = unit.tx.invitations.ofRequest(request.id).map(({ id }) => id);
  return modeOf(unit.context) === "automatic"
    ? said.approvedAlone(count)
    : said.approvedByHand(cardOf(unit, asksFor(...sent)));
}
