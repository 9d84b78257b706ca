import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reply } from "../../src/app/app.ts";
import type { RoleName } from "../../src/sandbox/mistral/state.ts";
import { type AutomaticBot, automaticBot } from "../support/automatic.ts";
import { invitation } from "../support/bot.ts";
import { buttonsOf, words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const MINUTE = 60_000;
const PAUL = "paul@lumen.example";

let world: AutomaticBot;
beforeEach(async () => {
  world = await automaticBot();
});
afterEach(() => world.close());

const said = (reply: Reply): string => {
  if (reply.kind === "errors") return Object.values(reply.errors).join("\n");
  return reply.kind === "show" ? words(reply.view) : reply.kind;
};
const emails = () => world.section.get().members.map(({ email }) => email);
const calls = (method: string) => world.mistral.calls().filter((call) => call.method === method);
const list = async () => said(await world.bot.as("ben").command("members"));
const dm = (person: string, kind: string) =>
  world.bot.chat.dm(person).filter(({ key }) => key.startsWith(kind));
const recorded = (event: string) =>
  world.bot.store.read((tx) => [...tx.record.all()].filter((entry) => entry.event === event));

/** Somebody who is a Member without us, as by an e-mail domain or through SSO. */
function joinAlone(email: string, ...roles: RoleName[]): string {
  const id = crypto.randomUUID();
  const member = { id, email, name: "Someone", roles, seats: [], workspaceIds: [], createdAt: 0 };
  world.section.change((draft) => draft.members.push(member));
  return id;
}

async function active(address: string): Promise<void> {
  await world.pay();
  await world.approved(address);
  world.mistral.accept(must(world.mistral.mails()[0]).id);
  await world.skip(2 * MINUTE);
}

describe("removing an Active Member", () => {
  const remove = () => world.bot.as("ben").press({ do: "remove", invitation: 1, page: 0 });

  it("counts once Mistral has done it, and those whom it concerns hear of it", async () => {
    await active("kenji@lumen.example");
    const reply = await remove();
    expect(said(reply)).toMatch(/counts once Mistral has done it/);
    expect(emails()).toEqual(["ana@lumen.example"]);
    expect(world.statuses()).toEqual(["removed"]);
    expect(world.rows()[0]?.evidence).toMatchObject({ kind: "verified", source: "members" });
    expect(words(must(dm("kenji", "removed")[0]).view)).toMatch(
      /no longer a Member .* verified with Mistral/,
    );
    expect(words(must(world.bot.chat.dm("chloe").at(-1)).view)).toMatch(/no longer a Member, verified/);
    expect(recorded("removal.ordered")).toMatchObject([{ actor: world.bot.personOf("ben").id }]);
    expect(await list()).not.toContain("kenji@");
    expect(said(await world.bot.as("ben").command("record"))).toContain(
      "ordered the removal of kenji@lumen.example",
    );
  });

  it("is looked up after a lost answer, and not done to anybody twice", async () => {
    await active(PAUL);
    world.mistral.faults.add({ fault: { kind: "drop", afterChange: true }, method: "DELETE" });
    await remove();
    expect(world.statuses()).toEqual(["active"]);
    await world.skip(MINUTE);
    expect(world.statuses()).toEqual(["removed"]);
    expect(emails()).toEqual(["ana@lumen.example"]);
  });

  it("is tried again after a failure that Mistral does not explain", async () => {
    await active(PAUL);
    world.mistral.faults.add({ fault: { kind: "answer", status: 500, body: "{}" }, method: "DELETE" });
    await remove();
    expect(emails()).toContain(PAUL);
    await world.skip(MINUTE);
    expect(world.statuses()).toEqual(["removed"]);
    expect(calls("DELETE")).toHaveLength(2);
  });

  it("is not believed while Mistral calls them gone and lists them all the same", async () => {
    await active(PAUL);
    world.mistral.faults.add({
      fault: { kind: "answer", status: 404, body: '{"detail":"gone"}' },
      method: "DELETE",
    });
    await remove();
    expect(world.statuses()).toEqual(["active"]);
    await world.skip(MINUTE);
    expect(world.statuses()).toEqual(["removed"]);
    expect(emails()).toEqual(["ana@lumen.example"]);
  });

  it.each([400, 403, 409, 422])(
    "that Mistral refuses with %i is told to whoever ordered it",
    async (status) => {
      await active(PAUL);
      world.mistral.faults.add({
        fault: { kind: "answer", status, body: '{"detail":"no"}' },
        method: "DELETE",
      });
      await remove();
      expect(world.statuses()).toEqual(["active"]);
      const [mine] = dm("ben", "alert:trouble.");
      expect(words(must(mine).view)).toMatch(/paul@[\s\S]*Mistral refused to remove this Member/);
      expect(buttonsOf(must(mine).view)).toEqual([]);
      expect(buttonsOf(must(dm("ana", "alert:trouble.")[0]).view)).toHaveLength(2);
    },
  );

  it("of the last Admin is refused before it is ordered, and the list says why", async () => {
    await active("kenji@lumen.example");
    world.section.change((draft) => {
      for (const member of draft.members)
        member.roles = [member.email.startsWith("kenji") ? "organization_admin" : "member"];
    });
    await world.skip(11 * MINUTE);
    expect(await list()).toContain("the only Admin, whom Mistral keeps");
    expect(said(await remove())).toMatch(/Make somebody else Admin first/);
    const lowered = await world.bot.as("ben").submit({ form: "role", invitation: 1 }, { role: "member" });
    expect(said(lowered)).toMatch(/Make somebody else Admin first/);
    expect(calls("DELETE")).toHaveLength(0);
    expect(calls("PATCH")).toHaveLength(0);
  });

  it("of who became the last Admin meanwhile is one sentence, whatever status Mistral gives", async () => {
    await active("kenji@lumen.example");
    world.section.change((draft) => {
      for (const member of draft.members)
        member.roles = [member.email.startsWith("kenji") ? "organization_admin" : "member"];
    });
    await remove();
    expect(emails()).toContain("kenji@lumen.example");
    expect(words(must(dm("ben", "alert:trouble.")[0]).view)).toMatch(/Mistral keeps the last Admin/);
  });

  it("is nothing that somebody does to themselves or to the owner by accident", async () => {
    await active("ben@lumen.example");
    expect(said(await remove())).toMatch(/cannot remove yourself/);
    const owner = must(world.section.get().members[0]).id;
    const reply = await world.bot.as("ben").press({ do: "remove-member", member: owner, page: 0 });
    expect(said(reply)).toMatch(/owner of the Setup/);
    expect(await list()).not.toContain("[Remove]");
    expect(calls("DELETE")).toHaveLength(0);
  });

  it("is for approvers alone, and for those who are Active", async () => {
    await world.pay();
    await world.approved(PAUL);
    await remove();
    expect(said(await world.bot.as("chloe").press({ do: "remove", invitation: 1 }))).toMatch(/approvers/);
    expect(world.statuses()).toEqual(["pending"]);
  });

  it("lets them be invited again from the start", async () => {
    await active(PAUL);
    await remove();
    await world.bot.as("ben").submit({ form: "invite" }, invitation(PAUL));
    expect(world.statuses(2)).toEqual(["pending"]);
  });
});

describe("the role of an Active Member", () => {
  it("is the one that was chosen last, however long Mistral kept all of them waiting", async () => {
    await active("kenji@lumen.example");
    const fault = { kind: "answer", status: 429 } as const;
    world.mistral.faults.add({ fault, method: "GET", path: "/v1/admin/users", times: 99 });
    for (const role of ["billing", "member", "billing"]) {
      await world.bot.as("ben").submit({ form: "role", invitation: 1 }, { role });
      await world.skip(5);
    }
    world.mistral.faults.clear();
    await world.skip(10 * MINUTE);
    expect(world.section.get().members.at(-1)?.roles).toEqual(["billing_manager"]);
    expect(world.rows()[0]?.role).toBe("billing");
  });
});

describe("a Member without an Invitation of ours", () => {
  it("is in the list and in the count, and hears nothing", async () => {
    joinAlone("kenji@lumen.example", "member");
    await world.skip(11 * MINUTE);
    expect(await list()).toMatch(
      /Active, Member\nkenji@lumen\.example joined without an Invitation from here, verified/,
    );
    expect(said(await world.bot.as("ana").command("status"))).toMatch(
      /Mistral lists 2 Members, 2 of them joined without an Invitation/,
    );
    expect(world.bot.chat.dm("kenji")).toEqual([]);
    expect(world.bot.chat.in("news").some(({ key }) => key.startsWith("active:"))).toBe(false);
  });

  it("shares pages with the invited", async () => {
    await world.pay();
    await world.approved(Array.from({ length: 8 }, (_, at) => `p${at}@lumen.example`).join(", "));
    for (let at = 0; at < 14; at += 1) joinAlone(`z${at + 10}@lumen.example`, "member");
    await world.skip(2 * MINUTE);
    const pages = await Promise.all(
      [0, 1, 2, 9].map(async (page) => said(await world.bot.as("ben").press({ do: "members", page }))),
    );
    const shown = pages.slice(0, 3).flatMap((page) => page.match(/\S+@lumen\.example/g) ?? []);
    expect(shown).toHaveLength(23);
    expect(new Set(shown).size).toBe(23);
    expect(pages[3]).toBe(pages[2]);
  });

  it("can get another role, which takes the place of all they had", async () => {
    const id = joinAlone("kenji@lumen.example", "billing_manager", "member");
    await world.skip(11 * MINUTE);
    await world.bot.as("ben").submit({ form: "member-role", member: id }, { role: "billing" });
    expect(world.section.get().members.at(-1)?.roles).toEqual(["billing_manager"]);
    expect(recorded("member.role")).toMatchObject([{ actor: "mistral", subject: `member:${id}` }]);
    const admin = await world.bot.as("ben").submit({ form: "member-role", member: id }, { role: "admin" });
    expect(said(admin)).toMatch(/takes two people/);
  });

  it("ends with the role that was chosen last, however long Mistral kept all of them waiting", async () => {
    const id = joinAlone("kenji@lumen.example", "member");
    await world.skip(11 * MINUTE);
    const fault = { kind: "answer", status: 429 } as const;
    world.mistral.faults.add({ fault, method: "GET", path: "/v1/admin/users", times: 99 });
    for (const role of ["billing", "member", "billing"]) {
      await world.bot.as("ben").submit({ form: "member-role", member: id }, { role });
      await world.skip(5);
    }
    world.mistral.faults.clear();
    await world.skip(10 * MINUTE);
    expect(world.section.get().members.at(-1)?.roles).toEqual(["billing_manager"]);
  });

  it("can be removed, also when the answer is lost", async () => {
    const id = joinAlone("kenji@lumen.example", "member");
    await world.skip(11 * MINUTE);
    world.mistral.faults.add({ fault: { kind: "drop", afterChange: true }, method: "DELETE" });
    const reply = await world.bot.as("ben").press({ do: "remove-member", member: id, page: 0 });
    expect(said(reply)).toMatch(/kenji@[\s\S]*The removal is on its way.*does not tell the Member/);
    await world.skip(MINUTE);
    expect(emails()).toEqual(["ana@lumen.example"]);
    expect(recorded("member.removed")).toHaveLength(1);
    expect(await list()).not.toContain("kenji@");
  });

  it("is marked on the card of an open Request, and approving mails and welcomes nobody", async () => {
    await world.pay();
    await world.bot
      .as("chloe")
      .submit({ form: "invite" }, invitation(`kenji@lumen.example, ${PAUL}`, "billing"));
    joinAlone("kenji@lumen.example", "member");
    await world.skip(11 * MINUTE);
    const card = () => words(must(world.bot.chat.in("approvals")[0]).view);
    expect(card()).toMatch(/kenji@lumen\.example is a Member already, verified with Mistral/);
    expect(card()).toMatch(/Mistral e-mails them.*Who is a Member already gets no e-mail/);
    await world.bot.as("ben").press({ do: "approve", request: 1 });
    expect(world.statuses()).toEqual(["active", "pending"]);
    expect(world.mails()).toEqual([PAUL]);
    expect(world.bot.chat.dm("kenji")).toEqual([]);
    expect(card()).toMatch(/kenji@lumen\.example \(Member\): Active, verified/);
  });

  it("who waits for billing as approved is known as Active without a welcome", async () => {
    await world.approved("kenji@lumen.example");
    joinAlone("kenji@lumen.example", "member");
    await world.skip(11 * MINUTE);
    expect(world.statuses()).toEqual(["active"]);
    expect(world.bot.chat.dm("kenji")).toEqual([]);
  });
});
