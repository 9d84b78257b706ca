import { describe, expect, it } from "vitest";
import { told } from "../../../support/approvals/absences.ts";
import { activeUntil, askUntil, END, endOf, extend } from "../../../support/approvals/access-ends.ts";
import { must } from "../../../support/must.ts";
import { startAutomatic } from "../../../support/world/automatic.ts";
import {
  type Bot,
  billing,
  createAround,
  invitation,
  KENJI,
  PAUL,
  paidBot,
  startedBot,
} from "../../../support/world/bot.ts";
import { said } from "../../../support/world/chat.ts";
import { DAY, HOUR, MINUTE } from "../../../support/world/times.ts";

const liveUntil = async (bot: Bot, end: number, hours: number) => {
  await bot.live(end + hours * HOUR - bot.now(), 6 * HOUR);
};
const status = (bot: Bot, id = 1) => bot.store.read((tx) => tx.invitations.get(id)?.status);

describe("the end of access", () => {
  it("takes nothing from somebody who was a Member before the Request", async () => {
    const world = await startAutomatic();
    await world.pay();
    const id = crypto.randomUUID();
    const kenji = {
      id,
      email: KENJI,
      name: "Kenji",
      roles: ["member" as const],
      seats: [],
      workspaceIds: [],
      createdAt: 0,
    };
    await askUntil(world.bot, "2026-01-07", "chloe", { addresses: KENJI });
    world.section.change((draft) => draft.members.push(kenji));
    await world.skip(11 * MINUTE);
    await world.bot.approve();
    await world.skip(11 * MINUTE);
    expect([world.statuses(), endOf(world.bot)]).toEqual([["active"], null]);
    await world.skip(3 * DAY);
    expect(world.section.get().members.map(({ email }) => email)).toContain(KENJI);
  });

  it("takes back no newer Invitation of the same address", async () => {
    const bot = await paidBot();
    await askUntil(bot, "2026-01-15");
    await bot.approve();
    await bot.doAll();
    await bot.as("ben").press({ do: "mark-expired", invitation: 1 });
    await bot.ask(PAUL);
    await bot.approve(2);
    await bot.doAll();
    await liveUntil(bot, must(endOf(bot)), 1);
    expect([status(bot, 2), bot.toDo().filter(([kind]) => kind === "revoke")]).toEqual(["pending", []]);
  });

  it("comes also where the address was asked for again in vain", async () => {
    const bot = await paidBot();
    await askUntil(bot, "2026-01-20");
    await bot.approve();
    await bot.doAll();
    await bot.as("ben").press({ do: "mark-expired", invitation: 1 });
    await bot.ask(PAUL);
    await bot.deny(2);
    await bot.as("ben").press({ do: "mark-active", invitation: 1 });
    await liveUntil(bot, must(endOf(bot)), 1);
    expect(bot.toDo()).toContainEqual(["remove", PAUL]);
  });

  it("of many on one day is one Task, and one answer to who asked", async () => {
    const bot = await paidBot();
    const names = Array.from({ length: 12 }, (_, at) => `p${at}@lumen.example`);
    await askUntil(bot, END, "chloe", { addresses: names.join("\n") });
    await bot.approve();
    await bot.doAll();
    for (const { id } of bot.rows()) await bot.as("ben").press({ do: "mark-active", invitation: id });
    const before = told(bot, "chloe").filter((kind) => kind === "outcome").length;
    await liveUntil(bot, must(endOf(bot)), 1);
    expect(bot.tasks().map(({ kind, invitations }) => [kind, invitations.length])).toEqual([["remove", 12]]);
    await bot.doAll("ana");
    expect(new Set(bot.statuses())).toEqual(new Set(["removed"]));
    expect(told(bot, "chloe").filter((kind) => kind === "outcome").length - before).toBe(1);
  });

  it("can still be moved by those whom it concerned while nobody could remove the Member", async () => {
    const bot = await activeUntil();
    const end = must(endOf(bot));
    await liveUntil(bot, end, 1);
    expect(bot.chat.newest("dm-ben")).toMatch(
      /Last day of access to Mistral: Feb 5, 2026\.\n.*paul@.*Active/,
    );
    const task = must(bot.tasks()[0]).id;
    await bot.as("ana").submit({ form: "impossible", task }, { reason: "she is needed" });
    await extend(bot, "ben", "2026-04-01");
    expect([status(bot), must(endOf(bot)) > end]).toEqual(["active", true]);
  });

  it("is no longer ordered once it was extended meanwhile", async () => {
    const bot = await activeUntil();
    await liveUntil(bot, must(endOf(bot)), 1);
    expect(bot.toDo()).toEqual([["remove", PAUL]]);
    await extend(bot, "ben", "2026-04-01");
    expect([bot.toDo(), status(bot)]).toEqual([[], "active"]);
  });

  it("comes as well for a Request with the same day after the clock was put back", async () => {
    const bot = await paidBot();
    await askUntil(bot, "2026-01-20", "chloe", { addresses: "tom@lumen.example" });
    await bot.approve();
    await bot.doAll();
    await liveUntil(bot, must(endOf(bot)), 1);
    await bot.doAll("ana");
    await bot.skip(-9 * DAY);
    await askUntil(bot, "2026-01-20", "chloe", { addresses: "eve@lumen.example" });
    await bot.approve(2);
    await bot.doAll();
    await bot.as("ben").press({ do: "mark-active", invitation: 2 });
    await liveUntil(bot, must(endOf(bot, 2)), 1);
    expect(bot.toDo()).toContainEqual(["remove", "eve@lumen.example"]);
  });

  it("makes an approval after it count for nothing, also where the bot slept over it", async () => {
    const around = createAround();
    const bot = await startedBot({ around });
    await askUntil(bot, "2026-01-06");
    around.clock.now = must(endOf(bot)) + HOUR;
    await bot.approve();
    expect([bot.request().state, status(bot)]).toEqual(["lapsed", "denied"]);
  });

  it("lets nobody send the Invitation again by giving it another role", async () => {
    const bot = await startedBot();
    await askUntil(bot, "2026-01-07");
    await bot.approve();
    await liveUntil(bot, must(endOf(bot)), 1);
    const reply = await bot.as("ben").submit({ form: "role", invitation: 1 }, { role: "billing" });
    expect(said(reply)).toContain("Things have changed since");
    expect(status(bot)).toBe("revoked");
  });

  it("is asked of who asked for somebody who became a guest", async () => {
    const bot = await activeUntil();
    await bot.becomes("paul", { standing: "guest" });
    await liveUntil(bot, must(endOf(bot)), -24);
    const heard = ["ben", "chloe", "paul"].map((who) => told(bot, who).includes("access-end"));
    expect(heard).toEqual([true, true, false]);
  });
});

