import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import { asksForThemselves } from "../../domain/accounts/person.ts";
import { dayOf } from "../../domain/day.ts";
import { type Invitation, ROLES, type Role, SEATS } from "../../domain/invitations/invitation.ts";
import { refuse } from "../../domain/refusal.ts";
import { isAddress, isOutside, parseAddresses } from "../../domain/requests/address.ts";
import {
  addressesIn,
  type FileProblem,
  MAX_FILE_BYTES,
  tableIn,
} from "../../domain/requests/address-file.ts";
import { ownWords, withNames } from "../../domain/requests/own-words.ts";
import { type Preflight, preflight, requestsFor } from "../../domain/requests/preflight.ts";
import { isEndedByRequester } from "../../domain/requests/request.ts";
import { actsAsApprover, canInvite } from "../../domain/setup/setup.ts";
import type { Workspace } from "../../domain/setup/workspace.ts";
import { AppError } from "../../lib/errors.ts";
import type { Tx } from "../../store/tx.ts";
import { withValues } from "../../view/core/fields.ts";
import { mayBeCut, REASON_LENGTH } from "../../view/core/values.ts";
import type { Form } from "../../view/core/view.ts";
import { inviteForm, listCard, ownInviteForm, reviewForm } from "../../view/requests/invite-form.ts";
import { endOf } from "../approvals/extend-form.ts";
import { ruleFor } from "../approvals/rules.ts";
import type { Caller, Reply, SentFile } from "../core/app.ts";
import { type ActorUnit, type Context, messengerOf, reachable, readerOf } from "../core/context.ts";
import {
  asking,
  draftOf,
  FieldErrors,
  type FormHandler,
  holdsSecret,
  keepDraft,
  type Opened,
} from "../core/form-handler.ts";
import { answersTo, ordered, saidTo, told } from "../core/replies.ts";
import { requireStarted } from "../core/rights.ts";
import { readsFiles, sendsFiles } from "../record/files.ts";
import { wentOn } from "../setup/overview.ts";
import { invitesAlone, ownDomains } from "./deciders.ts";
import { makeRequest } from "./make-request.ts";
import { addressesOf } from "./mentions.ts";

/** What the form begins with; `list`: a file was sent before. */
type Begun = {
  /** Instead of their own address, where somebody comes for themselves. */
  readonly typed?: string | undefined;
  readonly role?: Role | undefined;
  readonly list?: readonly string[] | null;
};

const madeWorkspaces = (tx: Tx) => tx.workspaces.all().filter(({ state }) => state === "created");

function inviteFormFor(unit: ActorUnit, { typed, role = "member", list = null }: Begun) {
  const { settings } = requireStarted(unit);
  const { rules } = settings;
  const workspaces = madeWorkspaces(unit.tx);
  const named = settings.workspaceApprovers.map(({ workspace }) => workspace);
  const isOthers = ({ id }: Workspace) => named.includes(id) && !invitesAlone(unit, role, [id]);
  const isOwn = list === null && comesForThemselves(unit);
  const addresses = typed ?? (isOwn ? ownAddress(unit) : "");
  return inviteForm(unit.reader, {
    initial: { addresses, role, seats: settings.seats },
    workspaces,
    maySkipApproval: invitesAlone(unit, role),
    needing: workspaces.filter(isOthers),
    ...circumstances(unit),
    mayFitRule: rules.length > 0 && !invitesAlone(unit, "member"),
    takesFile: list === null && readsFiles(unit),
    sendsTemplate: list === null && sendsFiles(unit),
    listed: list ?? [],
  });
}

function ownFormFor(unit: ActorUnit, role: Role = "member") {
  const address = ownAddress(unit);
  const { seats } = requireStarted(unit).settings;
  const wanted = { role: "member", seats, workspaces: [], addresses: [address], requester: unit.me } as const;
  const mayFitRule = !invitesAlone(unit, "member") && ruleFor(unit, wanted) !== null;
  return ownInviteForm(unit.reader, { address, role, ...circumstances(unit), mayFitRule });
}

function circumstances(unit: ActorUnit) {
  const { billing, observed } = requireStarted(unit);
  return { billingAllows: canInvite(billing), ssoIsOn: observed.saml !== null };
}

