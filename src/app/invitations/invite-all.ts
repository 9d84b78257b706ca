import { AppError } from "../../lib/errors.ts";
import type { InviteOrder, MistralAdmin } from "../../mistral/admin/admin.ts";

/** Addresses that Mistral refused, with the reason as a stable word. */
export type Refused = Map<string, string>;

/**
 * One call for all. When Mistral refuses it, nobody is invited and it does not say because of whom: then each address
 * has a call of its own, so that one wrong address costs only its own row.
 */
export async function inviteAll(mistral: MistralAdmin, order: InviteOrder): Promise<Refused> {
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
  const { members, invites } = await mistral.people();
  const there = new Set([
    ...members.map(({ address }) => address),
    ...invites.filter(({ expired }) => !expired).map(({ address }) => address),
  ]);
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
