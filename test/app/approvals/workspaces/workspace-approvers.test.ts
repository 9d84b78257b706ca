import { describe, expect, it } from "vitest";
import { goAway, told } from "../../../support/approvals/absences.ts";
import { askInto, LAB, nameFor, SHOP, withWorkspaces, YARD } from "../../../support/approvals/workspaces.ts";
import { must } from "../../../support/must.ts";
import { type Bot, PAUL } from "../../../support/world/bot.ts";
import { labelsOf, said, words } from "../../../support/world/chat.ts";
import { DAY, MINUTE } from "../../../support/world/times.ts";

const card = (bot: Bot) => bot.chat.newest("approvals");
const state = (bot: Bot, request = 1) => bot.request(request).state;
const press = async (bot: Bot, who: string, request = 1) => said(await bot.approve(request, who));
const OTHERS = "This request goes to the approvers of its Workspaces.";

describe("a Request that names a Workspace with approvers of its own", () => {
  it("asks these, and no other approver decides", async () => {
    const bot = await withWorkspaces();
    await askInto(bot, [LAB]);
    expect(card(bot)).toContain("Asked for Lab: @kenji");
    expect(labelsOf(must(bot.chat.cards("dm-kenji", "request:")[0]).view)).toContain("Approve");
    expect(told(bot, "rosa")).not.toContain("request");
    for (const who of ["ben", "ana"]) expect(await press(bot, who)).toContain(OTHERS);
    expect(said(await bot.deny(1, "ben"))).toContain(OTHERS);
    expect(await press(bot, "rosa")).toContain("Only the owner and the approvers can do this");
    await bot.approve(1, "kenji");
    expect([state(bot), bot.request().decision?.by]).toEqual(["approved", bot.personOf("kenji").id]);
    expect(card(bot)).toMatch(/✅ Approved by @kenji/);
  });

  it("offers its buttons in a list to those alone who are asked", async () => {
    const bot = await withWorkspaces();
    await askInto(bot, [LAB]);
    const status = async (who: string) => said(await bot.as(who).command("status"));
    expect(await status("ben")).not.toContain("[Approve");
    expect(await status("kenji")).toContain("[Approve");
    expect(await status("rosa")).not.toContain(PAUL);
  });

  it("is denied and changed by these", async () => {
    const bot = await withWorkspaces();
    await askInto(bot, [LAB, SHOP], "chloe", "billing");
    const keep = bot.rows().map(({ id }) => `${id}`);
    await bot.as("rosa").submit({ form: "change", request: 1 }, { keep, role: "member" });
    expect(bot.request().role).toBe("member");
    await bot.deny(1, "rosa", "no room");
    expect([state(bot), bot.request().decision?.reason]).toEqual(["denied", "no room"]);
    expect(bot.chat.newest("dm-chloe")).toMatch(/Denied by @rosa[\s\S]*no room/);
  });

  it("goes to the approvers of the Organization where none of these is there any more", async () => {
    const bot = await withWorkspaces();
    await bot.becomes("kenji", { standing: "gone" });
    await askInto(bot, [LAB]);
    expect(card(bot)).not.toContain("Asked for Lab");
    await bot.approve();
    expect(state(bot)).toBe("approved");
  });

  it("waits for the others from the moment in which these are taken out", async () => {
    const bot = await withWorkspaces({ approvals: null });
    await askInto(bot, [LAB]);
    expect(told(bot, "ben")).not.toContain("request");
    await bot.as("ana").press({ do: "end", of: "workspace-approvers", id: LAB });
    await bot.settle();
    expect(told(bot, "ben")).toContain("request");
    expect(await press(bot, "kenji")).toContain("Only the owner and the approvers");
    await bot.approve();
    expect(state(bot)).toBe("approved");
  });
});

