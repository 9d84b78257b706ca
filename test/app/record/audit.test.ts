import { beforeEach, describe, expect, it } from "vitest";
import { verified } from "../../../src/domain/evidence.ts";
import { headText } from "../../../src/domain/record/record.ts";
import { note, ORGANIZATION_ID } from "../../../src/sandbox/mistral/state.ts";
import { must } from "../../support/must.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { startedBot } from "../../support/world/bot.ts";
import { said } from "../../support/world/chat.ts";
import { fileStore } from "../../support/world/file-store.ts";
import { DAY, MINUTE, SECOND } from "../../support/world/times.ts";

let world: AutomaticBot;
beforeEach(async () => {
  world = await startAutomatic();
});

const setup = () => world.bot.setup();
const reads = (from = world) =>
  from.mistral.calls().filter(({ path }) => path === "/v1/admin/audit-logs").length;
const key = (times = 1) => {
  for (let n = 0; n < times; n += 1) world.mistral.change({ kind: "key" });
};
/** Long enough for the next look, however seldom it comes. */
const look = () => world.skip(11 * MINUTE);

it("that the audit log has a verified domain or SAML is seen, and seen no longer once it was switched off", async () => {
  const began = world.bot.now();
  world.mistral.change({ kind: "record", on: true });
  const changed = async (kind: "domain" | "saml", on: boolean) => {
    world.mistral.change({ kind, on });
    await look();
    return setup().observed;
  };
  const domainVerified = verified("audit", began);
  expect(await changed("domain", true)).toMatchObject({ domainVerified, saml: null });
  const saml = verified("audit", world.bot.now());
  expect(await changed("saml", true)).toMatchObject({ domainVerified, saml });
  expect(await changed("domain", false)).toMatchObject({ domainVerified: null, saml });
  expect(await changed("saml", false)).toMatchObject({ domainVerified: null, saml: null });
});

it("a key that was made is noted and closes nothing, and with the first entry the Organization is known by its id", async () => {
  expect(setup().observed.organization).toBeNull();
  key();
  await look();
  expect(setup().observed.organization).toBe(ORGANIZATION_ID);
  expect(setup().observed.keyMade).toMatchObject({ kind: "verified", source: "audit" });
  expect(Object.values(setup().steps).every(({ state }) => state === "open")).toBe(true);
  expect(setup().keyWorks).toBeNull();
});

describe("an Invitation that was accepted", () => {
  beforeEach(async () => {
    await world.invited("bob@lumen.example");
    await look();
  });

  it("is Active by the members list and not by the log alone, which is its Evidence as well", async () => {
    world.section.change((draft) => note(draft, world.bot.now(), "organization.invite.accepted"));
    await world.skip(66 * SECOND);
    expect(world.statuses()).toEqual(["pending"]);
    world.accept();
    await world.skip(66 * SECOND);
    expect(world.rows()).toMatchObject([
      { status: "active", evidence: { kind: "verified", source: "audit" } },
    ]);
  });

  it("that the list shows later than the log has the audit log in its Evidence all the same", async () => {
    world.accept();
    const member = must(world.section.get().members.find(({ email }) => email === "bob@lumen.example"));
    const without = () => world.section.get().members.filter(({ id }) => id !== member.id);
    world.atMistral({ members: without() });
    await world.skip(66 * SECOND);
    expect(world.rows()[0]?.status).not.toBe("active");
    world.atMistral({ members: [...without(), member] });
    for (const _ of [1, 2]) await look();
    expect(world.rows()[0]).toMatchObject({ status: "active", evidence: { source: "audit" } });
  });
});

it("a plan without audit logs is noticed once and asked again once a day", async () => {
  world = await startAutomatic({ before: (mistral) => mistral.change({ kind: "auditLogs", on: false }) });
  await world.skip(2 * MINUTE);
  expect(setup().observed.audit).toEqual({ state: "refused", until: 0 });
  const before = reads();
  await world.minutes(22 * 60, 60);
  expect(reads()).toBe(before);
  await world.skip(5 * 60 * MINUTE);
  expect(reads()).toBe(before + 1);
});

describe("a look at the audit log", () => {
  it("takes one request, and nothing is written, while nothing is new", async () => {
    const { store, version } = fileStore();
    const there = await startAutomatic({ store });
    await there.invited("bob@lumen.example");
    await there.skip(10 * MINUTE);
    await there.skip(SECOND);
    const before = [version(), reads(there)] as const;
    await there.skip(66 * SECOND);
    await there.skip(66 * SECOND);
    expect([version(), reads(there)]).toEqual([before[0], before[1] + 2]);
  });

  it("finds an entry that appears late", async () => {
    await look();
    const at = world.bot.now();
    await world.skip(5 * MINUTE);
    key();
    await look();
    world.section.change((draft) => note(draft, at, "organization.saml_authentication.enable"));
    await look();
    expect(setup().observed.saml).toEqual(verified("audit", at));
  });

  it("is read on from now where an entry is dated in the future", async () => {
    await look();
    world.section.change((draft) => note(draft, world.bot.now() + 5 * 60 * MINUTE, "api_key.create"));
    await look();
    world.mistral.change({ kind: "payment", on: true });
    await look();
    expect(setup().observed.keyMade).not.toBeNull();
    expect(setup().steps.billing.state).toBe("done");
  });

  it("goes on after a failure, and forgets nothing of what happened meanwhile", async () => {
    await look();
    const path = "/v1/admin/audit-logs";
    world.mistral.faults.add({ fault: { kind: "page", status: 502 }, path, times: 2 });
    world.mistral.change({ kind: "payment", on: true });
    for (const _ of [1, 2, 3]) await look();
    expect(setup().steps.billing.state).toBe("done");
  });

  it("forgets events after 90 days, and none that is read again", async () => {
    const prune = { key: "prune", group: "prune", dueAt: world.bot.now(), collapse: true };
    world.bot.store.transact((tx) => tx.jobs.enqueue({ kind: "prune" }, prune));
    world.mistral.change({ kind: "payment", on: true });
    await look();
    await world.live(100 * DAY, 10 * DAY);
    const { id } = must(world.section.get().log?.[0]);
    expect(world.bot.store.read((tx) => tx.audit.known([String(id)]).size)).toBe(1);
    key();
    await look();
    await world.skip(DAY);
    expect(world.bot.store.read((tx) => tx.audit.known([String(id)]).size)).toBe(0);
  });
});