/** `words`: what stands behind the command. They fill in the form as far as they are understood. */
export function openInvite(unit: ActorUnit, words: string): Reply {
  const { tx, now, reader, actor } = unit;
  if (mayBeCut(withNames(words))) throw refuse("too_much");
  const { role, workspaces, until, addresses, rest } = ownWords(words, {
    ...{ today: dayOf(now, reader.timezone), own: ownAddress(unit), workspaces: madeWorkspaces(tx) },
    addressesOf: addressesOf(unit),
  });
  // What the reason cannot hold stays where it can be seen.
  const held = rest.length <= REASON_LENGTH ? rest.length : rest.lastIndexOf(" ", REASON_LENGTH);
  const reason = rest.slice(0, Math.max(held, 0));
  const typed = [addresses, rest.slice(reason.length).trim()].filter((part) => part !== "").join("\n");
  if (mayBeCut(typed)) throw refuse("too_much");
  const isOwn = [ownAddress(unit), ""].includes(typed) && rest === "" && workspaces.length === 0;
  const form =
    isOwn && comesForThemselves(unit)
      ? ownFormFor(unit, role)
      : inviteFormFor(unit, { typed: typed + rest === "" ? undefined : typed, role });
  return { kind: "open", form: withValues(form, actor.account.platform, { workspaces, until, reason }) };
}

const ownAddress = ({ actor }: ActorUnit): string => actor.person.address ?? "";

/** Neither in already nor on the way. */
const isNew = (unit: ActorUnit): boolean => standing(unit.tx, ownAddress(unit)) === null;

/** An approver comes to invite others. */
function comesForThemselves(unit: ActorUnit): boolean {
  const setup = requireStarted(unit);
  const address = ownAddress(unit);
  const isAllowed = address !== "" && !isOutside(address, setup.settings.domains);
  return !actsAsApprover(setup, unit.actor) && isAllowed && isNew(unit);
}

/** Inviting the address again would be a second e-mail. */
const ON_THE_WAY: readonly Invitation["status"][] = ["proposed", "approved", "sending", "pending"];

function standing(tx: Tx, address: string): "member" | "pending" | null {
  const statuses = tx.invitations.ofAddress(address).map(({ status }) => status);
  if (tx.members.byAddress(address) !== null || statuses.includes("active")) return "member";
  return statuses.some((status) => ON_THE_WAY.includes(status)) ? "pending" : null;
}

const listDraft = z.object({ list: z.array(z.string()) });

const sent = z.object({
  addresses: z.string(),
  role: z.enum(ROLES),
  workspaces: z.array(z.number()),
  seats: z.array(z.enum(SEATS)).readonly(),
  reason: z.string(),
  until: z.number().nullable(),
  list: z.array(z.string()).readonly().nullable(),
});

type Sent = z.infer<typeof sent>;

const listSent = (unit: ActorUnit, draft: number | undefined) =>
  draft === undefined ? null : draftOf(unit, draft, listDraft).list;

function judge(tx: Tx, { addresses, list }: Sent) {
  const { domains } = requireStarted({ tx }).settings;
  const kept = (list ?? []).map((address) => ({ address, raw: address, valid: isAddress(address) }));
  const rows = [...parseAddresses(addresses), ...kept];
  const checked = preflight(rows, domains, (address) => standing(tx, address));
  const fine = checked.verdicts.filter(({ problem }) => problem === null);
  return { checked, rows: fine.map(({ address }) => address) };
}

export const invite: FormHandler<"invite"> = (unit, ref, given) => {
  if (ref.for === "self") return ownInvite(unit);
  const list = given ?? listSent(unit, ref.list);
  const whole = asking(inviteFormFor(unit, { list }), (written) =>
    asked(
      unit,
      { ...written, until: written.until === null ? null : endOf(unit, written.until), list },
      given === null ? "addresses" : "file",
    ),
  );
  const isOwn = ref.for === undefined && list === null && comesForThemselves(unit);
  return isOwn ? { ...whole, draw: ownInvite(unit).draw } : whole;
};

function ownInvite(unit: ActorUnit): Opened {
  const { seats } = requireStarted(unit).settings;
  const more = { addresses: ownAddress(unit), seats, workspaces: [], list: null };
  return asking(ownFormFor(unit), (written) =>
    asked(
      unit,
      { ...written, ...more, until: written.until === null ? null : endOf(unit, written.until) },
      "addresses",
    ),
  );
}