describe("a Request for access to go on", () => {
  it("is not decided by the one who holds Admin by it", async () => {
    const bot = await paidBot();
    bot.chat.join("zoe");
    await bot.set({ approvers: ["ben", "zoe"], second: [] });
    await askUntil(bot, END, "chloe", { addresses: "ben@lumen.example", role: "admin" });
    await bot.approve(1, "ana");
    await bot.doAll("ana");
    await bot.as("ana").press({ do: "mark-active", invitation: 1 });
    await liveUntil(bot, must(endOf(bot)), -24);
    await extend(bot, "ana", "2026-04-01");
    expect(said(await bot.approve(2, "ben"))).toContain("This would make you Admin");
  });

  it("is over where the role has changed meanwhile, or nobody is left in it", async () => {
    const bot = await activeUntil();
    await liveUntil(bot, must(endOf(bot)), -48);
    await extend(bot, "paul", "2026-03-05");
    await bot.as("ben").submit({ form: "role", invitation: 1 }, { role: "billing" });
    await bot.doAll("ben");
    await bot.settle();
    expect([bot.rows()[0]?.role, bot.request(2).state]).toEqual(["billing", "lapsed"]);
    await extend(bot, "paul", "2026-03-05");
    expect(bot.request(3).role).toBe("billing");
    await bot.as("ben").press({ do: "remove", invitation: 1 });
    await bot.doAll("ben");
    await bot.settle();
    expect([status(bot), bot.request(3).state]).toEqual(["removed", "lapsed"]);
  });

  it("is refused for an address outside the allowed domains", async () => {
    const bot = await activeUntil();
    await bot.as("ana").submit({ form: "billing" }, billing());
    await bot.set({ domains: "other.example" });
    expect(said(await extend(bot, "ben", "2026-03-05"))).toMatch(/domain/);
  });

  it("stands in the Record with its last day", async () => {
    const bot = await activeUntil();
    await extend(bot, "ben", "2026-03-05");
    expect(said(await bot.as("ana").command("record"))).toMatch(
      /@ben extended the access of paul@lumen\.example: until 2026-03-05[\s\S]*@ben made request 2: .*to extend access, .*until 2026-03-05|@ben made request 2[\s\S]*extended the access/,
    );
  });
});

it("a revoked Invitation into a Workspace is sent again only by who may approve for that Workspace", async () => {
  const bot = await paidBot();
  const made = { name: "Lab", state: "created", mistralId: null, evidence: null, trouble: null } as const;
  bot.store.transact((tx) => tx.workspaces.insert(made));
  await bot.as("kenji").command("help");
  await bot.as("ana").submit({ form: "workspace-approvers" }, { workspace: "1", approvers: ["kenji"] });
  await bot.as("chloe").submit({ form: "invite" }, { ...invitation(PAUL), workspaces: ["1"] });
  await bot.approve(1, "kenji");
  await bot.doAll("ana");
  await bot.as("ben").press({ do: "revoke", invitation: 1 });
  await bot.doAll("ana");
  expect(status(bot)).toBe("revoked");
  expect(said(await bot.as("ben").press({ do: "resend", invitation: 1 }))).toContain(
    "goes to the approvers of its Workspaces",
  );
  expect(status(bot)).toBe("revoked");
});