describe("a Request that takes approvals of several sides", () => {
  it("asks each on one card, says who has approved, and is decided by the last one", async () => {
    const bot = await withWorkspaces();
    await bot.pay();
    await askInto(bot, [LAB, SHOP, YARD]);
    expect(card(bot)).toMatch(/Asked for Lab: @kenji\nAsked for Shop: @rosa\nAlso asked: the approvers/);
    expect(card(bot)).toContain("Once it has all approvals, someone sends");
    await bot.approve(1, "rosa");
    expect([state(bot), bot.statuses(), bot.tasks()]).toEqual(["open", ["proposed"], []]);
    expect(card(bot)).toMatch(/☑️ Approved by @rosa \d\d:\d\d/);
    expect(card(bot)).not.toContain("Asked for Shop");
    expect(bot.chat.newest("dm-chloe")).toMatch(/☑️ Approved by @rosa/);
    expect(await press(bot, "rosa")).toContain("Your part is already approved. Others still have to");
    await bot.approve();
    expect(card(bot)).not.toContain("Also asked: the approvers");
    expect(card(bot)).toContain("Once you approve, someone sends");
    expect(await press(bot, "ana")).toContain("Your part is already approved");
    await bot.approve(1, "kenji");
    expect([state(bot), bot.statuses()]).toEqual(["approved", ["sending"]]);
    expect(card(bot)).toMatch(/Approved by @rosa[\s\S]*Approved by @ben[\s\S]*Approved by @kenji/);
    expect(bot.recorded("request.agreed")).toHaveLength(2);
    expect(bot.recorded("request.approved")).toHaveLength(1);
    expect(said(await bot.as("ana").command("record"))).toMatch(/@rosa approved their part of request 1/);
  });

  it("is decided at once by somebody who approves for all of them", async () => {
    const bot = await withWorkspaces();
    await nameFor(bot, LAB, ["ben"]);
    await askInto(bot, [LAB, YARD]);
    await bot.approve();
    expect([state(bot), bot.request().approvals]).toEqual(["approved", []]);
  });

  it("wants the approvers of the Organization as well for a strong role", async () => {
    const bot = await withWorkspaces();
    await askInto(bot, [LAB], "chloe", "billing");
    await bot.approve(1, "kenji");
    expect(state(bot)).toBe("open");
    await bot.approve();
    expect(state(bot)).toBe("approved");
  });

  it("wants two of them for Admin where the settings do", async () => {
    const bot = await withWorkspaces({ approvers: ["ben", "zoe"], second: ["on"] });
    await askInto(bot, [LAB], "chloe", "admin");
    expect(card(bot)).toContain("Admin takes two approvals.");
    for (const who of ["ben", "kenji"]) await bot.approve(1, who);
    expect(card(bot)).toContain("Admin takes a second approver.");
    expect(state(bot)).toBe("open");
    await bot.approve(1, "ana");
    expect(state(bot)).toBe("approved");
  });

  it("forgets the approval of somebody who is named for the Workspace no more", async () => {
    const bot = await withWorkspaces();
    await askInto(bot, [LAB, SHOP]);
    await bot.approve(1, "kenji");
    await nameFor(bot, LAB, ["zoe"]);
    await bot.approve(1, "rosa");
    expect(state(bot)).toBe("open");
    await bot.approve(1, "zoe");
    expect([state(bot), bot.request().approvals.map(({ by }) => by)]).toEqual([
      "approved",
      [bot.personOf("rosa").id],
    ]);
  });

  it("is decided by the next approval where the settings now want none of those that are missing", async () => {
    const bot = await withWorkspaces();
    await askInto(bot, [LAB, SHOP]);
    await bot.approve(1, "kenji");
    await nameFor(bot, SHOP, ["kenji"]);
    expect(state(bot)).toBe("open");
    await bot.approve(1, "kenji");
    expect(state(bot)).toBe("approved");
  });
});

describe("who approves for a Workspace and asks for it", () => {
  it("needs nobody else for that one", async () => {
    const bot = await withWorkspaces();
    await askInto(bot, [LAB], "kenji");
    expect([state(bot), bot.recorded("request.approved")]).toMatchObject([
      "approved",
      [{ data: { alone: true } }],
    ]);
    expect(told(bot, "ben")).not.toContain("request");
  });

  it("needs the others for other Workspaces, and has approved their own part", async () => {
    const bot = await withWorkspaces();
    await askInto(bot, [LAB, SHOP], "kenji");
    expect(state(bot)).toBe("open");
    expect(card(bot)).toMatch(/Asked for Shop: @rosa[\s\S]*☑️ Approved by @kenji/);
    expect(card(bot)).not.toContain("Asked for Lab");
    expect(await press(bot, "kenji")).toContain("Your part is already approved");
    await bot.approve(1, "rosa");
    expect(state(bot)).toBe("approved");
  });

  it("needs others for Admin, also as an approver of the Organization", async () => {
    const bot = await withWorkspaces({ approvers: ["ben", "kenji"] });
    await askInto(bot, [LAB], "kenji", "admin");
    expect(state(bot)).toBe("open");
    expect(await press(bot, "kenji")).toContain("You can't decide your own request");
    await bot.approve();
    expect(state(bot)).toBe("approved");
  });
});

describe("an approver of the Organization who invites", () => {
  it("reads in the form which Workspaces others approve, and asks them", async () => {
    const bot = await withWorkspaces();
    const form = await bot.as("ben").command("invite");
    const intro = form.kind === "open" ? words({ summary: "", blocks: form.form.intro }) : "";
    expect(intro).toContain("For these Workspaces, others approve: Lab, Shop.");
    await askInto(bot, [LAB], "ben");
    expect(state(bot)).toBe("open");
    expect(told(bot, "kenji")).toContain("request");
  });
});

