import { describe, expect, it } from "vitest";
import { notices } from "../../src/view/strings/en/answers.ts";
import { type Bot, billing, invitation, startedBot } from "../support/bot.ts";
import { must } from "../support/must.ts";

const MINUTES = 11 * 60_000;
const REFUSED = {
  kind: "show",
  view: { summary: expect.stringContaining(notices.refusals.not_approver) },
};

/** Ana owns the Setup and Ben approves; both are invited, by hand, and both are guests by now. */
async function bothAreGuests(): Promise<Bot> {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "billing" }, billing());
  await bot.as("ben").submit({ form: "invite" }, invitation("ana@lumen.example"));
  await bot.as("ana").submit({ form: "invite" }, invitation("ben@lumen.example\npaul@lumen.example"));
  for (const { id, assignee, invitations } of bot.store.read((tx) => tx.tasks.open())) {
    const holder = assignee === bot.personOf("ana").id ? "ana" : "ben";
    await bot.as(holder).press({ do: "task-done", task: id, rows: invitations.length });
  }
  for (const name of ["ana", "ben"]) {
    bot.chat.join(name, { standing: "guest" });
    bot.app.accountChanged(must(bot.chat.account(name)));
  }
  await bot.skip(MINUTES);
  return bot;
}

const invitationOf = (bot: Bot, name: string): number =>
  must(bot.store.read((tx) => tx.invitations.ofAddress(`${name}@lumen.example`))[0]).id;

describe.each(["ana", "ben"])("%s, who is a guest by now", (name) => {
  it("gets no list of Members, though their own Invitation may be sent again", async () => {
    const bot = await bothAreGuests();
    const reply = await bot.as(name).press({ do: "resend", invitation: invitationOf(bot, name), page: 0 });
    expect(reply).toMatchObject(REFUSED);
    expect(JSON.stringify(reply)).not.toContain("paul@lumen.example");
  });

  it("may have their own Invitation sent again, and nobody else's", async () => {
    const bot = await bothAreGuests();
    const guest = bot.as(name);
    const others = await guest.press({ do: "resend", invitation: invitationOf(bot, "paul") });
    expect(others).toMatchObject(REFUSED);
    const own = await guest.press({ do: "resend", invitation: invitationOf(bot, name) });
    expect(own).toMatchObject({ kind: "show", view: { summary: expect.stringContaining("Done") } });
  });
});
