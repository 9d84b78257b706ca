import type { AccountRef, PersonId } from "../../domain/accounts/person.ts";
import { connected, type Unit } from "../core/context.ts";
import { enqueue } from "../core/effects.ts";

/** Asks the platforms anew for what the bot knows of these people. */
export function lookAtAccounts(unit: Unit, people: Iterable<PersonId>): void {
  for (const id of people)
    for (const account of connected(unit.context, unit.tx.people.get(id)?.accounts ?? []))
      if (account.standing !== "gone") lookAtAccount(unit, account);
}

export function lookAtAccount(unit: Unit, { platform, id }: AccountRef): void {
  const key = `account:${platform}:${id}`;
  enqueue(unit, { kind: "refresh-account", platform, account: id }, key, { collapse: true });
}
