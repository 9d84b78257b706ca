import { expect, it, onTestFinished } from "vitest";
import { INVITATION_STATUSES } from "../../src/domain/invitations/invitation.ts";
import { must } from "../support/must.ts";
import { automaticBot } from "../support/world/automatic.ts";
import { KENJI, PAUL, ROSA, START } from "../support/world/bot.ts";
import { DAY, MINUTE } from "../support/world/times.ts";
import { createMistralObserver, createReader } from "./mistral/claims.ts";
import { MISTRAL } from "./mistral/scenarios.ts";
import { holdInShort } from "./short.ts";

holdInShort(MISTRAL);

const [ZOE, EMIL] = ["zoe@lumen.example", "emil@lumen.example"];

it("in every state that an Invitation can have, what is called verified is what Mistral has said", async () => {
  let clock = () => START;
  const observer = createMistralObserver(() => clock());
  const world = await automaticBot({ watch: observer.watch });
  onTestFinished(() => world.close());
  const { bot, mistral, skip } = world;
  clock = bot.now;
  const reader = createReader(bot, observer);
  const newest = (address: string) => must(bot.store.read((tx) => tx.invitations.ofAddress(address))[0]);
  const approve = (address: string) => bot.approve(newest(address).request);
  const press = (what: "revoke" | "remove", address: string) =>
    bot.as("ben").press({ do: what, invitation: newest(address).id });
  const refuse = (status: number) =>
    world.refuses(status, { path: "/v1/admin/users-invite", method: "POST" });
  const seen = new Set<string>();
  for (const step of [
    () => bot.as("ana").submit({ form: "organization" }, { name: "Lumen", branch: "new" }),
    ...[() => bot.ask(KENJI), () => approve(KENJI), () => world.pay(), () => skip(4 * MINUTE)],
    () => mistral.accept(must(mistral.mails().findLast(({ to }) => to === KENJI)).id),
    ...[() => skip(MINUTE), () => bot.ask(PAUL), () => refuse(500), () => approve(PAUL)],
    ...[() => skip(MINUTE), () => press("revoke", PAUL), () => bot.approved(ROSA), () => skip(8 * DAY)],
    ...[() => bot.ask(ZOE), () => refuse(402), () => approve(ZOE)],
    ...[() => bot.ask(EMIL), () => bot.deny(newest(EMIL).request), () => press("remove", KENJI)],
    () => bot.as("ana").submit({ form: "workspaces" }, { names: "Engineering" }),
    () => bot.as("ana").press({ do: "skip", step: "security" }),
    ...[() => mistral.change({ kind: "payment", on: false }), () => skip(11 * MINUTE)],
  ]) {
    await step();
    await bot.settle();
    await reader.lookEverywhere();
    for (const { status } of bot.store.read((tx) => tx.invitations.inStatus(...INVITATION_STATUSES)))
      seen.add(status);
  }
  expect(seen).toEqual(new Set(INVITATION_STATUSES));
  expect(reader.untrue()).toEqual([]);
});
