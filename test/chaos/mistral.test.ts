import { expect, it, onTestFinished } from "vitest";
import { INVITATION_STATUSES } from "../../src/domain/invitations/invitation.ts";
import { must } from "../support/must.ts";
import { automaticBot } from "../support/world/automatic.ts";
import { type Bot, KENJI, PAUL, ROSA, START, startedBot } from "../support/world/bot.ts";
import { DAY, MINUTE } from "../support/world/times.ts";
import { createMistralObserver, createReader } from "./mistral/claims.ts";
import { MISTRAL } from "./mistral/scenarios.ts";
import { holdInShort } from "./short.ts";

holdInShort(MISTRAL);

const [ZOE, EMIL] = ["zoe@lumen.example", "emil@lumen.example"];

const deedsOf = (bot: Bot) => {
  const newest = (address: string) => must(bot.store.read((tx) => tx.invitations.ofAddress(address))[0]);
  return {
    press: (what: "resend" | "revoke" | "remove" | "mark-expired", address: string) =>
      bot.as("ben").press({ do: what, invitation: newest(address).id }),
    joined: (address: string) => bot.as("kenji").press({ do: "joined", invitation: newest(address).id }),
    approve: (address: string) => bot.approve(newest(address).request),
    deny: (address: string) => bot.deny(newest(address).request),
    named: () => bot.as("ana").submit({ form: "organization" }, { name: "Lumen", branch: "new" }),
  };
};

/** After each step everything is looked at: all statuses were there to be seen, and nothing was untrue. */
async function staysTrue(
  bot: Bot,
  observer: ReturnType<typeof createMistralObserver>,
  steps: (() => unknown)[],
) {
  const reader = createReader(bot, observer);
  const seen = new Set<string>();
  for (const step of steps) {
    await step();
    await bot.settle();
    await reader.lookEverywhere();
    for (const { status } of bot.store.read((tx) => tx.invitations.inStatus(...INVITATION_STATUSES)))
      seen.add(status);
  }
  expect(seen).toEqual(new Set(INVITATION_STATUSES));
  expect(reader.untrue()).toEqual([]);
}

it("in every state that an Invitation can have, what is called verified is what Mistral has said", async () => {
  let clock = () => START;
  const observer = createMistralObserver(() => clock());
  const world = await automaticBot({ watch: observer.watch });
  onTestFinished(() => world.close());
  const { bot, mistral, skip } = world;
  clock = bot.now;
  const { press, approve, deny, named } = deedsOf(bot);
  const refuse = (status: number) =>
    world.refuses(status, { path: "/v1/admin/users-invite", method: "POST" });
  await staysTrue(bot, observer, [
    ...[named, () => bot.ask(KENJI), () => approve(KENJI), () => world.pay(), () => skip(4 * MINUTE)],
    () => mistral.accept(must(mistral.mails().findLast(({ to }) => to === KENJI)).id),
    ...[() => skip(MINUTE), () => bot.ask(PAUL), () => refuse(500), () => approve(PAUL)],
    ...[() => skip(MINUTE), () => press("revoke", PAUL), () => bot.approved(ROSA), () => skip(8 * DAY)],
    ...[() => bot.ask(ZOE), () => refuse(402), () => approve(ZOE), () => bot.ask(EMIL), () => deny(EMIL)],
    () => press("remove", KENJI),
    () => bot.as("ana").submit({ form: "workspaces" }, { names: "Engineering" }),
    () => bot.as("ana").press({ do: "skip", step: "security" }),
    ...[() => mistral.change({ kind: "payment", on: false }), () => skip(11 * MINUTE)],
  ]);
});

it("in every state that is reached by people alone, nothing is called verified with Mistral", async () => {
  const bot = await startedBot();
  const { press, joined, deny, named } = deedsOf(bot);
  const done = () => bot.doAll();
  await staysTrue(bot, createMistralObserver(bot.now), [
    ...[named, () => bot.approved(KENJI), () => bot.pay(), () => bot.doAll("ana"), () => joined(KENJI)],
    ...[() => bot.approved(PAUL), done, () => press("mark-expired", PAUL), () => press("resend", PAUL), done],
    ...[() => press("revoke", PAUL), done, () => bot.approved(ZOE)],
    () => bot.as("ben").submit({ form: "impossible", task: must(bot.tasks()[0]).id }, { reason: "no seats" }),
    ...[() => bot.ask(EMIL), () => deny(EMIL), () => press("remove", KENJI), done],
  ]);
});
