import { expect, it, onTestFinished } from "vitest";
import { automaticBot } from "../support/automatic.ts";
import { type Bot, billing, invitation, startedBot } from "../support/bot.ts";

const WEEK = 7 * 24 * 3_600_000;
const MINUTE = 60_000;
const PAUL = "paul@lumen.example";
const OLD = 1;

const statuses = (bot: Bot) =>
  bot.store.read((tx) =>
    [1, 2].map((id) => `${tx.invitations.get(id)?.status} ${tx.invitations.get(id)?.role}`),
  );
const tasks = (bot: Bot) => bot.store.read((tx) => tx.tasks.open().map(({ kind }) => kind));

const revoke = (bot: Bot) => bot.as("ben").press({ do: "revoke", invitation: OLD });
const toBilling = (bot: Bot) => bot.as("ben").submit({ form: "role", invitation: OLD }, { role: "billing" });

/** Paul's Invitation ran out, and he was invited anew by another Request. */
async function invitedAnew() {
  const world = await automaticBot();
  onTestFinished(() => world.close());
  await world.pay();
  await world.approved(PAUL);
  await world.skip(WEEK + 20 * MINUTE);
  await world.bot.as("chloe").submit({ form: "invite" }, invitation(PAUL));
  await world.bot.as("ben").press({ do: "approve", request: 2 });
  await world.skip(MINUTE);
  expect(statuses(world.bot)).toEqual(["expired member", "pending member"]);
  return world;
}

it.each([
  ["revoked", revoke],
  ["given another role", toBilling],
])(
  "an Invitation that a newer one has replaced cannot be %s: Mistral has only the newer one",
  async (_, act) => {
    const world = await invitedAnew();
    await act(world.bot);
    await world.skip(30 * MINUTE);
    expect(statuses(world.bot)).toEqual(["expired member", "pending member"]);
    expect(
      world.mistral
        .mails()
        .map(({ state }) => state)
        .at(-1),
    ).toBe("open");
  },
);

it("whose Invitation ran out and is sent anew with another role is not to be revoked any more", async () => {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "billing" }, billing());
  await bot.as("chloe").submit({ form: "invite" }, invitation(PAUL));
  await bot.as("ben").press({ do: "approve", request: 1 });
  await bot.as("ben").press({ do: "task-done", task: 1, rows: 1 });
  await bot.as("ben").press({ do: "mark-expired", invitation: OLD });
  await revoke(bot);
  expect(tasks(bot)).toEqual(["revoke"]);
  await toBilling(bot);
  expect(tasks(bot)).toEqual(["invite"]);
});
