import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AutomaticBot, automaticBot } from "../support/automatic.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const MINUTE = 60_000;
const PAUL = "paul@lumen.example";

let world: AutomaticBot;
beforeEach(async () => {
  world = await automaticBot();
});
afterEach(() => world.close());

const calls = (method: string) => world.mistral.calls().filter((call) => call.method === method);
const dm = (person: string, kind: string) =>
  world.bot.chat.dm(person).filter(({ key }) => key.startsWith(kind));
const recorded = (event: string) =>
  world.bot.store.read((tx) => [...tx.record.all()].filter((entry) => entry.event === event));

async function active(address: string): Promise<void> {
  await world.pay();
  await world.approved(address);
  world.mistral.accept(must(world.mistral.mails()[0]).id);
  await world.skip(2 * MINUTE);
}

describe("changing a role at Mistral", () => {
  const change = (role: string) => world.bot.as("ben").submit({ form: "role", invitation: 1 }, { role });

  it("of somebody who has left is told as such", async () => {
    await active(PAUL);
    world.section.change((draft) => draft.members.pop());
    await change("billing");
    expect(words(must(dm("ben", "alert:trouble.")[0]).view)).toMatch(
      /not in Mistral's members list any more/,
    );
  });

  it("that they have already is no call", async () => {
    await active(PAUL);
    await change("member");
    expect(calls("PATCH")).toHaveLength(0);
    expect(recorded("invitation.role")).toHaveLength(1);
  });

  it("is done as it was chosen last, also when it was chosen before at the same instant", async () => {
    await active(PAUL);
    for (const role of ["billing", "member", "billing"]) await change(role);
    expect(world.section.get().members.at(-1)?.roles).toEqual(["billing_manager"]);
    expect(recorded("invitation.role")).toHaveLength(3);
  });

  it("of who accepted before the new Invitation went out is made at the Member", async () => {
    await world.pay();
    await world.approved(PAUL);
    world.mistral.accept(must(world.mistral.mails()[0]).id);
    await change("billing");
    await world.skip(MINUTE);
    expect(world.statuses()).toEqual(["active"]);
    expect(world.mails()).toHaveLength(1);
    expect(world.section.get().members.at(-1)?.roles).toEqual(["billing_manager"]);
    expect(world.rows()[0]?.role).toBe("billing");
  });

  it("that broke off after the revocation is finished with one new e-mail", async () => {
    await world.pay();
    await world.approved(PAUL);
    world.mistral.faults.add({
      fault: { kind: "answer", status: 503, body: "{}" },
      method: "POST",
      path: "/v1/admin/users-invite",
      times: 3,
    });
    await change("billing");
    expect(world.statuses()).toEqual(["sending"]);
    for (let times = 0; times < 12; times += 1) await world.skip(MINUTE);
    expect(world.statuses()).toEqual(["pending"]);
    expect(world.mails()).toHaveLength(2);
    expect(world.mistral.panel().members.at(-1)).toMatchObject({ email: PAUL, role: "Billing" });
    expect(world.section.get().doubleInvites).toBe(0);
  });

  it.each([
    [404, /not in Mistral's members list/],
    [409, /refused this change of role/],
    [422, /refused this change of role/],
  ])("that is answered %i becomes one sentence", async (status, sentence) => {
    await active(PAUL);
    world.mistral.faults.add({ fault: { kind: "answer", status, body: '{"detail":"no"}' }, method: "PATCH" });
    await change("billing");
    expect(words(must(dm("ben", "alert:trouble.")[0]).view)).toMatch(sentence);
    expect(world.rows()[0]?.role).toBe("member");
  });

  it("is done once more when its answer was lost", async () => {
    await active(PAUL);
    world.mistral.faults.add({ fault: { kind: "drop", afterChange: true }, method: "PATCH" });
    await change("billing");
    await world.skip(MINUTE);
    expect(world.rows()[0]?.role).toBe("billing");
    expect(world.section.get().members.at(-1)?.roles).toEqual(["billing_manager"]);
  });

  it("is worded by what Mistral lists, also when it was changed in the panel", async () => {
    await active(PAUL);
    world.section.change((draft) => {
      must(draft.members.at(-1)).roles = ["billing_manager", "member"];
    });
    await world.skip(11 * MINUTE);
    const reply = await world.bot.as("ben").press({ do: "open", to: { form: "role", invitation: 1 } });
    expect(JSON.stringify(reply)).toMatch(/has the role Billing.*takes the place of every role/);
  });
});

describe("a role that Mistral lists and nobody explains", () => {
  beforeEach(async () => {
    await world.close();
    world = await automaticBot({ quirks: { rawRoles: "uuids", roleList: false } });
  });

  it("is not made up, and the role that was asked for is shown of who was invited", async () => {
    await active(PAUL);
    const reply = await world.bot.as("ben").command("members");
    const list = reply.kind === "show" ? words(reply.view) : "";
    expect(list).toMatch(/Active, role not known here\W+ana@/);
    expect(list).toMatch(/Active, Member\W+paul@/);
    expect(list).not.toMatch(/Active, Member\W+ana@/);
  });

  it("is changed at Mistral also to the least", async () => {
    await active(PAUL);
    await world.bot.as("ben").submit({ form: "role", invitation: 1 }, { role: "member" });
    expect(calls("PATCH")).toHaveLength(1);
  });
});
