import { confirmed } from "../../src/domain/evidence.ts";
import type { InvitationStatus } from "../../src/domain/invitation.ts";
import type { Account } from "../../src/domain/person.ts";
import { closeStep, type Setup, startSetup } from "../../src/domain/setup.ts";
import { openStore } from "../../src/store/store.ts";
import type { Tx } from "../../src/store/tx.ts";
import * as scene from "./scene.ts";

const HOUR_MS = 3_600_000;

/** A database in which the Setup has come as far as inviting, and `fill` adds what the round needs. */
export function prepareDatabase(path: string, fill: (tx: Tx, now: number) => void): void {
  const store = openStore({ path, kind: "real" });
  try {
    store.transact((tx) => {
      const now = Date.now();
      startedSetup(tx, now);
      fill(tx, now);
    });
  } finally {
    store.close();
  }
}

function startedSetup(tx: Tx, now: number): void {
  const owner = tx.people.upsert(accountOf(scene.OWNER, true), now).id;
  const approvers = scene.APPROVERS.map((id) => tx.people.upsert(accountOf(id), now).id);
  for (const id of scene.REQUESTERS) tx.people.upsert(accountOf(id), now);
  const settings = {
    approvers,
    approvals: [{ platform: "slack", channel: scene.APPROVALS }],
    news: [{ platform: "slack", channel: scene.NEWS, level: "milestones" }],
    domains: [],
    seats: [],
    language: "en",
    workspaceAdmin: null,
    feed: [],
    reminders: false,
    remindAfter: 4,
    adminNeedsTwo: false,
  } as const;
  const means = { means: "card", plan: "pay-as-you-go", monthlyLimit: null } as const;
  const at = { confirmedBy: owner, confirmedAt: now - HOUR_MS, warmUntil: now - HOUR_MS / 2 };
  const started: Setup = { ...startSetup(owner, settings, now - HOUR_MS), billing: { ...means, ...at } };
  const closed = (["organization", "billing", "workspaces"] as const).reduce(
    (setup, step) => closeStep(setup, step, "done", confirmed(owner, now - HOUR_MS), now),
    started,
  );
  tx.setup.save(closed);
  const place = { platform: "slack", channel: scene.NEWS } as const;
  tx.copies.insert({ ...place, message: scene.SETUP_TS, subject: "setup:1", person: null });
  // Approvers look at the bot's Home; every change is shown there.
  scene.APPROVERS.forEach((account, n) => {
    const person = approvers[n] ?? "";
    tx.copies.insert({
      platform: "slack",
      channel: "home",
      message: account,
      subject: `home:${person}`,
      person,
    });
  });
}

function accountOf(id: string, admin = false): Account {
  const who = { platform: "slack", id, team: scene.TEAM.id, name: id, standing: "member", admin } as const;
  const where = { timezone: "Europe/Paris", locale: "en-US" };
  return { ...who, ...where, address: scene.addressOf(id), addressVerified: true };
}

/** Request 1 to `count`, open, each for one address, with the cards that were posted. */
export function openRequests(tx: Tx, now: number, count: number): void {
  for (let n = 1; n <= count; n += 1) {
    const account = scene.requesterOf(n);
    const requester = requesterId(tx, account);
    const { id } = makeRequest(tx, now, requester, "open");
    if (id !== n) throw new Error("the database was not empty");
    makeInvitation(tx, now, { request: id, address: `invitee${n}@lumen.example`, status: "proposed" });
    const card = { platform: "slack", channel: scene.APPROVALS, message: scene.cardTs(id) } as const;
    tx.copies.insert({ ...card, subject: `request:${id}`, person: null });
    const asked = {
      platform: "slack",
      channel: scene.directOf(account),
      message: scene.askedTs(id),
    } as const;
    tx.copies.insert({ ...asked, subject: `asked:${id}`, person: requester });
  }
}

/** A team of so many Members and as many Invitations, in Requests of twenty, with ten Requests still open. */
export function wholeTeam(tx: Tx, now: number, size: number): void {
  let request = 0;
  for (let n = 0; n < size; n += 1) {
    const account = scene.requesterOf(n);
    if (n % 20 === 0) request = makeRequest(tx, now, requesterId(tx, account), "approved").id;
    const address = `member${n}@lumen.example`;
    makeInvitation(tx, now, { request, address, status: n % 5 === 0 ? "pending" : "active" });
    tx.members.save({ address, name: `Member ${n}`, role: "member", mistralId: `m${n}`, seenAt: now });
  }
  for (let n = 0; n < 10; n += 1) {
    const { id } = makeRequest(tx, now, requesterId(tx, scene.requesterOf(n)), "open");
    makeInvitation(tx, now, { request: id, address: `next${n}@lumen.example`, status: "proposed" });
  }
}

/** Everybody whom the embedded Mistral lists, as invited through the bot and gone Active; but for the owner. */
export function invitedTeam(tx: Tx, now: number, size: number): void {
  let request = 0;
  for (let n = 1; n < size; n += 1) {
    const requester = requesterId(tx, scene.requesterOf(n));
    if (n % 20 === 1) request = makeRequest(tx, now, requester, "approved").id;
    makeInvitation(tx, now, { request, address: `member${n}@lumen.example`, status: "active" });
  }
}

function requesterId(tx: Tx, account: string): string {
  const person = tx.people.byAccount("slack", account);
  if (person === null) throw new Error(`${account} is not known`);
  return person.id;
}

function makeRequest(tx: Tx, now: number, requester: string, state: "open" | "approved") {
  const decision = state === "open" ? null : { by: requester, at: now, reason: null };
  const empty = { seats: [], workspaces: [], reason: "for the project", firstApproval: null };
  return tx.requests.insert({ requester, role: "member", ...empty, state, decision, createdAt: now });
}

type Row = { request: number; address: string; status: InvitationStatus };

function makeInvitation(tx: Tx, now: number, row: Row): void {
  const proposed = row.status === "proposed";
  const evidence = proposed ? null : ({ kind: "verified", source: "members", at: now } as const);
  const unset = { mistralId: null, failure: null, invitee: null, digest: null, missed: 0 };
  tx.invitations.insert({
    ...row,
    ...unset,
    role: "member",
    since: now,
    evidence,
    sentAt: proposed ? null : now,
  });
}