/** `field`: where the addresses come from. */
function asked(unit: ActorUnit, input: Sent, field: "addresses" | "file"): Reply {
  const { checked, rows } = judge(unit.tx, input);
  const { verdicts } = checked;
  // Nobody has seen yet what was read from a file.
  if (rows.length > 0 && rows.length === verdicts.length && input.list === null)
    return send(unit, input, rows);
  if (rows.length === 0) {
    const words = answersTo(unit).nobodyLeft(verdicts, unit.reader.strings.problems);
    throw new FieldErrors({ [field]: words });
  }
  const draft = keepDraft(unit, input);
  return { kind: "stack", form: reviewOf(unit, checked, input, draft) };
}

export const review: FormHandler<"review"> = (unit, { draft }) => {
  requireStarted(unit);
  const input = draftOf(unit, draft, sent);
  const { checked, rows } = judge(unit.tx, input);
  if (rows.length === 0) throw refuse("not_now");
  return {
    draw: () => reviewOf(unit, checked, input, draft),
    submit: () => {
      unit.tx.drafts.remove(draft);
      return send(unit, input, rows);
    },
  };
};

function reviewOf(unit: ActorUnit, checked: Preflight, { role, workspaces }: Sent, draft: number): Form {
  const isLastLook = invitesAlone(unit, role, workspaces);
  return reviewForm(unit.reader, { ...checked, role, draft, own: ownDomains(unit), isLastLook });
}

function send(unit: ActorUnit, input: Sent, addresses: readonly string[]): Reply {
  const requests = requestsFor(addresses).map((part) => makeRequest(unit, input, part));
  const { billing, owner } = requireStarted(unit);
  const { requested, waitsForBilling, approvedAlone } = saidTo(unit);
  const isDecided = requests.every(({ state }) => state === "approved");
  // The message about the Request says it, where there is one, and the person can be written to.
  const isAlone = requests.every(isEndedByRequester);
  const isOwn = isDecided && addresses.every((one) => asksForThemselves(unit.actor.person, null, one));
  if (!isAlone && !isOwn && owner !== unit.me && reachable(unit, unit.actor.person) !== null)
    return { kind: "nothing" };
  const alone = ordered(unit, approvedAlone(addresses.length));
  const approved = isAlone ? alone : unit.reader.strings.rules.approved;
  const decided = canInvite(billing) ? approved : waitsForBilling;
  const sentence = isDecided ? decided : requested(addresses.length);
  return owner === unit.me ? wentOn(unit, sentence, "members") : told(unit, sentence);
}

/** A list that was sent to the bot waits in a draft until the invite form, which the answer opens, is filled in. */
export function chatList(unit: ActorUnit, list: readonly string[]): Reply {
  requireStarted(unit);
  const draft = keepDraft(unit, { list });
  return { kind: "show", view: listCard(unit.reader, list.filter(isAddress).length, draft) };
}

export function chosenFile(context: Context, { platform, account }: Caller, id: string): SentFile {
  const messenger = messengerOf(context, platform);
  return async (most) => {
    if (messenger?.readFile === undefined)
      throw new AppError("invalid", "no files on this platform", { detail: "no_files" });
    return messenger.readFile(id, account, most);
  };
}

/** What the one file holds. With a key among the addresses nothing of it is kept. */
export async function givenList(
  context: Context,
  caller: Caller,
  field: string,
  [file, ...others]: readonly SentFile[],
): Promise<readonly string[]> {
  const refuseIt = (trouble: FileProblem | "not-allowed" | "unread" | "key" | "several"): never => {
    const { addressFile, refusals } = context.store.read((tx) => readerOf({ tx, context }, caller).strings);
    throw new FieldErrors({ [field]: trouble === "key" ? refusals.key_typed : addressFile.errors[trouble] });
  };
  if (file === undefined || others.length > 0) return refuseIt("several");
  const bytes = await file(MAX_FILE_BYTES).catch((error: unknown) => {
    context.log.warn({ error, platform: caller.platform }, "a file could not be read");
    return refuseIt(error instanceof AppError && error.detail === "no_files" ? "not-allowed" : "unread");
  });
  const table = tableIn(bytes ?? refuseIt("too-large"));
  if (typeof table === "string") return refuseIt(table);
  await setImmediate();
  const rows = addressesIn(table);
  if (typeof rows === "string") return refuseIt(rows);
  await setImmediate();
  return rows.some(({ raw }) => holdsSecret(raw)) ? refuseIt("key") : rows.map(({ address }) => address);
}
