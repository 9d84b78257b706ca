import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Role, Seat } from "../../domain/invitations/invitation.ts";
import { AppError, orElse } from "../../lib/errors.ts";
import { createAuditLog } from "../audit.ts";
import { call, type Erased, erase, keyRefused, PAGE_SIZE, readPages, refusal, sendOrder } from "../call.ts";
import { createSend, type HttpAnswer, type HttpOptions, type Order, type Send } from "../http.ts";
import { createPeopleReader, ROLE_NAMES, sharedReading, withReadingBefore } from "./people.ts";

export type { MistralInvite, MistralMember, People } from "./people.ts";

export type InviteOrder = {
  addresses: string[];
  role: Role;
  seats: Seat[];
  workspaceIds: string[];
  /** A locale such as `fr` or `pt-BR`; null, or one that Mistral does not write in: Mistral decides. */
  language: string | null;
};

/** `adminMemberId`: of one who is a Member already. */
export type WorkspaceOrder = { name: string; adminMemberId: string };

export type MistralWorkspace = { id: string; name: string; isDefault: boolean };

const invitedSchema = z.object({ invalid_emails: z.array(z.string()), already_members: z.array(z.string()) });
const flag = z.boolean().nullish();
const workspaceSchema = z.object({ uuid: z.string().min(1), name: z.string(), is_default: flag });
const limitSchema = z.object({
  limits: z.object({
    completion: z.object({
      monthly_limit_reached: z.boolean(),
      no_monthly_limit: flag,
      usage_limit: z.number().nullish(),
    }),
    last_payment_failure: flag,
    currency: z.string(),
  }),
});

export type MistralAdmin = ReturnType<typeof createMistralAdmin>;

/** Addresses come out in lower case. Throws AppErrors only: after `outcome_unknown` read before repeating. */
export function createMistralAdmin({ now = Date.now, ...options }: AdminOptions & { now?: () => number }) {
  const send = createAdminSend(options);
  return {
    people: sharedReading(withReadingBefore(createPeopleReader(send), now)),
    workspaces: (): Promise<MistralWorkspace[]> => readWorkspaces(send),
    audit: createAuditLog(send),

    /** Says only who was NOT invited, and why; an address that is Pending may be mailed again. */
    async invite(order: InviteOrder): Promise<{ invalid: string[]; alreadyMembers: string[] }> {
      const answer = await call(send, ["POST", "/users-invite", inviteBody(order)], invitedSchema);
      return { invalid: lower(answer.invalid_emails), alreadyMembers: lower(answer.already_members) };
    },

    /** `address`: whose it is, to find it under another id. After `gone` look at the list: it says whether there is none. */
    revoke: (inviteId: string, address?: string): Promise<Erased> => revoke(send, inviteId, address),
    /** `gone` proves nothing alone: look at the list, too. */
    remove: async (memberId: string): Promise<Erased> => erase(send, `/users/${segment(memberId)}`),

    async setRole(memberId: string, role: Role): Promise<void> {
      const body = { role_names: [ROLE_NAMES[role]] };
      await sendOrder(send, ["PATCH", `/users/${segment(memberId)}`, body]);
    },

    /** Names are unique in the Organization, so a second order of the same name is refused. */
    async createWorkspace({ name, adminMemberId }: WorkspaceOrder): Promise<{ id: string; name: string }> {
      const body = { name, admin_user_id: adminMemberId };
      const made = await call(send, ["POST", "/workspaces", body], workspaceSchema);
      return { id: made.uuid, name: made.name };
    },

    /** `limit`: units of `currency`; null: there is none. */
    async spendLimit() {
      const { limits } = await call(send, ["GET", "/spend-limit"], limitSchema);
      const { completion } = limits;
      return {
        limit: completion.no_monthly_limit ? null : (completion.usage_limit ?? ("unknown" as const)),
        currency: limits.currency,
        reached: completion.monthly_limit_reached,
        paymentFailure: limits.last_payment_failure ?? false,
      };
    },

    /** Whole currency units; null removes the limit. */
    async setSpendLimit(amount: number | null): Promise<void> {
      // The contract wants an amount even where there is to be no limit.
      const body = { amount: amount ?? 0, no_monthly_limit: amount === null };
      await sendOrder(send, ["POST", "/spend-limit", body]);
    },
  };
}

const SEAT_NAMES: Readonly<Record<Seat, string>> = { chat: "CHAT", code: "MISTRAL_CODE" };
const LANGUAGES = ["en", "fr", "es", "de", "it", "pl", "ar", "nl"];

