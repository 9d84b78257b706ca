import type { Role } from "../../domain/role.ts";
import { AppError } from "../../lib/errors.ts";
import { call, carryOut, type Erased, erase } from "../answer.ts";
import type { AuditLog } from "../audit.ts";
import { createAuditLog } from "../audit.ts";
import type { HttpOptions } from "../http.ts";
import { createdWorkspaceSchema, invitedSchema, spendLimitSchema } from "../schemas.ts";
import { createAdminSend } from "./admin-send.ts";
import type { InviteOrder } from "./invite-body.ts";
import { inviteBody } from "./invite-body.ts";
import { type MistralWorkspace, readWorkspaces } from "./lists.ts";
import type { MistralInvite, MistralMember, People } from "./people.ts";
import { createPeopleReader, withReadingBefore } from "./people.ts";
import { revokeInvite } from "./revoke.ts";
import { createRoleReaders, ROLE_NAMES } from "./roles.ts";
import { sharedReading } from "./shared-reading.ts";

export type { InviteOrder, MistralInvite, MistralMember, MistralWorkspace, People };

export type WorkspaceOrder = {
  name: string;
  /** One who is a Member already. */
  adminMemberId: string;
};

export type SpendLimit = {
  /** Units of `currency`; null: no limit. */
  limit: number | "unknown" | null;
  currency: string;
  reached: boolean;
  paymentFailure: boolean;
};

/**
 * Mistral's Admin API in our words; addresses come out in lower case. Every method throws AppErrors only: after
 * `outcome_unknown` read before repeating, since the API has no idempotency keys.
 */
export interface MistralAdmin {
  /** All Members and all open or expired Invitations, over all pages. */
  people(): Promise<People>;
  /** Says only who was NOT invited, and why; an address that is Pending may be mailed again. */
  invite(order: InviteOrder): Promise<{ invalid: string[]; alreadyMembers: string[] }>;
  /** `address`: whose it is, to find it under another id. After `gone` look at the list: it says whether there is none. */
  revoke(inviteId: string, address?: string): Promise<Erased>;
  setRole(memberId: string, role: Role): Promise<void>;
  /** After `gone` look at the list, too. */
  remove(memberId: string): Promise<Erased>;
  /** Over all pages: the active ones, or those that were archived. */
  workspaces(): Promise<MistralWorkspace[]>;
  /** Names are unique in the Organization, so a second order of the same name is refused. */
  createWorkspace(order: WorkspaceOrder): Promise<{ id: string; name: string }>;
  spendLimit(): Promise<SpendLimit>;
  /** Whole currency units; null removes the limit. */
  setSpendLimit(amount: number | null): Promise<void>;
  readonly audit: AuditLog;
}

/** `baseUrl` is the Admin API's root, normally `https://api.mistral.ai/v1/admin`. */
export function createMistralAdmin({
  now = Date.now,
  ...options
}: HttpOptions & { now?: () => number }): MistralAdmin {
  const send = createAdminSend(options);
  return {
    people: sharedReading(withReadingBefore(createPeopleReader(send, createRoleReaders(send)), now)),
    workspaces: () => readWorkspaces(send),
    audit: createAuditLog(send),

    async invite(order) {
      const answer = await call(send, ["POST", "/users-invite", inviteBody(order)], invitedSchema);
      return { invalid: lower(answer.invalid_emails), alreadyMembers: lower(answer.already_members) };
    },

    revoke: async (inviteId, address) =>
      revokeInvite(send, (id) => `/users-invite/${segment(id)}`, inviteId, address),
    remove: async (memberId) => erase(send, `/users/${segment(memberId)}`),

    async setRole(memberId, role) {
      const body = { role_names: [ROLE_NAMES[role]] };
      await carryOut(send, ["PATCH", `/users/${segment(memberId)}`, body]);
    },

    async createWorkspace({ name, adminMemberId }) {
      const body = { name, admin_user_id: adminMemberId };
      const made = await call(send, ["POST", "/workspaces", body], createdWorkspaceSchema);
      return { id: made.uuid, name: made.name };
    },

    async spendLimit() {
      const { limits } = await call(send, ["GET", "/spend-limit"], spendLimitSchema);
      const { completion } = limits;
      return {
        limit: completion.no_monthly_limit ? null : (completion.usage_limit ?? "unknown"),
        currency: limits.currency,
        reached: completion.monthly_limit_reached,
        paymentFailure: limits.last_payment_failure ?? false,
      };
    },

    async setSpendLimit(amount) {
      if (amount !== null && !(Number.isSafeInteger(amount) && amount >= 0)) {
        const options = { detail: "amount_not_whole", asked: false };
        throw new AppError("invalid", "A spending limit is a whole number", options);
      }
      // The contract wants an amount even where there is to be no limit.
      const body = { amount: amount ?? 0, no_monthly_limit: amount === null };
      await carryOut(send, ["POST", "/spend-limit", body]);
    },
  };
}

const lower = (addresses: readonly string[]): string[] =>
  addresses.map((address) => address.trim().toLowerCase());

/** An id as one part of a path; `..` would be resolved away and address the list instead. */
function segment(id: string): string {
  if (/^\.*$/.test(id)) throw new AppError("invalid", "Not an id", { detail: "bad_id", asked: false });
  return encodeURIComponent(id);
}
