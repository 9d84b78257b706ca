import fc from "fast-check";
import { expect, it } from "vitest";
import type { Reply } from "../../../src/app/core/app.ts";
import type { Account } from "../../../src/domain/accounts/person.ts";
import { isApprover } from "../../../src/domain/setup/setup.ts";
import { must } from "../../support/must.ts";
import { type Bot, invitation, startedBot } from "../../support/world/bot.ts";
import { changeSettings } from "../../support/world/both.ts";

const HUMANS = ["ana", "ben", "chloe"] as const;
const ACCOUNTS = [...HUMANS, ...HUMANS.map((name) => `t-${name}` as const)];
type Name = (typeof ACCOUNTS)[number];

type Step =
  | { do: "ask"; who: Name }
  | { do: "decide" | "list"; who: Name }
  | { do: "answer"; who: Name; about: Name; mine: boolean }
  | { do: "name"; whom: Name }
  | { do: "told"; who: Name; facts: Partial<Account> };

const someone = fc.constantFrom(...ACCOUNTS);
/** Ana and Ben stay in Slack as they are, so that there is always somebody else to decide. */
const changing = fc.constantFrom(...ACCOUNTS.filter((name) => name !== "ana" && name !== "ben"));
const told = fc.oneof(
  fc.constantFrom(...HUMANS, "other").map((name) => ({ address: `${name}@lumen.example` })),
  fc.boolean().map((addressVerified) => ({ addressVerified })),
  fc.constantFrom("member", "guest", "gone").map((standing) => ({ standing }) as const),
  fc.constant({ address: null, addressVerified: false }),
);

const answer = fc
  .tuple(fc.constantFrom(...HUMANS), fc.boolean(), fc.constantFrom(true, true, false))
  .map(([name, inTeams, mine]): Step => {
    const [one, other] = [name, `t-${name}` as const];
    return { do: "answer", who: inTeams ? other : one, about: inTeams ? one : other, mine };
  });
const step: fc.Arbitrary<Step> = fc.oneof(
  someone.map((who): Step => ({ do: "ask", who })),
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("decide", "list"), who: someone }) },
  { weight: 3, arbitrary: answer },
  fc.tuple(someone, someone).map(([who, about]): Step => ({ do: "answer", who, about, mine: true })),
  someone.map((whom): Step => ({ do: "name", whom })),
  { weight: 2, arbitrary: fc.record({ do: fc.constant("told"), who: changing, facts: told }) },
);

const isTeams = (name: Name) => name.startsWith("t-");
const platformOf = (name: Name) => (isTeams(name) ? "teams" : "slack");

/** What anybody can tell from outside: who was given what, and who said what of whom. */
function outside(bot: Bot) {
  const mayDecide = new Set<Name>(["ana", "ben"]);
  const said = new Set<string>();
  const ones: (readonly [Name, Name])[] = [];
  const facts = (name: Name): Account => must((isTeams(name) ? bot.teams : bot.chat).account(name));
  const as = (name: Name) => (isTeams(name) ? bot.inTeams(name.slice(2)) : bot.as(name));
  const personOf = (name: Name) => bot.store.read((tx) => tx.people.byAccount(platformOf(name), name));

  /** What one account has, those have as well that are one person with it. */
  function give(name: Name): void {
    mayDecide.add(name);
    for (const pair of ones)
      if (pair.includes(name)) for (const each of pair) if (!mayDecide.has(each)) give(each);
  }

  /** It makes two accounts one where it comes from whoever has the right, or from both sides. */
  function yes(who: Name, about: Name): void {
    const isAnswer = said.has(`${about} ${who}`);
    said.add(`${who} ${about}`);
    if (mayDecide.has(who) || isAnswer) ones.push([who, about]);
    for (const name of [...mayDecide]) give(name);
  }

  const isMember = (name: Name) => facts(name).standing === "member" && facts(name).addressVerified;
  const alike = (one: Name, other: Name): boolean =>
    one === other ||
    (isTeams(one) !== isTeams(other) &&
      isMember(one) &&
      isMember(other) &&
      facts(one).address !== null &&
      facts(one).address === facts(other).address);

  const withWhom = (name: Name) => ACCOUNTS.filter((other) => other === name || isOne(other, name));
  const isOne = (one: Name, other: Name) =>
    personOf(one) !== null && personOf(one)?.id === personOf(other)?.id;
  /** Through any of the accounts that they are one with. */
  const areAlike = (one: Name, other: Name) =>
    withWhom(one).some((mine) => withWhom(other).some((theirs) => alike(mine, theirs)));

  const isKnown = (name: Name) => personOf(name) !== null;

  return { areAlike, isOne, isKnown, mayDecide, give, yes, alike, as, facts };
}

const wasRefused = (reply: Reply): boolean => reply.kind === "show";

it("an account decides only with a right that was given to it, or shared by somebody who has it, and never on its own human's Request", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 25, maxLength: 40 }), async (steps) => {
      const bot = await startedBot({ both: true, apart: true });
      const { areAlike, isOne, isKnown, mayDecide, give, yes, alike, as, facts } = outside(bot);
      const askedBy = new Map<number, Name>();
      /** Who were alike when it was asked: a new address makes nobody somebody else. */
      const alikeThen = new Map<number, Name[]>();
      let next = 0;
      for (const one of steps) {
        switch (one.do) {
          case "ask":
            next += 1;
            await as(one.who).submit({ form: "invite" }, invitation(`p${next}@lumen.example`));
            for (const { id } of bot.store.read((tx) => tx.requests.open()))
              if (!askedBy.has(id)) {
                const those = ACCOUNTS.filter((other) => isKnown(other) && alike(one.who, other));
                askedBy.set(id, one.who);
                alikeThen.set(id, those);
              }
            break;
          case "decide": {
            const before = bot.store.read((tx) => tx.requests.open()).map(({ id }) => id);
            for (const request of before) {
              const asker = must(askedBy.get(request));
              const then = must(alikeThen.get(request)).includes(one.who);
              const same = then || alike(asker, one.who) || isOne(asker, one.who);
              await as(one.who).press({ do: "approve", request });
              if (bot.request(request).state !== "approved") continue;
              expect(mayDecide, `${one.who} approved`).toContain(one.who);
              expect(same, `${one.who} approved what ${asker} asked`).toBe(false);
            }
            break;
          }
          case "list": {
            const reply = await as(one.who).press({ do: "open", to: { form: "role", invitation: 1 } });
            if (!wasRefused(reply)) expect(mayDecide, `${one.who} saw a form`).toContain(one.who);
            break;
          }
          case "answer": {
            const mayBe = one.mine && areAlike(one.who, one.about);
            const there = { platform: platformOf(one.about), account: one.about } as const;
            await as(one.who).press({ do: "account", ...there, mine: one.mine });
            if (mayBe) yes(one.who, one.about);
            break;
          }
          case "name": {
            if (facts(one.whom).standing !== "member") break;
            await as(one.whom).command("help");
            const { id } = bot.personOf(one.whom, platformOf(one.whom));
            if (!isApprover(bot.setup(), id))
              changeSettings(bot, ({ approvers }) => ({ approvers: [...approvers, id] }));
            give(one.whom);
            break;
          }
          case "told": {
            const there = isTeams(one.who) ? bot.teams : bot.chat;
            there.join(one.who, { ...facts(one.who), ...one.facts });
            bot.app.accountChanged(facts(one.who));
            break;
          }
        }
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);
