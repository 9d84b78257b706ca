import { setTimeout as sleep } from "node:timers/promises";
import type { TestPerson } from "../support/slack.ts";

/** What people did, one address in each Request, and what they saw of it. */
export type OneByOne = {
  asked: { address: string; acknowledged: boolean }[];
  /** Addresses whose card said so after the press. */
  approved: string[];
  presses: number;
};

/** Somebody in Slack or in Teams. */
export type Somebody = Pick<TestPerson, "command" | "press" | "submit" | "messages" | "dm" | "modal">;

export async function seen(read: () => string | null | string[], words: string): Promise<void> {
  while (!String(read()).includes(words)) await sleep(10);
}

/** What somebody sees no more is not pressed. */
async function tried<T>(what: () => Promise<T>): Promise<T | null> {
  try {
    return await what();
  } catch {
    return null;
  }
}

/** Asks for somebody whom nobody has asked for yet, until the form comes. */
export async function ask(me: Somebody, { asked }: OneByOne, most: number): Promise<void> {
  if (asked.length >= most) return;
  const address = `person${asked.length + 1}@lumen.example`;
  const entry = { address, acknowledged: false };
  asked.push(entry);
  for (let times = 0; times < 40; times += 1) {
    const { ok } = await me.command(`invite ${address} member`);
    await sleep(ok ? 60 : 200);
    const form = [...me.dm(), me.modal() ?? ""].findLast((text) => text.startsWith("Ask for invitations"));
    if (form?.includes(address) !== true) continue;
    await tried(() => me.submit());
    entry.acknowledged = me.modal()?.includes("with the approvers") === true;
    return;
  }
}

/** Presses Approve on the newest card that has it. */
export async function approve(me: Somebody, ledger: OneByOne): Promise<void> {
  const card = me.messages("#mistral-approvals").findLast((text) => text.includes("[Approve]"));
  if (card === undefined) return;
  ledger.presses += 1;
  const [address] = /\S+@lumen\.example/.exec(card) ?? [];
  const answer = await tried(() => me.press("Approve", { in: "#mistral-approvals" }));
  const after = me.messages("#mistral-approvals").filter((text) => address && text.includes(address));
  if (answer?.ok && address && after.some((text) => text.includes("Approved by")))
    ledger.approved.push(address.replace(":", ""));
}
