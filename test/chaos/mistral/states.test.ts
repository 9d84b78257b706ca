import { expect, it, onTestFinished } from "vitest";
import {
  INVITATION_STATUSES,
  type Invitation,
  type InvitationStatus,
} from "../../../src/domain/invitations/invitation.ts";
import { createKeyProbe } from "../../../src/mistral/probe.ts";
import { must } from "../../support/must.ts";
import { KEY, listenEmbeddedMistral } from "../../support/servers/mistral.ts";
import { automaticBot } from "../../support/world/automatic.ts";
import { type Bot, billing, invitation, START, startedBot } from "../../support/world/bot.ts";
import { createMistralObserver } from "./observer.ts";
import { createReader } from "./reader.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const ask = (bot: Bot, who: string) =>
  bot.as("chloe").submit({ form: "invite" }, invitation(`${who}@lumen.example`));
const newest = (bot: Bot, who: string): Invitation =>
  must(bot.store.read((tx) => tx.invitations.ofAddress(`${who}@lumen.example`))[0]);
const idOf = (bot: Bot, who: string): number => newest(bot, who).id;
const requestOf = (bot: Bot, who: string): number => newest(bot, who).request;
const approve = (bot: Bot, who: string) =>
  bot.as("ben").press({ do: "approve", request: requestOf(bot, who) });

/** Looks at everything after each step, and collects the statuses that were there to be seen. */
async function throughStates(
  bot: Bot,
  reader: ReturnType<typeof createReader>,
  steps: readonly (() => unknown)[],
): Promise<Set<InvitationStatus>> {
  const seen = new Set<InvitationStatus>();
  for (const step of steps) {
    await step();
    await bot.settle();
    await reader.lookEverywhere();
    for (const { status } of bot.store.read((tx) => tx.invitations.inStatus(...INVITATION_STATUSES)))
      seen.add(status);
  }
  return seen;
}

it("in every state that an Invitation can have, what is called verified is what Mistral has said", async () => {
  let clock = () => START;
  const observer = createMistralObserver(() => clock());
  const world = await automaticBot({ watch: observer.watch });
  onTestFinished(() => world.close());
  const { bot, mistral, skip } = world;
  clock = bot.now;
  const reader = createReader(bot, observer);
  const refuse = (status: number) =>
    mistral.faults.add({ fault: { kind: "answer", status }, path: "/v1/admin/users-invite", method: "POST" });
  const accept = (who: string) =>
    mistral.accept(must(mistral.mails().findLast(({ to }) => to.startsWith(who))).id);

  const seen = await throughStates(bot, reader, [
    () => bot.as("ana").submit({ form: "organization" }, { name: "Lumen", branch: "new" }),
    () => ask(bot, "kenji"),
    () => approve(bot, "kenji"),
    () => world.pay(),
    () => skip(4 * MINUTE),
    () => accept("kenji"),
    () => skip(MINUTE),
    () => ask(bot, "paul"),
    () => refuse(500),
    () => approve(bot, "paul"),
    () => skip(MINUTE),
    () => bot.as("ben").press({ do: "revoke", invitation: idOf(bot, "paul") }),
    () => ask(bot, "rosa"),
    () => approve(bot, "rosa"),
    () => skip(8 * DAY),
    () => ask(bot, "zoe"),
    () => refuse(402),
    () => approve(bot, "zoe"),
    () => ask(bot, "emil"),
    () => bot.as("ben").submit({ form: "deny", request: requestOf(bot, "emil") }, { reason: "not now" }),
    () => bot.as("ben").press({ do: "remove", invitation: idOf(bot, "kenji"), page: 0 }),
    () => bot.as("ana").submit({ form: "workspaces" }, { names: "Engineering" }),
    () => bot.as("ana").press({ do: "skip", step: "security" }),
    () => mistral.change({ kind: "payment", on: false }),
    () => skip(11 * MINUTE),
  ]);
  expect(seen).toEqual(new Set(INVITATION_STATUSES));
  expect(reader.untrue()).toEqual([]);
});

it("in every state that is reached by people alone, nothing is called verified with Mistral", async () => {
  const bot = await startedBot();
  const reader = createReader(bot, createMistralObserver(bot.now));
  const done = async () => {
    for (const task of bot.store.read((tx) => tx.tasks.open()))
      await bot.as("ben").press({ do: "task-done", task: task.id, rows: task.invitations.length });
  };
  const impossible = async () => {
    const [task] = bot.store.read((tx) => tx.tasks.open());
    await bot.as("ben").submit({ form: "impossible", task: must(task).id }, { reason: "no seats are left" });
  };

  const seen = await throughStates(bot, reader, [
    () => bot.as("ana").submit({ form: "organization" }, { name: "Lumen", branch: "new" }),
    () => ask(bot, "kenji"),
    () => approve(bot, "kenji"),
    () => bot.as("ana").submit({ form: "billing" }, billing()),
    done,
    () => bot.as("kenji").press({ do: "joined", invitation: idOf(bot, "kenji") }),
    () => ask(bot, "paul"),
    () => approve(bot, "paul"),
    done,
    () => bot.as("ben").press({ do: "mark-expired", invitation: idOf(bot, "paul") }),
    () => bot.as("ben").press({ do: "resend", invitation: idOf(bot, "paul") }),
    done,
    () => bot.as("ben").press({ do: "revoke", invitation: idOf(bot, "paul") }),
    done,
    () => ask(bot, "zoe"),
    () => approve(bot, "zoe"),
    impossible,
    () => ask(bot, "emil"),
    () => bot.as("ben").submit({ form: "deny", request: requestOf(bot, "emil") }, { reason: "not now" }),
    () => bot.as("ben").press({ do: "remove", invitation: idOf(bot, "kenji"), page: 0 }),
    done,
  ]);
  expect(seen).toEqual(new Set(INVITATION_STATUSES));
  expect(reader.untrue()).toEqual([]);
});

it("where Mistral has said that a key works and only people who is Active, the last step is not called verified", async () => {
  let clock = () => START;
  const observer = createMistralObserver(() => clock());
  const { mistral, url, close } = await listenEmbeddedMistral({ now: () => clock(), watch: observer.watch });
  onTestFinished(close);
  const bot = await startedBot({ probe: createKeyProbe({ baseUrl: url, key: KEY }) });
  clock = bot.now;
  const reader = createReader(bot, observer);
  await throughStates(bot, reader, [
    () => bot.as("ana").submit({ form: "billing" }, billing()),
    () => ask(bot, "kenji"),
    () => approve(bot, "kenji"),
    () => bot.as("ben").press({ do: "task-done", task: 1, rows: 1 }),
    () => bot.as("kenji").press({ do: "joined", invitation: idOf(bot, "kenji") }),
    () => mistral.change({ kind: "payment", on: true }),
    () => bot.skip(11 * MINUTE),
  ]);
  const setup = must(bot.store.read((tx) => tx.setup.load()));
  expect(setup.keyWorks).toMatchObject({ kind: "verified" });
  expect(setup.steps.verify).toMatchObject({ state: "done", evidence: { kind: "confirmed" } });
  expect(reader.untrue()).toEqual([]);
});
