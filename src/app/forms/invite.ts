import type { FormRef } from "../../domain/action.ts";
import { onePerLine, parseAddresses } from "../../domain/address.ts";
import { keptRow } from "../../domain/address-file.ts";
import { canInvite } from "../../domain/billing.ts";
import { isErased } from "../../domain/erasure.ts";
import { isUnderWay } from "../../domain/invitation.ts";
import { isSameHuman } from "../../domain/person.ts";
import { MAX_ADDRESSES, type Preflight, preflight, type Verdict } from "../../domain/preflight.ts";
import { refuse } from "../../domain/refusal.ts";
import { mayInviteAlone, type Request } from "../../domain/request.ts";
import { ROLES } from "../../domain/role.ts";
import type { Tx } from "../../store/tx.ts";
import { type InviteInput, inviteForm, inviteSchema } from "../../view/forms/invite.ts";
import { reviewForm } from "../../view/forms/review.ts";
import type { Form } from "../../view/view.ts";
import type { Reply } from "../app.ts";
import { type ActorUnit, modeOf } from "../context.ts";
import { decidersOf } from "../deciders.ts";
import { readsFiles, sendsFiles, takesLists } from "../lists.ts";
import { makeRequest } from "../make-request.ts";
import { answersTo, asksFor, cardOf, saidTo, told, wentOn } from "../overview.ts";
import { requireStarted } from "../rights.ts";
import { FieldErrors, parseForm } from "./field-errors.ts";
import type { FormHandler } from "./form-handler.ts";
import { draftOf, type List, listFrom, listSent } from "./kept-list.ts";

type Before = Pick<Extract<FormRef, { form: "invite" }>, "list" | "again">;

/** The invite form, filled in with what followed the command: addresses, and perhaps a role as the last word. */
export function openInvite(unit: ActorUnit, rest: string, { list: draft, again }: Before = {}): Form {
  const setup = requireStarted(unit);
  const { tx, actor } = unit;
  const last = rest.split(/\s+/).at(-1)?.toLowerCase();
  const role = ROLES.find((known) => known === last);
  const list = listSent(unit, draft);
  const typed = onePerLine(role === undefined ? rest : rest.slice(0, -role.length));
  const initial = askedBefore(unit, again) ?? {
    addresses: typed === "" && list === null ? ownAddress(unit) : typed,
    role: role ?? "member",
    reason: "",
    seats: setup.settings.seats,
    workspaces: [],
  };
  return inviteForm(unit.reader, {
    initial,
    workspaces: tx.workspaces.all().filter(({ state }) => state === "created"),
    maySkipApproval: mayInviteAlone(setup, initial.role, actor.person.id, decidersOf(unit, setup)),
    billingAllows: canInvite(setup.billing),
    ssoIsOn: setup.observed.saml !== null,
    language: setup.settings.language,
    takesFile: list === null && readsFiles(unit),
    sendsTemplate: list === null && sendsFiles(unit) && takesLists(unit),
    listed: list?.addresses.length ?? 0,
  });
}

/** All of a Request that came to nothing, for whoever made it. */
function askedBefore({ tx, actor }: ActorUnit, id: number | undefined): InviteInput | null {
  const request = id === undefined ? null : tx.requests.get(id);
  if (request === null || !isSameHuman(tx.people.get(request.requester), actor.person)) return null;
  const { role, seats, workspaces, reason } = request;
  const addresses = tx.invitations.ofRequest(request.id).map(({ address }) => address);
  const known = addresses.filter((address) => !isErased(address));
  return { addresses: known.join("\n"), role, seats, workspaces, reason };
}

/** One's own, unless one is in already or on the way. */
function ownAddress({ tx, actor }: ActorUnit): string {
  const address = actor.person.address ?? "";
  const [newest] = tx.invitations.ofAddress(address);
  const there = tx.members.byAddress(address) !== null || newest?.status === "active";
  return there || (newest !== undefined && isUnderWay(newest.status)) ? "" : address;
}

