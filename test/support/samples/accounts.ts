import { accountCard, confirmFirst } from "../../../src/view/accounts/account-card.ts";
import type { View } from "../../../src/view/core/view.ts";
import * as sample from "./facts.ts";

const STATES = ["ask", "waits", "yours", "parted", "old"] as const;

/** An account in Teams with Ben's address, as Ben and the owner see it. */
export function accountSamples(): { readonly name: string; readonly view: View }[] {
  const ben = sample.readerOf("p_ben");
  const account = (name: string, address: string | null) => ({
    platform: "teams" as const,
    id: "29:p_ben",
    team: "tenant",
    name,
    address,
    addressVerified: address !== null,
    timezone: "Europe/Paris",
    locale: "en",
    standing: "member" as const,
    admin: false,
  });
  const named = { account: account(sample.HOSTILE, "ben@example.com"), saidNo: "p_ben" };
  return [
    ...STATES.map((state) => ({ name: `account, ${state}`, view: accountCard(ben, { ...named, state }) })),
    {
      name: "account without an address",
      view: accountCard(ben, { account: account("ben", null), saidNo: null, state: "ask" }),
    },
    {
      name: "account that is not whose address it has, to the owner",
      view: accountCard(sample.readerOf("p_ana"), { ...named, state: "parted" }),
    },
    { name: "account to be confirmed first", view: confirmFirst(ben, "teams", "teams") },
  ];
}
