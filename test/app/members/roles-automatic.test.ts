import { beforeEach, describe, expect, it } from "vitest";
import { must } from "../../support/must.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { approvedBot, KENJI, PAUL, ROSA } from "../../support/world/bot.ts";
import { said } from "../../support/world/chat.ts";
import { DAY, MINUTE } from "../../support/world/times.ts";

let world: AutomaticBot;
beforeEach(async () => {
  world = await startAutomatic();
});

const calls = (method: string) => world.mistral.calls().filter((call) => call.method === method);

describe("changing a role at Mistral", () => {
  const refuses = (status: number) => world.refuses(status, { method: "PATCH" });
  const change = (role: string) => world.bot.as("ben").submit({ form: "role", invitation: 1 }, { role });

  it("that they have already is no call", async () => {
    await world.active(PAUL);
    await change("member");
    expect(calls("PATCH")).toHaveLength(0);
    expect(world.bot.recorded("invitation.role")).toHaveLength(1);
  });

  it("of who accepted before the new Invitation went out is made at the Member", async () => {
    await world.invited(PAUL);
    world.accept();
    await change("billing");
    await world.skip(MINUTE);
    expect(world.statuses()).toEqual(["active"]);
    expect(world.mails()).toHaveLength(1);
    expect(world.section.get().members.at(-1)?.roles).toEqual(["billing_manager"]);
    expect(world.rows()[0]?.role).toBe("billing");
  });

  it("that broke off after the revocation is finished with one new e-mail", async () => {
    await world.invited(PAUL);
    world.refuses(503, { path: "/v1/admin/users-invite", times: 3 });
    await change("billing");
    expect(world.statuses()).toEqual(["sending"]);
    await world.minutes(12);
    expect(world.statuses()).toEqual(["pending"]);
    expect(world.mails()).toHaveLength(2);
    expect(world.mistral.panel().members.at(-1)).toMatchObject({ email: PAUL, role: "Billing" });
    expect(world.section.get().doubleInvites).toBe(0);
  });

  const leaves = () => world.section.change((draft) => draft.members.pop());
  it.each<[string, () => unknown, RegExp]>([
    ["of somebody who has left", leaves, /no longer in Mistral's members list/],
    ["that is answered 404", () => refuses(404), /no longer in Mistral's members list/],
    ["that is answered 409", () => refuses(409), /refused this role change/],
  ])("%s becomes one sentence", async (_, happens, sentence) => {
    await world.active(PAUL);
    happens();
    await change("billing");
    expect(must(world.bot.chat.told("ben", "alert:trouble.")[0])).toMatch(sentence);
    expect(world.rows()[0]?.role).toBe("member");
  });

  it("is done once more when its answer was lost", async () => {
    await world.active(PAUL);
    world.losesAnswer({ method: "PATCH" });
    await change("billing");
    await world.skip(MINUTE);
    expect(world.rows()[0]?.role).toBe("billing");
    expect(world.section.get().members.at(-1)?.roles).toEqual(["billing_manager"]);
  });

  it("is worded by what Mistral lists, also when it was changed in the panel", async () => {
    await world.active(PAUL);
    world.section.change((draft) => {
      must(draft.members.at(-1)).roles = ["billing_manager", "member"];
    });
    await world.skip(11 * MINUTE);
    const reply = await world.bot.as("ben").press({ do: "open", to: { form: "role", invitation: 1 } });
    expect(JSON.stringify(reply)).toMatch(/has the role Billing.*replaces every role/);
  });
});

it("a role that Mistral lists and nobody explains is not made up, and the role that was asked for is shown of who was invited", async () => {
  world = await startAutomatic({ quirks: { rawRoles: "uuids", roleList: false } });
  await world.active(PAUL);
  const list = said(await world.bot.as("ben").command("members"));
  expect(list).toMatch(/ana@\S+\n✅ Active \(role unknown\)/);
  expect(list).toMatch(/paul@\S+\n✅ Active \(Member\)/);
  expect(list).not.toMatch(/ana@\S+\n✅ Active \(Member\)/);
});

it("an Invitation that a newer one has replaced cannot be revoked or given another role: Mistral has only the newer one", async () => {
  const ben = world.bot.as("ben");
  const held = () => [1, 2].flatMap((id) => world.rows(id)).map(({ status, role }) => `${status} ${role}`);
  await world.invited(PAUL);
  await world.skip(7 * DAY + 20 * MINUTE);
  await world.approved(PAUL);
  await world.skip(MINUTE);
  expect(held()).toEqual(["expired member", "pending member"]);
  for (const act of [
    () => ben.press({ do: "revoke", invitation: 1 }),
    () => ben.submit({ form: "role", invitation: 1 }, { role: "billing" }),
  ]) {
    await act();
    await world.skip(30 * MINUTE);
    expect(held()).toEqual(["expired member", "pending member"]);
    expect(world.mistral.mails().at(-1)?.state).toBe("open");
  }
});

it("removing a Member without an Admin API is one Task with the address, and counts once a person has done it", async () => {
  const bot = await approvedBot(KENJI);
  await bot.done();
  await bot.as("ben").press({ do: "mark-active", invitation: 1 });
  for (const _ of [1, 2]) await bot.as("ben").press({ do: "remove", invitation: 1, page: 0 });
  expect([bot.statuses(), bot.tasks().length]).toEqual([["active"], 1]);
  expect(bot.chat.newest("dm-ben")).toMatch(
    /remove from the organization[\s\S]*kenji@lumen\.example[\s\S]*\[Done\]/,
  );
  await bot.done(2);
  expect(bot.statuses()).toEqual(["removed"]);
  expect(bot.chat.told("kenji", "invitee")[0]).toMatch(/no longer in this organization .* confirmed by @ben/);
  expect(bot.chat.newest("dm-chloe")).toMatch(/no longer a member, confirmed by @ben/);
});

it("a revocation is in the Record with who ordered it, and they are told of it no second time", async () => {
  const ben = world.bot.as("ben");
  await world.invited("paul@lumen.example");
  await world.bot.ask(ROSA, "ben");
  await world.skip(60_000);
  for (const id of [1, 2]) await ben.press({ do: "revoke", invitation: id });
  expect([1, 2].map(world.statuses)).toEqual([["revoked"], ["revoked"]]);
  const by = world.bot.personOf("ben").id;
  expect(world.bot.recorded("revocation.ordered")).toMatchObject(
    [1, 2].map((id) => ({ actor: by, subject: `invitation:${id}` })),
  );
  const page = await ben.command("record");
  expect(said(page)).toMatch(/ordered the revocation of invitation paul@lumen.example/);
  const told = (who: string) => world.bot.chat.dm(who).filter(({ key }) => /^outcome:.*revoked/.test(key));
  expect([told("chloe").length, told("ben").length]).toEqual([1, 0]);
});