/** All addresses are ONE string there, so a comma inside one would invite two. */
function inviteBody({ addresses, role, seats, workspaceIds, language }: InviteOrder): object {
  if (addresses.some((address) => /[\s,;]/.test(address)))
    throw new AppError("invalid", "Not a list of addresses", { detail: "bad_address", asked: false });
  const [word = ""] = (language ?? "").toLowerCase().split(/[-_]/);
  const mail = word === "pt" ? "pt_br" : LANGUAGES.find((each) => each === word);
  return {
    email: addresses.join(", "),
    role_names: [ROLE_NAMES[role]],
    ...(seats.length > 0 ? { subscription_types: seats.map((seat) => SEAT_NAMES[seat]) } : {}),
    ...(workspaceIds.length > 0 ? { workspace_uuids: workspaceIds } : {}),
    ...(mail === undefined ? {} : { email_language: mail }),
  };
}

/** Another list of invitations, which has no dates and another name for the id. */
const invitesByIdSchema = z.array(z.object({ invite_uuid: z.string().min(1), email: z.string().nullish() }));

/** Whether the ids of Mistral's two lists are the same is not documented: where one is not known, the other is asked. */
async function revoke(send: Send, id: string, address?: string): Promise<Erased> {
  const eraseOne = (each: string) => erase(send, `/users-invite/${segment(each)}`);
  const first = await eraseOne(id);
  if (first === "erased" || address === undefined) return first;
  let found: Erased = "gone";
  // Without that list there is nothing more to try; an outage passes.
  const none = orElse([], "not_found", "forbidden", "invalid");
  const others = await call(send, ["GET", "/users-invite"], invitesByIdSchema).catch(none);
  for (const { invite_uuid: other, email } of others) {
    const isAnother = other !== id && lower([email ?? ""])[0] === address;
    if (isAnother && (await eraseOne(other)) === "erased") found = "erased";
  }
  return found;
}

async function readWorkspaces(send: Send): Promise<MistralWorkspace[]> {
  const found = new Map<string, MistralWorkspace>();
  const schema = z.object({ items: z.array(workspaceSchema) });
  await readPages(async (page) => {
    const before = found.size;
    const path = `/workspaces?page=${page}&page_size=${PAGE_SIZE}`;
    for (const { uuid, name, is_default } of (await call(send, ["GET", path], schema)).items)
      found.set(uuid, { id: uuid, name, isDefault: is_default ?? false });
    return found.size > before;
  });
  return [...found.values()];
}

const lower = (addresses: readonly string[]): string[] =>
  addresses.map((address) => address.trim().toLowerCase());

/** An id as one part of a path; `..` would be resolved away and address the list instead. */
function segment(id: string): string {
  if (/^\.*$/.test(id)) throw new AppError("invalid", "Not an id", { detail: "bad_id", asked: false });
  return encodeURIComponent(id);
}

type AdminOptions = HttpOptions & {
  /** How long after a 401 a call is made once more. */
  secondTryMs?: number;
};

const LISTS = ["/workspaces", "/users"];

/** A 403 refuses one call alone, unless the key may not read either list: then it has no rights at all. */
function createAdminSend({ secondTryMs = 2_000, ...options }: AdminOptions): Send {
  const ask = createSchemedSend(options);

  /** A 401 may pass, so a refused call is made once more before its answer counts: it was not carried out. */
  const send: Send = async (...order) => {
    const answer = await ask(...order);
    if (answer.status !== 401) return answer;
    await sleep(secondTryMs);
    return ask(...order);
  };

  async function mayRead(list: string): Promise<boolean> {
    const order = ["GET", `${list}?page=1&page_size=1`] as const;
    return !isWithoutRight(order, await send(...order));
  }

  return async (...order) => {
    const answer = await send(...order);
    if (!isWithoutRight(order, answer)) return answer;
    const [method, path] = order;
    for (const list of LISTS)
      if (!(method === "GET" && path.startsWith(`${list}?`)) && (await mayRead(list))) return answer;
    throw keyRefused("Mistral refuses the Admin API key everything (403)", "no_rights");
  };
}

const isWithoutRight = (order: Order, answer: HttpAnswer): boolean =>
  answer.status === 403 && refusal(order, answer).detail === "no_right";

/** Mistral documents two headers for an Admin key, so until one was accepted a 401 is tried with both. */
function createSchemedSend({ scheme = "x-api-key", ...options }: HttpOptions): Send {
  const first = createSend({ ...options, scheme });
  const second = createSend({ ...options, scheme: scheme === "bearer" ? "x-api-key" : "bearer" });
  let proven: Send | null = null;
  return async (...order) => {
    if (proven !== null) return proven(...order);
    const answer = await first(...order);
    if (answer.status < 300) proven = first;
    if (answer.status !== 401) return answer;
    const again = await second(...order);
    if (again.status < 300) proven = second;
    return again;
  };
}
