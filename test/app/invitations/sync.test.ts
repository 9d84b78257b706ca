import fc from "fast-check";
import { expect, it } from "vitest";
import type { Context } from "../../../src/app/core/context.ts";
import { reconcileAll, type Slices } from "../../../src/app/invitations/reconcile.ts";
import { verified } from "../../../src/domain/evidence.ts";
import {
  INVITATION_STATUSES,
  type InvitationStatus,
  propose,
} from "../../../src/domain/invitations/invitation.ts";
import { UNDECIDED } from "../../../src/domain/requests/request.ts";
import type { MistralInvite, MistralMember, People } from "../../../src/mistral/admin/admin.ts";
import { byAddress } from "../../../src/mistral/admin/people.ts";
import { must } from "../../support/must.ts";
import { startAutomatic } from "../../support/world/automatic.ts";
import { type Bot, START, startedBot } from "../../support/world/bot.ts";
import { claimNext } from "../../support/world/claim.ts";
import { HOUR } from "../../support/world/times.ts";

const SMALLEST: Slices = { rows: 1, writeMs: 0 };
const WHOLE: Slices = { rows: 1_000_000, writeMs: Number.POSITIVE_INFINITY };

const addressOf = (name: string): string => `${name}@lumen.example`;
const member = (name: string, more: Partial<MistralMember> = {}): MistralMember => ({
  ...{ id: `id-${name}`, address: addressOf(name), name, roles: ["member"], ...more },
});

type Lists = {
  members?: MistralMember[];
  invites?: MistralInvite[];
  whole?: boolean;
  before?: string[] | null;
};

/** A reading that began after everything that has happened so far. */
function reading(bot: Bot, { members = [], invites = [], whole = true, before = [] }: Lists): People {
  const earlier = before === null ? null : readingOf(before, bot.now() + 1);
  return byAddress({ members, invites, whole, readAt: bot.now() + 2, before: earlier });
}

const readingOf = (names: readonly string[], readAt: number) => ({
  ...{ readAt, members: new Set(names.map(addressOf)), invites: new Set<string>() },
});

type Held = { name: string; status: InvitationStatus; verified: boolean; sent: boolean };

/** Holds these Invitations, two to a Request, an hour old. */
async function botWith(held: readonly Held[]): Promise<Bot> {
  const bot = await startedBot();
  // What a look enqueues stays as it is.
  await bot.worker.stop(0);
  const since = START - HOUR;
  bot.store.transact((tx) => {
    const requester = must(tx.people.byAccount("slack", "ben")).id;
    let request = 0;
    const asked = { requester, role: "member", seats: [], workspaces: [], reason: "" } as const;
    held.forEach(({ name, status, ...is }, n) => {
      const isOpen = status === "proposed";
      if (n % 2 === 0 || isOpen) {
        const state = isOpen ? ("open" as const) : ("approved" as const);
        const decision = isOpen ? null : { by: requester, of: null, rule: null, at: since, reason: null };
        const made = { ...asked, ...UNDECIDED, createdAt: since, state, decision };
        request = tx.requests.insert(made).id;
      }
      tx.invitations.insert({
        ...propose(request, addressOf(name), "member", since),
        ...{ status, mistralId: is.sent ? `invite-${name}` : null, sentAt: is.sent ? since : null },
        evidence: is.verified ? verified("members", since) : null,
      });
    });
  });
  return bot;
}

const active = (name: string): Held => ({ name, status: "active", verified: true, sent: true });

const addresses = (bot: Bot): string[] =>
  bot.store.read((tx) => tx.members.all().map(({ address }) => address));
const statuses = (bot: Bot, names: readonly string[]): (string | undefined)[] =>
  bot.store.read((tx) => names.map((name) => tx.invitations.ofAddress(addressOf(name))[0]?.status));

