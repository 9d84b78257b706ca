import type { Account } from "../../src/domain/accounts/person.ts";
import { confirmed, verified } from "../../src/domain/evidence.ts";
import { propose } from "../../src/domain/invitations/invitation.ts";
import type { Settings } from "../../src/domain/setup/settings.ts";
import { closeStep, type Setup, startSetup } from "../../src/domain/setup/setup.ts";
import { openStore } from "../../src/store/store.ts";
import type { Tx } from "../../src/store/tx.ts";
import { must } from "../support/must.ts";
import { fresh } from "../support/samples/facts.ts";
import { addressOf, range, requesterOf, type Scene, slack } from "./slack-scene.ts";

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
  const settings: Settings = {
    ...{ ...fresh.settings, approvers, domains: [], seats: [], reminders: false },
    approvals: [{ platform, channel: scene.approvals }],
    news: [{ platform, channel: scene.news, level: "milestones" }],
  };
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

function accountOf({ platform }: Scene, id: string, admin = false): Account {
  const who = { platform, id, name: id, standing: "member", admin } as const;
  const where = { timezone: "Europe/Paris", locale: "en-US" };
  return { ...who, ...where, address: addressOf(id), addressVerified: true, status: null };
}

/** What became of each address in a Request. */
type Asked = Readonly<Record<string, "proposed" | "pending" | "active">>;

/** A Request by whoever's turn it is: approved, unless nothing became of it yet. */
function ask(tx: Tx, now: number, scene: Scene, turn: number, asked: Asked) {
  const requester = must(tx.people.byAccount(scene.platform, requesterOf(scene, turn))).id;
  const isOpen = Object.values(asked).includes("proposed");
  const decision = isOpen ? null : { by: requester, of: null, rule: null, at: now, reason: null };
  const empty = {
    seats: [],
    workspaces: [],
    reason: "for the project",
    ...{ until: null, extends: [], approvals: [], escalation: null, held: null },
  };
  const state = isOpen ? "open" : "approved";
  const made = { requester, role: "member", ...empty, state, decision, createdAt: now } as const;
  const { id } = tx.requests.insert(made);
  const evidence = verified("members", now);
  for (const [address, status] of Object.entries(asked)) {
    const became = status === "proposed" ? {} : { status, evidence, sentAt: now };
    tx.invitations.insert({ ...propose(id, address, "member", now), ...became });
  }
  return { id, requester };
}

/** Request 1 to `count`, open, each for one address, with the cards that were posted. */
export function openRequests(tx: Tx, now: number, count: number, scene: Scene = slack): void {
  const { platform } = scene;
  for (const n of range(1, count)) {
    const { id, requester } = ask(tx, now, scene, n, { [`invitee${n}@lumen.example`]: "proposed" });
    if (id !== n) throw new Error("the database was not empty");
    const card = { platform, channel: scene.approvals, message: scene.cardOf(id) } as const;
    tx.posted.insert({ ...card, subject: `request:${id}`, person: null });
    const channel = scene.directOf(requesterOf(scene, n));
    const told = { platform, channel, message: scene.askedOf(id) } as const;
    tx.posted.insert({ ...told, subject: `asked:${id}`, person: requester });
  }
}

/** Of so many Members every so many-th is Pending, in Requests of twenty. */
function askForMembers(tx: Tx, now: number, first: number, size: number, pending: number): void {
  for (let from = first; from < size; from += 20) {
    const some = range(from, Math.min(20, size - from));
    const became = (n: number) => (n % pending === 0 ? "pending" : "active");
    ask(tx, now, slack, from, Object.fromEntries(some.map((n) => [`member${n}@lumen.example`, became(n)])));
  }
}

/** A team of so many Members and as many Invitations, in Requests of twenty, with ten Requests still open. */
export function wholeTeam(tx: Tx, now: number, size: number): void {
  askForMembers(tx, now, 0, size, 5);
  for (const n of range(0, size)) {
    const member = { address: `member${n}@lumen.example`, name: `Member ${n}`, mistralId: `m${n}` };
    tx.members.save({ ...member, role: "member", seenAt: now });
  }
  for (const n of range(0, 10)) ask(tx, now, slack, n, { [`next${n}@lumen.example`]: "proposed" });
}

const MINUTE_MS = 60_000;

/** So many Requests of the past, each approved and its Member Active since, and so many entries of the Record. */
export function aYear(tx: Tx, now: number, requests: number, entries: number): void {
  for (const n of range(0, requests))
    ask(tx, now - (requests - n) * 3 * MINUTE_MS, slack, n, { [`past${n}@lumen.example`]: "active" });
  const entry = { at: now, actor: "bot", event: "request.approved", data: {} } as const;
  for (const n of range(1, entries)) tx.record.append({ ...entry, subject: `request:${n}` });
}

/** Everybody whom the embedded Mistral lists, as invited through the bot and gone Active; but for the owner. */
export const invitedTeam = (tx: Tx, now: number, size: number): void =>
  askForMembers(tx, now, 1, size, Number.POSITIVE_INFINITY);
