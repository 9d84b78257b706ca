import fc from "fast-check";
import { expect, it } from "vitest";
import { dayOf } from "../../../src/domain/day.ts";
import { endAway } from "../../support/approvals/absences.ts";
import { outage } from "../../support/approvals/groups.ts";
import { makeRule } from "../../support/approvals/rules.ts";
import { must } from "../../support/must.ts";
import { type Bot, createAround, createBot, settings, startedBot } from "../../support/world/bot.ts";
import { DAY, HOUR } from "../../support/world/times.ts";

const PEOPLE = ["ana", "ben", "chloe", "kenji", "rosa", "tom", "eve"] as const;
type Name = (typeof PEOPLE)[number];
/** The owner and the approver whom the settings name. */
const NAMED: readonly Name[] = ["ana", "ben"];

type Step =
  | { do: "ask"; who: Name }
  | { do: "approve" | "deny"; who: Name; nth: number }
  | { do: "away"; who: Name; standIn: Name; days: number }
  | { do: "back"; who: Name }
  | { do: "group"; members: readonly Name[]; isTold: boolean }
  | { do: "settings"; isEscalating: boolean; hasGroup: boolean; second: boolean }
  | { do: "outage" | "mend" | "crash" }
  | { do: "rule"; perWeek: number }
  | { do: "wait"; hours: number };

const someone = fc.constantFrom(...PEOPLE);
const approver = fc.constantFrom<Name>("ana", "ben", "rosa", "tom");
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .constantFrom<Name>("chloe", "kenji", "kenji", "rosa")
      .map((who): Step => ({ do: "ask", who })),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constantFrom("approve" as const, "approve" as const, "deny" as const),
      who: fc.oneof(someone, fc.constantFrom<Name>("eve", "tom", "kenji")),
      nth: fc.nat(3),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("away" as const),
      who: approver,
      standIn: someone,
      days: fc.nat(2),
    }),
  },
  fc.record({ do: fc.constant("back" as const), who: approver }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("group" as const),
      members: fc.subarray<Name>(["rosa", "tom", "chloe", "ben"]),
      isTold: fc.boolean(),
    }),
  },
  fc.record({
    do: fc.constant("settings" as const),
    isEscalating: fc.boolean(),
    hasGroup: fc.boolean(),
    second: fc.boolean(),
  }),
  fc.constantFrom<Step>({ do: "outage" }, { do: "mend" }, { do: "crash" }),
  // None: the rule is ended.
  fc.constantFrom(0, 1, 2, 3).map((perWeek): Step => ({ do: "rule", perWeek })),
  { weight: 3, arbitrary: fc.constantFrom(1, 9, 24, 48).map((hours): Step => ({ do: "wait", hours })) },
);

/** What anybody could tell from outside who keeps a list of what was said, and when. */
function observed() {
  const away = new Map<Name, { standIn: Name; until: number }>();
  let isEscalating = false;
  let hasGroup = true;
  return {
    say: (who: Name, standIn: Name, until: number) => void away.set(who, { standIn, until }),
    isBack: (who: Name) => void away.delete(who),
    choose(chosen: { isEscalating: boolean; hasGroup: boolean }) {
      ({ isEscalating, hasGroup } = chosen);
    },
    /** Whether somebody could decide on what `requester` asked, as things really are. */
    could(who: Name, requester: Name, now: number, members: readonly string[], isEscalated: boolean) {
      const approves = (name: Name) => NAMED.includes(name) || (hasGroup && members.includes(name));
      const stands = [...away].some(
        ([name, one]) => one.standIn === who && now < one.until && approves(name) && name !== requester,
      );
      return who !== requester && (approves(who) || stands || (isEscalating && isEscalated && who === "eve"));
    },
  };
}

