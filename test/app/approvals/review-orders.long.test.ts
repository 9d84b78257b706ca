import fc from "fast-check";
import { expect, it } from "vitest";
import { opened, withMembers } from "../../support/approvals/reviews.ts";

const TEAM = ["iris", "paul", "rosa"].map((name) => `${name}@lumen.example`);
const PEOPLE = ["ana", "ben"] as const;

const deed = fc.oneof(
  fc.record({ opens: fc.constantFrom(...PEOPLE) }),
  fc.record({
    by: fc.constantFrom(...PEOPLE),
    answer: fc.constantFrom("keep", "release", "keep-all"),
    those: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1 }),
  }),
);

it("each Member has one answer in a review, the first one, in whatever order two people open it and answer", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 2, maxLength: 12 }), async (deeds) => {
      const bot = await withMembers(TEAM);
      const pages = new Map<string, Awaited<ReturnType<typeof opened>>>();
      for (const who of PEOPLE) pages.set(who, await opened(bot.as(who)));
      const first = new Map<number, string>();
      for (const each of deeds) {
        if ("opens" in each) pages.set(each.opens, await opened(bot.as(each.opens)));
        else {
          const { by, answer, those } = each;
          const reply = await pages.get(by)?.answer(answer, ...those);
          const about = answer === "keep-all" ? [1, 2, 3] : those;
          const event = answer === "release" ? "removal.ordered" : "member.kept";
          // A page that has changed since it was opened is not kept as a whole.
          if (reply?.kind === "show")
            for (const id of about) if (!first.has(id)) first.set(id, `${event} ${by}`);
        }
      }
      const names = new Map(PEOPLE.map((name) => [bot.personOf(name).id, name] as const));
      const entries = [...bot.recorded("member.kept"), ...bot.recorded("removal.ordered")];
      const found = entries.map(({ subject, event, actor }) => `${subject} ${event} ${names.get(actor)}`);
      expect(found.toSorted()).toEqual([...first].map(([id, said]) => `invitation:${id} ${said}`).toSorted());
    }),
    { numRuns: 40 },
  );
});
