import { beforeEach, describe, expect, it } from "vitest";
import type { RoleName } from "../../../src/sandbox/mistral/state.ts";
import { must } from "../../support/must.ts";
import type { Fault } from "../../support/servers/faults.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { KENJI, PAUL } from "../../support/world/bot.ts";
import { said } from "../../support/world/chat.ts";
import { MINUTE } from "../../support/world/times.ts";

let world: AutomaticBot;
beforeEach(async () => {
  world = await startAutomatic();
});

const emails = () => world.section.get().members.map(({ email }) => email);
const calls = (method: string) => world.mistral.calls().filter((call) => call.method === method);
const list = async () => said(await world.bot.as("ben").command("members"));

/** Somebody who is a Member without us, as by an e-mail domain or through SSO. */
function joinAlone(email: string, ...roles: RoleName[]): string {
  const id = crypto.randomUUID();
  const member = { id, email, name: "Someone", roles, seats: [], workspaceIds: [], createdAt: 0 };
  world.section.change((draft) => draft.members.push(member));
  return id;
}

function onlyAdmin(name: string): void {
  world.section.change((draft) => {
    for (const member of draft.members)
      member.roles = [member.email.startsWith(name) ? "organization_admin" : "member"];
  });
}

describe("removing an Active Member", () => {
  const remove = () => world.bot.as("ben").press({ do: "remove", invitation: 1, page: 0 });

  it("counts once Mistral has done it, and those whom it concerns hear of it", async () => {
    await world.active(KENJI);
    expect(said(await remove())).toMatch(/counts once Mistral has done it/);
    expect(emails()).toEqual(["ana@lumen.example"]);
    expect(world.statuses()).toEqual(["removed"]);
    expect(world.rows()[0]?.evidence).toMatchObject({ kind: "verified", source: "members" });
    expect(world.bot.chat.told("kenji", "invitee")[0]).toMatch(
      /no longer in this organization .* verified with Mistral/,
    );
    expect(world.bot.chat.newest("dm-chloe")).toMatch(/no longer a member, verified/);
    expect(world.bot.recorded("removal.ordered")).toMatchObject([{ actor: world.bot.personOf("ben").id }]);
    expect(await list()).not.toContain("kenji@");
    const record = said(await world.bot.as("ben").command("record"));
    expect(record).toContain("ordered the removal of kenji@lumen.example");
  });

  it.each<[string, Fault]>([
    ["looked up after a lost answer", { kind: "drop", afterChange: true }],
    ["tried again after a failure that Mistral does not explain", { kind: "answer", status: 500 }],
    ["not believed while Mistral calls them gone and lists them", { kind: "answer", status: 404 }],
  ])("is %s, and done to nobody twice", async (_, fault) => {
    await world.active(PAUL);
    world.mistral.faults.add({ fault, method: "DELETE" });
    await remove();
    expect(world.statuses()).toEqual(["active"]);
    await world.skip(MINUTE);
    expect(world.statuses()).toEqual(["removed"]);
    expect(emails()).toEqual(["ana@lumen.example"]);
  });

  it.each([403, 409])("that Mistral refuses with %i is told to whoever ordered it", async (status) => {
    await world.active(PAUL);
    world.refuses(status, { method: "DELETE" });
    await remove();
    expect(world.statuses()).toEqual(["active"]);
    const [mine] = world.bot.chat.told("ben", "alert:trouble.");
    expect(mine).toMatch(/paul@[\s\S]*Mistral refused to remove them/);
    expect(mine).not.toContain("[");
    expect(world.bot.chat.told("ana", "alert:trouble.")[0]?.match(/\[/g)).toHaveLength(2);
  });

  it("of the last Admin is refused before it is ordered, or may be why Mistral refuses where that is news", async () => {
    await world.active(KENJI);
    onlyAdmin("kenji");
    const lower = () => world.bot.as("ben").submit({ form: "role", invitation: 1 }, { role: "member" });
    await lower();
    expect(world.bot.chat.told("ben", "alert:trouble.")[0]).toMatch(/If they're the last Admin/);
    await world.skip(11 * MINUTE);
    const before = calls("PATCH").length;
    for (const order of [remove, lower]) expect(said(await order())).toMatch(/Make someone else Admin first/);
    const opened = await world.bot.as("ben").press({ do: "open", to: { form: "role", invitation: 1 } });
    expect(JSON.stringify(opened)).toMatch(/This is the only Admin.*Make someone else Admin first/);
    expect([calls("DELETE").length, calls("PATCH").length]).toEqual([0, before]);
  });

  it("is nothing that somebody does to themselves or to the owner by accident", async () => {
    await world.active("ben@lumen.example");
    expect(said(await remove())).toMatch(/can't remove yourself/);
    const owner = must(world.section.get().members[0]).id;
    const reply = await world.bot.as("ben").press({ do: "remove", member: owner, page: 0 });
    expect(said(reply)).toMatch(/owner of the setup/);
    expect(calls("DELETE")).toHaveLength(0);
  });
});

it("the role of a Member is the one that was chosen last, however long Mistral kept all of them waiting", async () => {
  await world.active(KENJI);
  world.refuses(429, { method: "GET", path: "/v1/admin/users", times: 99 });
  for (const role of ["billing", "member", "billing"]) {
    await world.bot.as("ben").submit({ form: "role", invitation: 1 }, { role });
    await world.skip(5);
  }
  world.up();
  await world.skip(10 * MINUTE);
  expect(world.section.get().members.at(-1)?.roles).toEqual(["billing_manager"]);
  expect(world.rows()[0]?.role).toBe("billing");
});

describe("a Member without an Invitation of ours", () => {
  it("is in the list and in the count, hears nothing, and can be removed, also when the answer is lost", async () => {
    const id = joinAlone(KENJI, "member");
    await world.skip(11 * MINUTE);
    expect(await list()).toMatch(/kenji@\S+\n✅ Active \(Member\), not invited here, verified/);
    const status = said(await world.bot.as("ana").command("status"));
    expect(status).toMatch(/Members at Mistral: 2\. Not invited here: 2/);
    expect([world.bot.chat.told("kenji"), world.bot.chat.said("news", "active:")]).toEqual([[], []]);
    world.losesAnswer({ method: "DELETE" });
    const reply = await world.bot.as("ben").press({ do: "remove", member: id, page: 0 });
    expect(said(reply)).toMatch(/^Removal requested[\s\S]*kenji@/);
    await world.skip(MINUTE);
    expect(emails()).toEqual(["ana@lumen.example"]);
    expect(world.bot.recorded("member.removed")).toHaveLength(1);
    expect(await list()).not.toContain("kenji@");
  });

  it("can get another role, which takes the place of all they had", async () => {
    const id = joinAlone(KENJI, "billing_manager", "member");
    await world.skip(11 * MINUTE);
    await world.bot.as("ben").submit({ form: "role", member: id }, { role: "billing" });
    expect(world.section.get().members.at(-1)?.roles).toEqual(["billing_manager"]);
    expect(world.bot.recorded("member.role")).toMatchObject([{ actor: "mistral", subject: `member:${id}` }]);
    const admin = await world.bot.as("ben").submit({ form: "role", member: id }, { role: "admin" });
    expect(said(admin)).toMatch(/takes two people/);
  });

  it("is marked on the card of an open Request, and approving mails and welcomes nobody", async () => {
    await world.pay();
    await world.bot.ask(`kenji@lumen.example, ${PAUL}`, "chloe", "billing");
    joinAlone(KENJI, "member");
    await world.skip(11 * MINUTE);
    const card = () => world.bot.chat.first("approvals");
    expect(card()).toContain("kenji@lumen.example is already a member");
    expect(card()).toMatch(/Already members: 1, verified with Mistral .*No e-mail/);
    await world.bot.approve();
    expect(world.statuses()).toEqual(["active", "pending"]);
    expect(world.mails()).toEqual([PAUL]);
    expect(world.bot.chat.dm("kenji")).toEqual([]);
    expect(card()).toMatch(/kenji@lumen\.example \(Member\): Active, verified/);
  });

  it("who waits for billing as approved is known as Active without a welcome", async () => {
    await world.approved(KENJI);
    joinAlone(KENJI, "member");
    await world.skip(11 * MINUTE);
    expect(world.statuses()).toEqual(["active"]);
    expect(world.bot.chat.dm("kenji")).toEqual([]);
  });
});
