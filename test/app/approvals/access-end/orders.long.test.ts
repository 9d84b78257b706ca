import fc from "fast-check";
import { expect, it } from "vitest";
import { dayOf } from "../../../../src/domain/day.ts";
import { extend } from "../../../support/approvals/access-ends.ts";
import { type Bot, invitation, paidBot } from "../../../support/world/bot.ts";
import { DAY, HOUR } from "../../../support/world/times.ts";

type Deed =
  | { readonly do: "ask"; readonly days: number | null }
  | { readonly do: "extend"; readonly who: "ben" | "chloe"; readonly row: number; readonly days: number }
  | { readonly do: "approve" | "active" | "resend" | "revoke" | "expired"; readonly row: number }
  | { readonly do: "tasks" }
  | { readonly do: "live" | "sleep"; readonly days: number };

const row = fc.nat(4);
const days = fc.integer({ min: 1, max: 12 });
const kind = <T extends string>(name: T) => fc.constant(name);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ do: kind("ask"), days: fc.option(days) }),
  fc.record({ do: kind("extend"), who: fc.constantFrom("ben" as const, "chloe" as const), row, days }),
  fc.record({ do: fc.constantFrom("approve" as const, "active", "resend", "revoke", "expired"), row }),
  fc.record({ do: kind("tasks") }),
  fc.record({ do: fc.constantFrom("live" as const, "sleep"), days }),
);

const rowsIn = (bot: Bot) =>
  bot.store.read((tx) => tx.requests.madeSince(0).flatMap(({ id }) => tx.invitations.ofRequest(id)));
const dayIn = (bot: Bot, count: number) => dayOf(bot.now() + count * DAY, "Europe/Paris");

async function live(bot: Bot, it: Deed, nth: number): Promise<void> {
  const ben = bot.as("ben");
  if (it.do === "ask") {
    const until = it.days === null ? null : dayIn(bot, it.days);
    const values = { ...invitation(`p${nth}@lumen.example`), until };
    await bot.as("chloe").submit({ form: "invite" }, values);
  } else if (it.do === "tasks") await bot.doAll("ana");
  else if (it.do === "live") await bot.live(it.days * DAY, 6 * HOUR);
  else if (it.do === "sleep") await bot.skip(it.days * DAY);
  else if (it.do === "approve") await bot.approve(it.row + 1).catch(() => undefined);
  else if ("row" in it) {
    const one = rowsIn(bot)[it.row];
    if (one === undefined) return;
    const { id, until } = one;
    if (it.do === "extend") {
      if (until !== null) await extend(bot, it.who, dayIn(bot, it.days), until);
    } else if (it.do === "active") await ben.press({ do: "mark-active", invitation: id });
    else if (it.do === "expired") await ben.press({ do: "mark-expired", invitation: id });
    else await ben.press({ do: it.do, invitation: id });
  }
}

it("whatever people do in whatever order, access ends after its last day, never before, and never without a last day", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 25 }), async (deeds) => {
      const bot = await paidBot();
      for (const [at, each] of deeds.entries()) {
        await live(bot, each, at);
        for (const { subject, at: when } of bot.recorded("removal.ordered")) {
          const ended = rowsIn(bot).find(({ id }) => `invitation:${id}` === subject);
          expect([null, Number.POSITIVE_INFINITY]).not.toContain(ended?.until ?? null);
          if (ended?.status !== "active") expect(when).toBeGreaterThanOrEqual(ended?.until ?? 0);
        }
      }
      await bot.live(40 * DAY, 12 * HOUR);
      for (const _ of [1, 2, 3]) {
        await bot.doAll("ana");
        await bot.settle();
      }
      const late = rowsIn(bot).filter(({ until }) => until !== null && until <= bot.now());
      for (const { status } of late)
        expect(["removed", "revoked", "denied", "failed", "expired"]).toContain(status);
      for (const { until, status } of rowsIn(bot))
        if (until === null) expect(["removed"]).not.toContain(status);
      expect(bot.dead()).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
