import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Account, PersonId } from "../../../src/domain/accounts/person.ts";
import { type Invitation, propose } from "../../../src/domain/invitations/invitation.ts";
import { type Request, UNDECIDED } from "../../../src/domain/requests/request.ts";
import { AppError } from "../../../src/lib/errors.ts";
import { openStore } from "../../../src/store/store.ts";
import type { Store, Tx } from "../../../src/store/tx.ts";

export const NOW = 1_700_000_000_000;

export function memoryStore(): Store {
  const store = openStore({ path: ":memory:", kind: "real", clock: () => NOW });
  onTestFinished(() => store.close());
  return store;
}

/** One transaction on an empty store. */
export const inStore = (work: (tx: Tx) => void): void => memoryStore().transact(work);

/** A folder of its own, gone after the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "store-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

export const account = (change: Partial<Account> = {}): Account => ({
  ...{ platform: "slack", id: "U1", name: "Ana", address: "ana@example.com" },
  ...{
    addressVerified: true,
    timezone: "Europe/Paris",
    locale: "fr",
    standing: "member",
    admin: false,
    status: null,
  },
  ...change,
});

export const teamsAccount = (change: Partial<Account> = {}): Account =>
  account({ platform: "teams", id: "29:1", ...change });

export const request = (requester: PersonId, change: Partial<Request> = {}): Omit<Request, "id"> => ({
  ...{ requester, role: "member", seats: ["chat"], workspaces: [3, 1], reason: "new colleague" },
  ...{ ...UNDECIDED, createdAt: NOW },
  ...change,
});

export const invitation = (of: number, change: Partial<Invitation> = {}): Omit<Invitation, "id"> => ({
  ...propose(of, "bob@example.com", "member", NOW),
  ...change,
});

/** Somebody and their open Request. */
export function someRequest(tx: Tx): Request {
  const person = tx.people.upsert(account(), NOW);
  return tx.requests.insert(request(person.id));
}

export function appErrorOf(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

export const detailOf = (work: () => unknown): string | undefined => appErrorOf(work).detail;
