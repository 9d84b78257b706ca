import { AppError } from "../../../src/lib/errors.ts";
import type { MistralAdmin } from "../../../src/mistral/admin/admin.ts";
import type { Trouble } from "../model/world.ts";

type Order = "invite" | "revoke";

/** What a deed orders at Mistral in the end, once. */
const ORDERS: Readonly<Record<string, readonly Order[]>> = {
  ask: ["invite"],
  approve: ["invite"],
  resend: ["invite"],
  revoke: ["revoke"],
};

export type OrderTrouble = ReturnType<typeof createOrderTrouble>;

/** One order at Mistral that goes wrong. */
export function createOrderTrouble() {
  let next: { trouble: Trouble; orders: readonly Order[] } | null = null;
  let release = (): void => {};

  async function meet<T>(order: Order, carryOut: () => Promise<T>): Promise<T> {
    if (next === null || !next.orders.includes(order)) return carryOut();
    const { trouble } = next;
    next = null;
    if (trouble === "refused") throw new AppError("forbidden", "no", { detail: "http_403" });
    if (trouble === "slow") {
      await new Promise<void>((go) => {
        release = go;
      });
      return carryOut();
    }
    if (trouble === "lost") await carryOut();
    throw new AppError("outcome_unknown", "the connection broke", { detail: "ECONNRESET" });
  }

  return {
    /** Whether what follows from this deed can meet it. */
    turn(deed: string, trouble: Trouble): boolean {
      const orders = ORDERS[deed];
      if (orders !== undefined) next = { trouble, orders };
      return orders !== undefined;
    },
    clear: () => {
      next = null;
    },
    release: () => release(),
    spoil: (admin: MistralAdmin): MistralAdmin => ({
      ...admin,
      invite: (order) => meet("invite", () => admin.invite(order)),
      revoke: (id, address) => meet("revoke", () => admin.revoke(id, address)),
    }),
  };
}
