import { beforeEach, describe, expect, it } from "vitest";
import { must } from "../../support/must.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { billing, startedBot } from "../../support/world/bot.ts";
import { said, words } from "../../support/world/chat.ts";
import { fileStore } from "../../support/world/file-store.ts";
import { MINUTE } from "../../support/world/times.ts";

let world: AutomaticBot;
beforeEach(async () => {
  world = await startAutomatic();
  await world.pay();
  await world.minutes(2, 5);
});

const heard = () => world.bot.chat.cards("dm-ana", "alert:spending.");
const observed = () => world.bot.setup().observed;

async function checklist(): Promise<string> {
  const reply = await world.bot.as("ana").command("");
  return said(reply);
}

describe("the spending limit", () => {
  it("is shown with its currency and with Mistral's word for it, and so is that there is none", async () => {
    expect(await checklist()).toMatch(/No spending limit, verified with Mistral/);
    world.section.change((draft) => {
      draft.monthlyLimit = 150;
    });
    await world.minutes(15, 5);
    expect(await checklist()).toMatch(/Spending limit: €150 a month, verified with Mistral/);
    const status = await world.bot.as("ben").command("status");
    expect(said(status)).toMatch(/€150 a month/);
  });

  it("that a person sets is shown as Mistral has it, and not before", async () => {
    const fault = { kind: "answer", status: 503 } as const;
    world.mistral.faults.add({ fault, method: "POST", path: "/v1/admin/spend-limit", times: 2 });
    await world.bot.as("ana").submit({ form: "billing" }, { ...billing(), monthlyLimit: "200" });
    expect(await checklist()).toMatch(/No spending limit, verified/);
    await world.minutes(15, 5);
    expect(world.section.get().monthlyLimit).toBe(200);
    expect(await checklist()).toMatch(/€200 a month, verified with Mistral/);
  });

  it("is set once, even when it cannot be read afterwards", async () => {
    const fault = { kind: "answer", status: 500 } as const;
    world.mistral.faults.add({ fault, method: "GET", path: "/v1/admin/spend-limit", times: 3 });
    await world.bot.as("ana").submit({ form: "billing" }, { ...billing(), monthlyLimit: "200" });
    await world.minutes(2, 5);
    const sets = world.mistral
      .calls()
      .filter(({ method, path }) => method === "POST" && path.endsWith("limit"));
    expect(sets).toHaveLength(1);
    await world.minutes(30, 5);
    expect(await checklist()).toMatch(/€200 a month/);
  });

  it("is not shown to people who do not work on billing", async () => {
    for (const word of ["", "status"]) {
      const reply = await world.bot.as("chloe").command(word);
      expect(said(reply)).not.toMatch(/spending limit/i);
    }
  });

  it("that may not be read is no trouble for anybody, and counts again once it may", async () => {
    for (const status of [403, 404]) {
      const fault = { kind: "answer", status } as const;
      world.mistral.faults.add({ fault, path: "/v1/admin/spend-limit", times: 3 });
      await world.minutes(25, 5);
      expect(observed().spendingRefused).toBe(true);
      await world.minutes(25, 5);
      expect(observed().spendingRefused).toBe(false);
    }
    expect(world.bot.chat.dm("ana").filter(({ key }) => /trouble|spending/.test(key))).toEqual([]);
  });
});

it("a look at spending with nothing new writes nothing, also while a problem stays or it may not be read", async () => {
  const { store, version } = fileStore();
  const there = await startAutomatic({ store });
  const spoilt = () =>
    there.section.change((draft) => {
      draft.paymentFailure = true;
    });
  const refused = () => {
    const fault = { kind: "answer", status: 403 } as const;
    there.mistral.faults.add({ fault, path: "/v1/admin/spend-limit", times: Number.POSITIVE_INFINITY });
  };
  for (const begin of [() => {}, spoilt, refused]) {
    begin();
    await there.skip(11 * MINUTE);
    await there.skip(1_000);
    const before = version();
    const looks = there.mistral.calls().length;
    await there.skip(11 * MINUTE);
    await there.skip(11 * MINUTE);
    expect(there.mistral.calls().length).toBeGreaterThan(looks);
    expect(version()).toBe(before);
  }
});

describe("a limit that is reached, and a payment that failed", () => {
  const spoil = () =>
    world.section.change((draft) => {
      draft.monthlyLimit = 150;
      draft.usage = 150;
      draft.paymentFailure = true;
    });

  it("are one message to the owner, with what to do, and none while nothing changes", async () => {
    spoil();
    await world.minutes(60, 5);
    expect(heard()).toHaveLength(1);
    const said = words(must(heard()[0]).view);
    expect(said).toMatch(/spending limit is reached, verified with Mistral/);
    expect(said).toMatch(/last payment failed, verified with Mistral/);
    expect(said).toMatch(/€150 a month/);
    expect(said).toMatch(/\[Open Billing\]/);
  });

  it("are taken out of the message as they are over, and told again when they come back", async () => {
    spoil();
    await world.minutes(15, 5);
    world.section.change((draft) => {
      draft.paymentFailure = false;
    });
    await world.minutes(15, 5);
    const said = () => heard().map(({ view }) => words(view));
    expect(said()).toEqual([expect.stringMatching(/spending limit is reached/)]);
    expect(said().join()).not.toMatch(/payment failed/);
    world.section.change((draft) => {
      draft.monthlyLimit = 500;
    });
    await world.minutes(30, 5);
    expect(said()).toEqual([expect.stringMatching(/no longer reached/)]);
    spoil();
    await world.minutes(30, 5);
    expect(said()).toEqual([
      expect.stringMatching(/no longer reached/),
      expect.stringMatching(/limit is reached[\s\S]*payment failed/),
    ]);
  });

  it("are told once over restarts", async () => {
    spoil();
    await world.minutes(15, 5);
    const { mistral } = world.bot.context;
    const store = world.bot.store;
    const again = await startedBot({ store, ...(mistral === null ? {} : { mistral }) });
    await again.skip(30 * MINUTE);
    await again.skip(30 * MINUTE);
    expect(again.chat.dm("ana").filter(({ key }) => key.startsWith("alert:spending."))).toEqual([]);
  });
});
