import fc from "fast-check";
import { expect, it } from "vitest";
import { opened, rowsAbout, withMembers } from "../../../support/approvals/reviews.ts";

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

const event = fc.record({
  what: fc.constantFrom("keep", "release", "remove", "impossible", "done"),
  by: fc.constantFrom(...PEOPLE),
  id: fc.integer({ min: 1, max: 3 }),
});

it("no answer in the file of a review contradicts what became of it, whatever is answered, ordered and done", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 2, maxLength: 12 }), async (events) => {
      const bot = await withMembers(TEAM);
      const kept = new Map<number, string>();
      const removals = new Map<number, { readonly by: string; readonly isDone: boolean }>();
      const toRemove = (id: number) =>
        bot.tasks().find(({ kind, invitations }) => kind === "remove" && invitations.includes(id));
      for (const { what, by, id } of events) {
        const [removal, task] = [removals.get(id), toRemove(id)?.id];
        if (removal?.isDone === true) continue;
        if (what === "keep" || what === "release") {
          await (await opened(bot.as(by))).answer(what, id);
          if (removal !== undefined || kept.has(id)) continue;
          if (what === "keep") kept.set(id, by);
          else removals.set(id, { by, isDone: false });
        } else if (what === "remove") {
          await bot.as(by).press({ do: "remove", invitation: id });
          if (removal === undefined) removals.set(id, { by, isDone: false });
        } else if (task !== undefined && removal !== undefined) {
          if (what === "done") await bot.as(by).press({ do: "task-done", task, rows: 1 });
          else await bot.as(by).submit({ form: "impossible", task }, { reason: "Not there" });
          if (what === "done") removals.set(id, { ...removal, isDone: true });
          else removals.delete(id);
        }
      }
      for (const [at, address] of TEAM.entries()) {
        const [removal, keeper] = [removals.get(at + 1), kept.get(at + 1)];
        const answer =
          removal === undefined ? keeper && `"kept","${keeper}@` : `"removal ordered","${removal.by}@`;
        expect(rowsAbout(bot, address)).toEqual([expect.stringContaining(answer ?? '"","",""')]);
      }
    }),
    { numRuns: 40 },
  );
});
