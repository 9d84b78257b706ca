import { describe, expect, it } from "vitest";
import { AppError } from "../../../src/lib/errors.ts";
import { createBot, startedBot } from "../../support/world/bot.ts";
import { said, words } from "../../support/world/chat.ts";

describe("the Setup", () => {
  it("can be started by somebody named in SETUP_OWNERS with a verified address", async () => {
    const bot = createBot({ owners: ["kenji@lumen.example"] });
    expect((await bot.as("kenji").command("setup")).kind).toBe("open");
    bot.chat.join("mallory", { address: "kenji@lumen.example", addressVerified: false });
    expect((await bot.as("mallory").command("")).kind).toBe("show");
  });
});

describe("somebody who may not", () => {
  it("is unknown to Slack just now is asked to try again, and nothing is lost", async () => {
    const bot = await startedBot();
    const mend = bot.chat.breaks(new AppError("unavailable", "timeout"), "account");
    expect((await bot.as("kenji").command("help")).kind).toBe("show");
    mend();
    expect(said(await bot.as("kenji").command("help"))).toMatch(/mistral-setup/);
  });

  it("sees nobody's addresses but their own requests", async () => {
    const bot = await startedBot();
    await bot.ask("paul@lumen.example");
    expect(said(await bot.as("kenji").command("status"))).not.toMatch(/paul@|@chloe/);
    expect(said(await bot.as("chloe").command("status"))).toContain("asked by @chloe");
    expect(bot.chat.first("dm-chloe")).toContain("paul@lumen.example");
    expect(said(await bot.as("kenji").command("members"))).toMatch(/approvers/);
  });
});

it("the invite command fills in one's own address, or the addresses and the role that follow it", async () => {
  const bot = await startedBot();
  expect(JSON.stringify(await bot.as("chloe").command("invite"))).toContain("chloe@lumen.example");
  const reply = await bot.as("chloe").command("invite paul@lumen.example rosa@lumen.example Billing");
  const fields = reply.kind === "open" ? reply.form.fields : [];
  expect(fields.find(({ name }) => name === "role")).toMatchObject({ initial: "billing" });
  expect(JSON.stringify(fields)).toContain("rosa@lumen.example");
});

it("a submission that cannot go through just now leaves the form open with what was typed, and says what to do", async () => {
  const bot = await startedBot();
  const mend = bot.chat.breaks(new AppError("unavailable", "timeout"), "account");
  const form = { form: "hand", step: "billing" } as const;
  const reply = await bot.as("ana").submit(form, { person: "kenji" });
  expect(reply).toMatchObject({ kind: "errors", errors: { "": expect.stringMatching(/try again/) } });
  mend();
  expect((await bot.as("ana").submit(form, { person: "kenji" })).kind).toBe("show");
});

it("somebody whose standing changed without an event is let in once they are a member", async () => {
  const bot = await startedBot();
  expect(said(await bot.as("greta").command("status"))).toMatch(/^Guests/);
  bot.chat.join("greta", { standing: "member" });
  await bot.skip(120_000);
  expect(said(await bot.as("greta").command("status"))).not.toMatch(/Guests/);
});

it("an approver who is new gets what is open already, and may decide", async () => {
  const bot = await startedBot();
  await bot.set({ approvals: null, approvers: [] });
  await bot.ask("paul@lumen.example");
  expect(bot.chat.dm("kenji")).toHaveLength(0);
  await bot.set({ approvals: null, approvers: ["kenji"] });
  const heard = bot.chat
    .dm("kenji")
    .map(({ view }) => words(view))
    .join("\n");
  expect(heard).toMatch(/made you an approver[\s\S]*paul@lumen.example/);
  await bot.approve(1, "kenji");
  expect(bot.request().state).toBe("approved");
});

it("a page that shows what it showed before is not published again", async () => {
  const bot = await startedBot();
  await bot.as("kenji").home();
  let published = 0;
  const { publishHome } = bot.chat.messenger;
  bot.chat.messenger.publishHome = async (...order) => {
    published += 1;
    await publishHome(...order);
  };
  await bot.ask("paul@lumen.example", "ben");
  await bot.skip(1000);
  expect(published).toBe(0);
  await bot.as("kenji").home();
  expect(published).toBe(1);
});

it("a press in the list of Members is answered with the list as it is then", async () => {
  const bot = await startedBot();
  await bot.ask("paul@lumen.example", "ben");
  const reply = await bot.as("ben").press({ do: "revoke", invitation: 1, page: 0 });
  expect(said(reply)).toMatch(/^Revoked before it was sent[\s\S]*Revoked[\s\S]*paul@lumen\.example/);
});

it.each(["as", "inTeams"] as const)(
  "somebody of another chat workspace or tenant (%s) is answered as a stranger",
  async (on) => {
    const bot = await startedBot({ both: true });
    bot.chat.join("mallory", { standing: "stranger" });
    bot.teams.join("t-mallory", { standing: "stranger", team: "another" });
    expect(await bot[on]("mallory").command("status")).toMatchObject({ kind: "show", stranger: true });
    expect(await bot[on]("chloe").command("status")).not.toMatchObject({ stranger: true });
  },
);
