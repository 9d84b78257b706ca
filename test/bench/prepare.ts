import type { Account, Platform } from "../../src/domain/accounts/person.ts";
import { confirmed } from "../../src/domain/evidence.ts";
import type { InvitationStatus } from "../../src/domain/invitations/invitation.ts";
import { closeStep, type Setup, startSetup } from "../../src/domain/setup/setup.ts";
import { openStore } from "../../src/store/store.ts";
import type { Tx } from "../../src/store/tx.ts";
import { addressOf, requesterOf, type Scene, slack } from "./slack-scene.ts";

const HOUR_MS = 3_600_000;

/** A database in which the Setup has come as far as inviting, and `fill` adds what the round needs. */
export function prepareDatabase(
  path: string,
  fill: (tx: Tx, now: number) => void,
  scene: Scene = slack,
): void {
  const store = openStore({ path, kind: "real", idGap: () => 0 });
  try {
    store.transact((tx) => {
      const now = Date.now();
      startedSetup(tx, now, scene);
      fill(tx, now);
    });
  } finally {
    store.close();
  }
}

function startedSetup(tx: Tx, now: number, scene: Scene): void {
  const { platform } = scene;
  const owner = tx.people.upsert(accountOf(scene, scene.owner, true), now).id;
  const approvers = scene.approvers.map((id) => tx.people.upsert(accountOf(scene, id), now).id);
  for (const id of scene.requesters) tx.people.upsert(accountOf(scene, id), now);
  const settings = {
    approvers,
    approvals: [{ platform, channel: scene.approvals }],
    news: [{ platform, channel: scene.news, level: "milestones" }],
    domains: [],
    seats: [],
    language: "en",
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
  const told = { platform, channel: scene.news, message: scene.setup } as const;
  tx.posted.insert({ ...told, subject: "setup:1", person: null });
  // Approvers look at their own page; every change is shown there.
  scene.approvers.forEach((account, n) => {
    const person = approvers[n] ?? "";
    const openedAt = platform === "slack" ? now : null;
    tx.posted.insert({ platform, ...scene.homeOf(account), subject: `home:${person}`, person, openedAt });
  });
}

function accountOf({ platform, team }: Scene, id: string, admin = false): Account {
  const who = { platform, id, team, name: id, standing: "member", admin } as const;
  const where = { timezone: "Europe/Paris", locale: "en-US" };
  return { ...who, ...where, address: addressOf(id), addressVerified: true };
}

/** Request 1 to `count`, open, each for one address, with the cards that were posted. */
export function openRequests(tx: Tx, now: number, count: number, scene: Scene = slack): void {
  const { platform } = scene;
  for (let n = 1; n <= count; n += 1) {
    const account = requesterOf(scene, n);
    const requester = requesterId(tx, account, platform);
    const { id } = makeRequest(tx, now, requester, "open");
    if (id !== n) throw new Error("the database was not empty");
    makeInvitation(tx, now, { request: id, address: `invitee${n}@lumen.example`, status: "proposed" });
    const card = { platform, channel: scene.approvals, message: scene.cardOf(id) } as const;
    tx.posted.insert({ ...card, subject: `request:${id}`, person: null });
    const asked = { platform, channel: scene.directOf(account), message: scene.askedOf(id) } as const;
    tx.posted.insert({ ...asked, subject: `asked:${id}`, person: requester });
  }
}

/** A team of so many Members and as many Invitations, in Requests of twenty, with ten Requests still open. */
export function wholeTeam(tx: Tx, now: number, size: number): void {
  let request = 0;
  for (let n = 0; n < size; n += 1) {
    const account = requesterOf(slack, n);
    if (n % 20 === 0) request = makeRequest(tx, now, requesterId(tx, account), "approved").id;
    const address = `member${n}@lumen.example`;
    makeInvitation(tx, now, { request, address, status: n % 5 === 0 ? "pending" : "active" });
    tx.members.save({ address, name: `Member ${n}`, role: "member", mistralId: `m${n}`, seenAt: now });
  }
  for (let n = 0; n < 10; n += 1) {
    const { id } = makeRequest(tx, now, requesterId(tx, requesterOf(slack, n)), "open");
    makeInvitation(tx, now, { request: id, address: `next${n}@lumen.example`, status: "proposed" });
  }
}

/** Everybody whom the embedded Mistral lists, as invited through the bot and gone Active; but for the owner. */
export function invitedTeam(tx: Tx, now: number, size: number): void {
  let request = 0;
  for (let n = 1; n < size; n += 1) {
    const requester = requesterId(tx, requesterOf(slack, n));
    if (n % 20 === 1) request = makeRequest(tx, now, requester, "approved").id;
    makeInvitation(tx, now, { request, address: `member${n}@lumen.example`, status: "active" });
  }
}

function requesterId(tx: Tx, account: string, platform: Platform = "slack"): string {
  const person = tx.people.byAccount(platform, account);
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
  const unset = { mistralId: null, failure: null, invitee: null, digest: null };
  tx.invitations.insert({
    ...row,
    ...unset,
    role: "member",
    since: now,
    evidence,
    sentAt: proposed ? null : now,
  });
}