it("Mistral's lists are read seldom while nothing is under way, and every minute while somebody is Pending", async () => {
  const lists = () => world.mistral.calls().filter(({ path }) => path === "/v1/admin/users").length;
  const readsIn = async (minutes: number) => {
    const before = lists();
    await world.minutes(minutes, 1 / 2);
    return lists() - before;
  };
  expect(await readsIn(30)).toBeLessThanOrEqual(6);
  await world.invited("bob@lumen.example");
  await readsIn(2);
  expect(await readsIn(5)).toBeGreaterThanOrEqual(9);
});

const settings = (feed: string | null) => world.bot.set({ feed });
const told = () => world.bot.chat.said("audit");

describe("the audit feed", () => {
  it("tells nothing that happened before it was switched on, or while it was off", async () => {
    for (const on of [false, true]) {
      if (on) await settings(null);
      key();
      await world.skip(SECOND);
      await settings("audit");
      await look();
      expect(told()).toEqual([]);
    }
    key();
    await look();
    expect(told()).toEqual([expect.stringMatching(/@ana: API key created/)]);
  });

  it("tells of ten minutes in one message, which grows", async () => {
    await world.pay();
    await look();
    await settings("audit");
    // Somebody is Pending, so the log is read every minute.
    await world.approved("bob@lumen.example");
    await world.skip(66 * SECOND);
    key(2);
    await world.skip(66 * SECOND);
    expect(told()).toHaveLength(1);
    expect(told()[0]).toMatch(/An API key: Invitation sent\n.*@ana: 2 × API key created/);
    await world.skip(11 * MINUTE);
    key();
    await world.skip(66 * SECOND);
    expect(told()).toHaveLength(2);
    expect(told()[1]).not.toMatch(/Invitation/);
  });

  it("sums up in one message what happened while the bot was away", async () => {
    await settings("audit");
    await look();
    for (let hour = 0; hour < 50; hour += 1) {
      const at = world.bot.now() + hour * 60 * MINUTE;
      world.section.change((draft) => {
        for (const type of ["api_key.create", "workspace.create", "billing.monthly_limit.updated"] as const)
          note(draft, at, type, { by: `${hour}`.padStart(36, "0") });
      });
    }
    await world.skip(3 * DAY);
    await look();
    expect(told()).toEqual([expect.stringMatching(/Somebody: 50 × API key created/)]);
    expect(must(told()[0]).split("\n").length).toBeLessThan(20);
  });

  it("names people as far as they are known, and no address", async () => {
    await world.invited("kenji@lumen.example, zoe.nowhere@lumen.example");
    await look();
    await settings("audit");
    for (const { id, to } of world.mistral.mails()) {
      world.mistral.accept(id, to.startsWith("zoe") ? to : undefined);
    }
    await world.skip(66 * SECOND);
    const [message = ""] = told();
    expect(message).toMatch(/@kenji: Invitation accepted/);
    expect(message).toMatch(/Somebody: Invitation accepted/);
    expect(message).not.toMatch(/\w@\w/);
  });

  it("passes over everyday work, and shows what nobody has a word for as it is called", async () => {
    await settings("audit");
    await look();
    const at = world.bot.now();
    const types = ["le_chat.conversation.created", "user.log_in", "quantum.flux.enable"];
    const rest = { at: at + SECOND, by: "API_KEY", target: "USER", about: null };
    world.atMistral({ log: types.map((type, n) => ({ ...rest, id: 900 + n, type })) });
    await look();
    expect(must(told()[0]).split("\n").slice(1)).toEqual([
      expect.stringMatching(/An API key: Event quantum\.flux\.enable$/) as string,
    ]);
  });

  it("of a plan without audit logs: the owner hears once why it is silent", async () => {
    world.mistral.change({ kind: "auditLogs", on: false });
    await settings("audit");
    await look();
    await world.live(2.4 * DAY, 1.2 * DAY);
    expect(world.bot.chat.told("ana", "no-audit:")).toEqual([expect.stringContaining("Enterprise")]);
  });
});

it("the head of the Record is on the Setup's card of both platforms, and moves on with each tenth entry", async () => {
  const bot = await startedBot({ both: true });
  const inTeams = { approvals: "ta", news: "tn", level: "everything", approvers: ["t-ben"] };
  await bot.inTeams("ana").submit({ form: "settings" }, inTeams);
  const shown = () =>
    [...bot.chat.said("news"), ...bot.teams.said("tn")].map((text) => /head (.*)/.exec(text)?.[1]);
  const headOf = (seq: number) => headText(must(bot.store.read((tx) => tx.record.following(seq - 1, 1))[0]));
  expect(shown()).toEqual([headOf(1), headOf(1)]);
  for (let n = 0; n < 5; n += 1)
    for (const press of ["skip", "reopen"] as const)
      await bot.as("ana").press({ do: press, step: "workspaces" });
  expect(shown()).toEqual([headOf(10), headOf(10)]);
  const { end } = bot.store.read(({ record }) => ({ end: record.end() }));
  expect(said(await bot.as("ana").command("record"))).toContain(`Last hash: ${headText(end)}.`);
});