/** What was sent with the form, or had been sent before it. */
type Sent = InviteInput & { readonly list: List | null };

function judge(tx: Tx, { addresses, role, list }: Sent): Preflight {
  const { domains } = requireStarted({ tx }).settings;
  const asked = new Set(
    tx.requests
      .open()
      .flatMap(({ id }) => tx.invitations.ofRequest(id))
      .filter(({ status }) => status === "proposed")
      .map(({ address }) => address),
  );
  return preflight({
    rows: [...parseAddresses(addresses), ...(list?.addresses ?? []).map(keptRow)],
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
  list: "file",
  open: (unit, ref) => openInvite(unit, "", ref),
  submit: (unit, ref, values, _caller, given) => {
    requireStarted(unit);
    const { tx, actor, now } = unit;
    const reader = unit.reader;
    const list = given === null ? listSent(unit, ref.list) : listFrom(given);
    const input = { ...parseForm(inviteSchema(reader, list?.addresses.length), values), list };
    const checked = judge(tx, input);
    const { verdicts } = checked;
    const rows = good(verdicts);
    // Nobody has seen yet what was read from a file.
    if (rows.length === verdicts.length && list === null) return send(unit, input, rows);
    if (rows.length === 0)
      throw new FieldErrors({
        [given === null ? "addresses" : "file"]: answersTo(unit).nobodyLeft(
          verdicts,
          reader.strings.problems,
        ),
      });
    const draft = tx.drafts.insert({ person: actor.person.id, values: input, createdAt: now });
    const { role } = input;
    const form = reviewForm(reader, { ...checked, good: rows.length, role, draft: draft.id, list });
    return { kind: "stack", form };
  },
};

/** The second look when some rows cannot go: what was typed waits in a draft, the good rows are judged anew. */
export const review: FormHandler<"review"> = {
  open: (unit, { draft }) => {
    const { input, checked, rows } = reviewed(unit, draft);
    const { role, list } = input;
    return reviewForm(unit.reader, { ...checked, good: rows.length, role, draft, list });
  },
  submit: (unit, { draft }) => {
    const { input, rows } = reviewed(unit, draft);
    unit.tx.drafts.remove(draft);
    return send(unit, input, rows);
  },
};

function reviewed(unit: ActorUnit, id: number) {
  requireStarted(unit);
  // One that was kept before there were lists has none.
  const input = { list: null, ...(draftOf(unit, id) as InviteInput & Partial<Sent>) };
  const checked = judge(unit.tx, input);
  const rows = good(checked.verdicts);
  if (rows.length === 0) throw refuse("not_now");
  return { input, checked, rows };
}

function send(unit: ActorUnit, input: InviteInput, addresses: readonly string[]): Reply {
  const requests = partsOf(addresses).map((part) => makeRequest(unit, { ...input, addresses: part }));
  const sentence = sentenceAfter(unit, requests, addresses.length);
  const leads = requireStarted(unit).owner === unit.actor.person.id;
  return leads ? wentOn(unit, sentence, "members") : told(unit, sentence);
}

/** A card with more than that cannot be looked through. */
const partsOf = (addresses: readonly string[]): (readonly string[])[] =>
  Array.from({ length: Math.ceil(addresses.length / MAX_ADDRESSES) }, (_, part) =>
    addresses.slice(part * MAX_ADDRESSES, (part + 1) * MAX_ADDRESSES),
  );

function sentenceAfter(unit: ActorUnit, requests: readonly Request[], count: number): string {
  const said = saidTo(unit);
  if (requests.some(({ state }) => state !== "approved")) return said.requested(count);
  if (!canInvite(requireStarted(unit).billing)) return said.waitsForBilling;
  const sent = requests.flatMap(({ id }) => unit.tx.invitations.ofRequest(id)).map(({ id }) => id);
  return modeOf(unit.context) === "automatic"
    ? said.approvedAlone(count)
    : said.approvedByHand(cardOf(unit, asksFor(...sent)));
}
