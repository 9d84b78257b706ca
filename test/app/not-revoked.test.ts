import { expect, it } from "vitest";
import { type Bot, billing, invitation, startedBot } from "../support/bot.ts";
import { buttonsOf, words } from "../support/chat.ts";
import { createMemoryMistral } from "../support/memory-mistral.ts";
import { must } from "../support/must.ts";
import { restart } from "../support/restart.ts";

const MINUTE = 60_000;
const PAUL = "paul@lumen.example";
const ZOE = "zoe@lumen.example";

const told = (bot: Bot, person: string): string[] =>
  bot.chat.dm(person).flatMap(({ key, view }) => (key.startsWith("not-revoked:") ? [words(view)] : []));
const statuses = (bot: Bot) =>
  bot.store.read((tx) => tx.invitations.ofRequest(1).map(({ status }) => status));

/** Both were revoked by the word of whoever had the Task; at Mistral nobody has done so. Then a key comes. */
async function notDone(addresses: string, by: "ben" | "kenji") {
  const bot = await startedBot();
  const { admin, state } = createMemoryMistral(() => bot.now());
  await bot.as("ana").submit({ form: "billing" }, billing());
  if (by === "kenji") await bot.as("ana").submit({ form: "hand", step: "members" }, { person: "kenji" });
  await bot.as("chloe").submit({ form: "invite" }, invitation(addresses));
  await bot.as("ben").press({ do: "approve", request: 1 });
  await bot.as(by).press({ do: "task-done", task: 1, rows: 2 });
  const list = addresses.split(", ");
  await admin.invite({ addresses: list, role: "member", seats: [], workspaceIds: [], language: null });
  for (const id of list.keys()) await bot.as("ben").press({ do: "revoke", invitation: id + 1 });
  await bot.as(by).press({ do: "task-done", task: 2, rows: 2 });
  expect(new Set(statuses(bot))).toEqual(new Set(["revoked"]));
  await bot.skip(MINUTE);
  await restart(bot, admin);
  await bot.skip(11 * MINUTE);
  expect(new Set(statuses(bot))).toEqual(new Set(["pending"]));
  return { bot, state };
}

it("whoever confirmed a revocation that Mistral does not show hears so, once, and can revoke it again", async () => {
  const { bot, state } = await notDone(PAUL, "ben");
  await bot.skip(60 * MINUTE);
  expect(told(bot, "ben")).toHaveLength(1);
  expect(told(bot, "ben")[0]).toMatch(
    /You confirmed that the Invitation of paul@lumen.example was revoked, but Mistral's list shows it/,
  );
  expect(told(bot, "ana")).toEqual([]);
  const card = must(bot.chat.dm("ben").find(({ key }) => key.startsWith("not-revoked:")));
  const [revoke] = buttonsOf(card.view);
  expect(revoke).toMatchObject({ action: { do: "revoke", invitation: 1 } });
  await bot.as("ben").press({ do: "revoke", invitation: 1 });
  expect(state.invites).toEqual([]);
  expect(statuses(bot)).toEqual(["revoked"]);
  expect(told(bot, "ben")[0]).toContain("This revocation is settled.");
});

it("several are one message, and go to the owner where whoever confirmed it may not revoke", async () => {
  const { bot } = await notDone(`${PAUL}, ${ZOE}`, "kenji");
  expect(told(bot, "kenji")).toEqual([]);
  expect(told(bot, "ana")).toHaveLength(1);
  expect(told(bot, "ana")[0]).toMatch(
    /@kenji confirmed that the Invitations of paul@lumen.example, zoe@lumen.example were revoked, but Mistral's list shows them/,
  );
});