/** Everything that a look can change, the messages to come included. */
function pictureOf(bot: Bot) {
  return bot.store.transact((tx) => {
    const jobs: string[] = [];
    for (let row = claimNext(tx.jobs, Number.MAX_SAFE_INTEGER); row !== null; ) {
      jobs.push(JSON.stringify(row.job).replaceAll(/"p_\w+"/g, "somebody"));
      tx.jobs.finish(row.id, bot.now());
      row = claimNext(tx.jobs, Number.MAX_SAFE_INTEGER);
    }
    const invitations = tx.invitations.inStatus(...INVITATION_STATUSES);
    // Who was made an approver is an id that each bot draws for itself.
    const told = [...tx.record.all()].map(({ event, subject, data: { added: _, ...data } }) => ({
      ...{ event, subject, data },
    }));
    return { jobs: jobs.sort(), invitations, members: tx.members.all(), told };
  });
}

const names = ["ana", "ben", "cleo", "dora", "emil", "fay"];
const name = fc.constantFrom(...names);
const role = fc.constantFrom("admin", "billing", "member");
const lists = fc.record({
  members: fc.array(
    fc
      .record({ who: name, role, id: fc.constantFrom("1", "2") })
      .map(({ who, role: one, id }) => member(who, { roles: [one], id: `${id}-${who}` })),
  ),
  invites: fc.array(
    fc
      .record({ who: name, expired: fc.boolean(), id: fc.constantFrom("invite", "other") })
      .map(({ who, expired, id }) => ({
        ...{ id: `${id}-${who}`, address: addressOf(who), expired, createdAt: null, roles: [] },
      })),
  ),
  whole: fc.boolean(),
  before: fc.option(fc.array(name)),
});
const status = fc.constantFrom(...INVITATION_STATUSES);
const held = fc.array(fc.record({ name, status, verified: fc.boolean(), sent: fc.boolean() }), {
  maxLength: 8,
});

it("whatever is held and listed, a look in the smallest slices ends like one in a single piece", async () => {
  await fc.assert(
    fc.asyncProperty(held, fc.array(lists, { minLength: 1, maxLength: 3 }), async (rows, readings) => {
      const [small, whole] = [await botWith(rows), await botWith(rows)];
      for (const each of readings) {
        await reconcileAll(small.context, reading(small, each), SMALLEST);
        await reconcileAll(whole.context, reading(whole, each), WHOLE);
      }
      expect(pictureOf(small)).toEqual(pictureOf(whole));
    }),
    { numRuns: 10 },
  );
});

it("whatever is held and listed, the same lists once more make a look write nothing", async () => {
  await fc.assert(
    fc.asyncProperty(held, lists, async (rows, each) => {
      const bot = await botWith(rows);
      const listed = { ...each, before: each.members.flatMap(({ id }) => id.split("-")[1] ?? []) };
      // What one look has noted may be news to the next.
      for (let times = 0; times < 2; times += 1) await reconcileAll(bot.context, reading(bot, listed));
      await reconcileAll(writingNothing(bot), reading(bot, listed));
    }),
    { numRuns: 10 },
  );
});

/** Fails whoever begins to write. */
function writingNothing({ context }: Bot): Context {
  const transact = (): never => {
    throw new Error("something was written");
  };
  return { ...context, store: { ...context.store, transact } };
}

it("a torn reading removes nobody, be it noticed or not, and the next whole one takes nothing back", async () => {
  await fc.assert(
    fc.asyncProperty(fc.subarray(names), fc.subarray(names), fc.boolean(), async (there, lost, noticed) => {
      const bot = await botWith(there.map(active));
      const whole = { members: there.map((who) => member(who)), before: there };
      const members = whole.members.filter(({ name: who }) => !lost.includes(who ?? ""));
      const torn = { members, before: there, whole: !noticed };
      const afterLook = async (each: Lists) => {
        await reconcileAll(bot.context, reading(bot, each));
        expect(addresses(bot)).toEqual(there.map(addressOf).sort());
        expect(new Set(statuses(bot, there))).toEqual(new Set(there.length > 0 ? ["active"] : []));
      };
      await afterLook(whole);
      // One that is known to be torn may come again and again.
      for (let times = 0; times < (noticed ? 3 : 1); times += 1) await afterLook(torn);
      await afterLook(whole);
      await afterLook(torn);
    }),
    { numRuns: 12 },
  );
});

