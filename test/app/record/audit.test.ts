import { beforeEach, describe, expect, it } from "vitest";
import { verified } from "../../../src/domain/evidence.ts";
import { note, ORGANIZATION_ID } from "../../../src/sandbox/mistral/state.ts";
import { must } from "../../support/must.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { fileStore } from "../../support/world/file-store.ts";
import { DAY, MINUTE, SECOND } from "../../support/world/times.ts";

let world: AutomaticBot;
beforeEach(async () => {
  world = await startAutomatic();
});

const setup = () => world.bot.setup();
const reads = (from = world) =>
  from.mistral.calls().filter(({ path }) => path === "/v1/admin/audit-logs").length;
/** Long enough for the next look, however seldom it comes. */
const look = () => world.skip(11 * MINUTE);

describe("other events of the audit log", () => {
  it.each([
    ["domain", "domainVerified"],
    ["saml", "saml"],
  ] as const)("%s: seen, and seen no longer once it was switched off", async (kind, proof) => {
    const at = world.bot.now();
    world.mistral.change({ kind: "record", on: true });
    world.mistral.change({ kind, on: true });
    await look();
    expect(setup().observed[proof]).toEqual(verified("audit", at));
    world.mistral.change({ kind, on: false });
    await look();
    expect(setup().observed[proof]).toBeNull();
  });

  it("a key that was made is noted and closes nothing", async () => {
    world.mistral.change({ kind: "key" });
    await look();
    expect(setup().observed.keyMade).toMatchObject({ kind: "verified", source: "audit" });
    expect(Object.values(setup().steps).every(({ state }) => state === "open")).toBe(true);
    expect(setup().keyWorks).toBeNull();
  });
});

it("the Organization is known by its id as soon as its audit log has a first entry", async () => {
  expect(setup().observed.organization).toBeNull();
  world.mistral.change({ kind: "payment", on: true });
  await look();
  expect(setup().observed.organization).toBe(ORGANIZATION_ID);
});

describe("an Invitation that was accepted", () => {
  const accept = (address: string) =>
    world.mistral.accept(must(world.mistral.mails().find(({ to }) => to === address)).id);

  beforeEach(async () => {
    await world.invited("bob@lumen.example");
    await look();
  });

  it("is Active by the members list, and the audit log has it as well", async () => {
    accept("bob@lumen.example");
    await world.skip(66 * SECOND);
    expect(world.rows()[0]).toMatchObject({
      status: "active",
      evidence: { kind: "verified", source: "audit" },
    });
  });

  it("that the list shows later than the log has the audit log in its Evidence all the same", async () => {
    accept("bob@lumen.example");
    const member = must(world.section.get().members.find(({ email }) => email === "bob@lumen.example"));
    const without = () => world.section.get().members.filter(({ id }) => id !== member.id);
    world.section.change((draft) => {
      draft.members = without();
    });
    await world.skip(66 * SECOND);
    expect(world.rows()[0]?.status).not.toBe("active");
    world.section.change((draft) => {
      draft.members = [...without(), member];
    });
    await world.skip(11 * MINUTE);
    await world.skip(11 * MINUTE);
    expect(world.rows()[0]).toMatchObject({ status: "active", evidence: { source: "audit" } });
  });

  it("is not Active as long as the list does not show it, whatever the log says", async () => {
    world.section.change((draft) => note(draft, world.bot.now(), "organization.invite.accepted"));
    await world.skip(66 * SECOND);
    expect(world.statuses()).toEqual(["pending"]);
  });
});

describe("a plan without audit logs", () => {
  beforeEach(async () => {
    world = await startAutomatic({ before: (mistral) => mistral.change({ kind: "auditLogs", on: false }) });
  });

  it("is noticed once and asked again once a day", async () => {
    await world.skip(2 * MINUTE);
    expect(setup().observed.audit).toEqual({ state: "refused", until: 0 });
    const before = reads();
    for (let hours = 0; hours < 22; hours += 1) await world.skip(60 * MINUTE);
    expect(reads()).toBe(before);
    await world.skip(5 * 60 * MINUTE);
    expect(reads()).toBe(before + 1);
  });
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
    world.mistral.change({ kind: "key" });
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
    await look();
    await look();
    await look();
    expect(setup().steps.billing.state).toBe("done");
  });

  it("forgets events after 90 days, and none that is read again", async () => {
    const prune = { key: "prune", group: "prune", dueAt: world.bot.now(), collapse: true };
    world.bot.store.transact((tx) => tx.jobs.enqueue({ kind: "prune" }, prune));
    world.mistral.change({ kind: "payment", on: true });
    await look();
    for (let days = 0; days < 100; days += 10) await world.skip(10 * DAY);
    const { id } = must(world.section.get().log?.[0]);
    expect(world.bot.store.read((tx) => tx.audit.known([String(id)]).size)).toBe(1);
    world.mistral.change({ kind: "key" });
    await look();
    await world.skip(DAY);
    expect(world.bot.store.read((tx) => tx.audit.known([String(id)]).size)).toBe(0);
  });
});

const lists = () => world.mistral.calls().filter(({ path }) => path === "/v1/admin/users").length;

/** How often Mistral's lists were read while so much time went by, half a minute at a time. */
async function readsIn(milliseconds: number): Promise<number> {
  const before = lists();
  for (let gone = 0; gone < milliseconds; gone += 30 * SECOND) await world.skip(30 * SECOND);
  return lists() - before;
}

describe("Mistral's lists", () => {
  it("are read seldom while nothing is under way", async () => {
    expect(await readsIn(30 * MINUTE)).toBeLessThanOrEqual(6);
  });

  it("are read every minute while somebody is Pending", async () => {
    await world.invited("bob@lumen.example");
    await readsIn(2 * MINUTE);
    expect(await readsIn(5 * MINUTE)).toBeGreaterThanOrEqual(9);
  });
});