it("one decision comes of each request, by somebody who could decide at that instant, and nobody is asked twice", {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 50 }), async (steps) => {
      const around = createAround();
      for (const name of PEOPLE) if (name !== "ana") around.chat.join(name);
      around.chat.groups.set("it", ["rosa", "tom"]);
      let bot: Bot = await startedBot({ around });
      const { store } = bot;
      for (const name of PEOPLE) await bot.as(name).command("help");
      bot.begin();
      await bot.settle();
      const world = observed();
      const choose = async (chosen: { isEscalating: boolean; hasGroup: boolean; second: boolean }) => {
        const escalate = chosen.isEscalating ? "4" : "never";
        const groups = chosen.hasGroup ? ["it"] : [];
        const second = chosen.second ? ["on"] : [];
        await bot
          .as("ana")
          .submit({ form: "settings" }, settings({ escalate, alternates: ["eve"], groups, second }));
        world.choose(chosen);
      };
      await choose({ isEscalating: true, hasGroup: true, second: false });
      let mend = () => {};
      let addresses = 0;
      let perWeek = 0;
      const byRule: number[] = [];
      const decided = new Map<number, string>();
      const nameOf = (id: string) => must(PEOPLE.find((name) => bot.personOf(name).id === id)) as Name;

      function check(): void {
        const requests = store.read((tx) =>
          Array.from({ length: addresses }, (_, at) => tx.requests.get(at + 1) ?? []).flat(),
        );
        for (const { id, requester, state, decision, escalation } of requests) {
          const words = JSON.stringify([state, decision]);
          if (decided.has(id)) expect(words).toBe(decided.get(id));
          else if (decision !== null && (state === "approved" || state === "denied")) {
            decided.set(id, words);
            if (decision.rule !== null) {
              byRule.push(decision.at);
              const recent = byRule.filter((at) => at > decision.at - 7 * DAY);
              expect(recent.length, "people by a rule in seven days").toBeLessThanOrEqual(perWeek);
              continue;
            }
            const [by, asked] = [nameOf(decision.by ?? ""), nameOf(requester)];
            const members = around.chat.groups.get("it") ?? [];
            const isAlone = by === asked;
            // An approver's own invitation needs nobody else.
            if (!isAlone) {
              const could = world.could(by, asked, decision.at, members, escalation !== null);
              expect(could, `${by} on what ${asked} asked`).toBe(true);
            }
          }
        }
        for (const name of PEOPLE)
          for (const { id } of requests) {
            const cards = around.chat.cards(`dm-${name}`, `request:${id}#`);
            expect(cards.length, `cards of request ${id} to ${name}`).toBeLessThanOrEqual(1);
          }
      }

      for (const one of steps) {
        switch (one.do) {
          case "ask": {
            addresses += 1;
            const used = byRule.filter((at) => at > bot.now() - 7 * DAY).length;
            await bot.ask(`p${addresses}@lumen.example`, one.who);
            const { decision, requester } = bot.request(addresses);
            const isAlone = decision?.by === requester;
            if (!isAlone && used < perWeek) expect(decision?.rule).toEqual(expect.any(Number));
            break;
          }
          case "rule": {
            const [before] = bot.setup().settings.rules;
            if (before !== undefined) await bot.as("ana").press({ do: "end", of: "rule", id: before.id });
            // Who came by another rule does not count.
            byRule.length = 0;
            ({ perWeek } = one);
            if (perWeek > 0) await makeRule(bot, { perWeek: `${perWeek}` });
            break;
          }
          case "approve":
          case "deny": {
            const open = store.read((tx) => tx.requests.open());
            const asked = open[one.nth % Math.max(1, open.length)];
            if (asked !== undefined) await bot[one.do](asked.id, one.who);
            break;
          }
          case "away": {
            const [from, until] = [0, one.days].map((days) => dayOf(bot.now() + days * DAY, "Europe/Paris"));
            const values = { from: from ?? "", until: until ?? "", standIn: one.standIn };
            const reply = await bot.as(one.who).submit({ form: "away" }, values);
            const kept = bot.setup().settings.absences.find(({ person }) => nameOf(person) === one.who);
            if (reply.kind === "show" && kept !== undefined) world.say(one.who, one.standIn, kept.until);
            break;
          }
          case "back":
            await endAway(bot, one.who);
            world.isBack(one.who);
            break;
          case "group":
            around.chat.groups.set("it", [...one.members]);
            if (one.isTold) bot.app.groupChanged("slack", "it");
            await bot.settle();
            break;
          case "settings":
            await choose(one);
            break;
          case "outage":
            mend();
            mend = outage(bot);
            break;
          case "mend":
            mend();
            mend = () => {};
            break;
          case "crash":
            // Whatever was under way is begun anew by another process.
            store.transact((tx) => {
              tx.jobs.recover(bot.now());
              // It numbers its requests anew.
              for (let n = 0; n < 200; n += 1) tx.processedRequests.forget(`k${n}`);
            });
            bot = createBot({ store, around });
            bot.begin();
            await bot.settle();
            break;
          case "wait":
            await bot.live(one.hours * HOUR, HOUR);
        }
        check();
      }
      expect(bot.dead()).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