it("who is missing in two whole readings in a row is gone, and a list with gaps is no proof, however often it comes", async () => {
  const bot = await botWith([active("ana"), { ...active("ben"), status: "pending" }]);
  const invite = { id: "invite-ben", address: addressOf("ben"), expired: false, createdAt: null, roles: [] };
  await reconcileAll(bot.context, reading(bot, { members: [member("ana")], invites: [invite] }));
  const look = async (whole: boolean) => {
    await reconcileAll(bot.context, reading(bot, { whole }));
    return [addresses(bot), statuses(bot, ["ana", "ben"])];
  };
  for (let times = 0; times < 3; times += 1)
    expect(await look(false)).toEqual([[addressOf("ana")], ["active", "pending"]]);
  expect(await look(true)).toEqual([[], ["removed", "revoked"]]);
});

it("a reading that several share counts as one", async () => {
  const bot = await botWith([active("ana")]);
  const shared = reading(bot, { before: ["ana"] });
  await Promise.all([reconcileAll(bot.context, shared), reconcileAll(bot.context, shared)]);
  expect(statuses(bot, ["ana"])).toEqual(["active"]);
  await reconcileAll(bot.context, reading(bot, {}));
  expect(statuses(bot, ["ana"])).toEqual(["removed"]);
});

/** Something happens between the comparing and the first writing. */
function meanwhile(bot: Bot, change: () => void): Context {
  const { store } = bot;
  let changed = false;
  const transact: typeof store.transact = (work) => {
    if (!changed) {
      changed = true;
      change();
    }
    return store.transact(work);
  };
  return { ...bot.context, store: { ...store, transact } };
}

it("a row that changed after it was compared is judged again before anything is written", async () => {
  const bot = await botWith([active("ana")]);
  const saved = { address: addressOf("ben"), name: "Ben", role: "admin", mistralId: "id-ben" } as const;
  const context = meanwhile(bot, () => {
    void bot.skip(3);
    bot.store.transact((tx) => {
      const ana = must(tx.invitations.get(1));
      tx.invitations.insert({ ...propose(ana.request, ana.address, "member", bot.now()) });
      tx.members.save({ ...saved, seenAt: bot.now() });
    });
  });
  await reconcileAll(context, reading(bot, { members: [member("ben")] }));
  expect(bot.store.read((tx) => tx.invitations.get(1))?.status).toBe("active");
  expect(bot.store.read((tx) => tx.members.byAddress(addressOf("ben")))?.role).toBe("admin");
});

it("others have their turn between the slices", async () => {
  const crowd = Array.from({ length: 40 }, (_, n) => `p${n}`);
  const bot = await botWith(crowd.map(active));
  let turns = 0;
  let running = true;
  const count = (): void => {
    turns += 1;
    if (running) setImmediate(count);
  };
  setImmediate(count);
  const slices = { rows: 10, writeMs: 0 };
  await reconcileAll(bot.context, reading(bot, { members: crowd.map((who) => member(who)) }), slices);
  running = false;
  expect(addresses(bot)).toHaveLength(40);
  // One for the rows, forty for those who are written, five for the Invitations.
  expect(turns).toBeGreaterThan(40);
});

it("an entry that cannot be read keeps everybody, however often it comes", async () => {
  const world = await startAutomatic();
  await world.active(addressOf("paul"));
  expect(world.statuses()).toEqual(["active"]);
  const body = JSON.stringify({ members: [{ email: 7 }], invites: [] });
  const fault = { kind: "answer", status: 200, body } as const;
  world.mistral.faults.add({ fault, method: "GET", path: "/v1/admin/users", times: 20 });
  await world.live(HOUR, HOUR / 4);
  expect(world.statuses()).toEqual(["active"]);
  expect(addresses(world.bot)).toContain(addressOf("paul"));

  world.up();
  world.section.change((draft) => void draft.members.pop());
  await world.live(HOUR, HOUR / 4);
  expect(world.statuses()).toEqual(["removed"]);
  expect(addresses(world.bot)).not.toContain(addressOf("paul"));
});
