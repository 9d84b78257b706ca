import { AppError } from "../../lib/errors.ts";
import { call, type Erased, erase } from "../answer.ts";
import type { Send } from "../exchange.ts";
import { invitesByIdSchema } from "../schemas.ts";

/**
 * Two of Mistral's lists name an Invitation's id, and whether it is the same one is not documented. So where the id from
 * the one is not known, the other is asked which it has for the address.
 */
export async function revokeInvite(
  send: Send,
  path: (id: string) => string,
  id: string,
  address?: string,
): Promise<Erased> {
  const first = await erase(send, path(id));
  if (first === "erased" || address === undefined) return first;
  let found: Erased = "gone";
  for (const other of await otherIds(send, id, address)) {
    if ((await erase(send, path(other))) === "erased") found = "erased";
  }
  return found;
}

async function otherIds(send: Send, id: string, address: string): Promise<string[]> {
  try {
    const invites = await call(send, ["GET", "/users-invite"], invitesByIdSchema);
    return invites
      .filter(({ email, invite_uuid }) => invite_uuid !== id && email?.trim().toLowerCase() === address)
      .map(({ invite_uuid }) => invite_uuid);
  } catch (error) {
    // Without that list there is nothing more to try; an outage passes.
    if (error instanceof AppError && ["not_found", "forbidden", "invalid"].includes(error.code)) return [];
    throw error;
  }
}