describe("an approver of a Workspace who is away", () => {
  it("says so, and has the stand-in asked", async () => {
    const bot = await withWorkspaces();
    await goAway(bot, { standIn: "zoe" }, "kenji");
    await askInto(bot, [LAB, SHOP]);
    expect(card(bot)).toContain("@kenji is away");
    await bot.approve(1, "zoe");
    await bot.approve(1, "rosa");
    expect(state(bot)).toBe("approved");
    expect(card(bot)).toMatch(/Approved by @zoe for @kenji[\s\S]*Approved by @rosa/);
  });

  it("leaves that part to the approvers where nobody is left who may stand in", async () => {
    const bot = await withWorkspaces();
    await goAway(bot, { standIn: "zoe" }, "kenji");
    await askInto(bot, [LAB, SHOP], "zoe");
    expect(card(bot)).not.toContain("Asked for Lab");
    await bot.approve();
    await bot.approve(1, "rosa");
    expect(state(bot)).toBe("approved");
  });

  it("is no absence any more once nobody names them", async () => {
    const bot = await withWorkspaces();
    await goAway(bot, { standIn: "zoe" }, "kenji");
    await bot.as("ana").press({ do: "end", of: "workspace-approvers", id: LAB });
    expect(bot.setup().settings.absences).toEqual([]);
  });
});

describe("a Request for a Workspace that nobody decides", () => {
  it("goes to the owner where the settings name the owner for that", async () => {
    const bot = await withWorkspaces();
    await bot.set({ escalate: "4", alternates: ["ana"] });
    await askInto(bot, [LAB]);
    await bot.live(2 * DAY, 60 * MINUTE);
    expect(card(bot)).toMatch(/Also asked .*as nobody had decided: @ana/);
    await bot.approve(1, "ana");
    expect(state(bot)).toBe("approved");
  });

  it("goes there also where the approvers have approved the rest", async () => {
    const bot = await withWorkspaces();
    await bot.set({ escalate: "4", alternates: ["ana"] });
    await askInto(bot, [LAB, YARD]);
    await bot.approve();
    await bot.live(2 * DAY, 60 * MINUTE);
    await bot.approve(1, "ana");
    expect(state(bot)).toBe("approved");
  });
});

describe("an approver of a Workspace who leaves", () => {
  it("has what is open asked of the approvers, and the owner hears of it", async () => {
    const bot = await withWorkspaces({ approvals: null });
    await askInto(bot, [LAB]);
    expect(told(bot, "ben")).not.toContain("request");
    await bot.becomes("kenji", { standing: "gone" });
    expect(told(bot, "ben")).toContain("request");
    expect(bot.alerts()).toMatchObject([{ kind: "left" }]);
    await bot.approve();
    expect(state(bot)).toBe("approved");
  });
});

describe("the approvers of a Workspace", () => {
  it("are named by the owner in a form, hear it, and stand in the settings and the Record", async () => {
    const bot = await withWorkspaces();
    expect(bot.chat.newest("dm-rosa")).toContain(
      "@ana made you an approver. You'll get requests to approve or deny.\nWorkspaces: Shop",
    );
    const form = await bot.as("ana").command("settings");
    const intro = form.kind === "open" ? words({ summary: "", blocks: form.form.intro }) : "";
    expect(intro).toMatch(/Lab[\s\S]*Asked for Lab: @kenji[\s\S]*\[Workspace approvers\]/);
    expect(bot.recorded("workspace.approvers")).toMatchObject([
      { subject: "workspace:1", data: { added: bot.personOf("kenji").id, removed: "" } },
      { subject: "workspace:2", data: { added: bot.personOf("rosa").id, removed: "" } },
    ]);
    await bot.set({ reminders: [] });
    expect(bot.setup().settings.workspaceApprovers).toHaveLength(2);
  });

  it("are refused where none is chosen, where one is a guest, and where the Workspace is not made", async () => {
    const bot = await withWorkspaces();
    const submit = (values: object) =>
      bot
        .as("ana")
        .submit({ form: "workspace-approvers" }, { workspace: "1", approvers: ["zoe"], ...values });
    expect(await submit({ approvers: [] })).toMatchObject({
      kind: "errors",
      errors: { approvers: expect.any(String) },
    });
    expect(await submit({ approvers: ["greta"] })).toMatchObject({ kind: "errors" });
    for (const workspace of ["99", null])
      expect(await submit({ workspace })).toMatchObject({ errors: { workspace: "Choose one." } });
    bot.store.transact((tx) => tx.workspaces.save({ ...must(tx.workspaces.get(1)), state: "failed" }));
    expect(await submit({})).toMatchObject({ errors: { workspace: "Choose one." } });
  });
});
