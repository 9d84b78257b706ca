import fc from "fast-check";
import { expect, it } from "vitest";
import { LAB, nameFor, SHOP, withWorkspaces, YARD } from "../../../support/approvals/workspaces.ts";
import { type Bot, invitation } from "../../../support/world/bot.ts";

const PEOPLE = ["ana", "ben", "kenji", "rosa", "zoe"] as const;
const ORGANIZATION = ["ana", "ben"];

type Deed =
  | { readonly do: "name"; readonly workspace: number; readonly people: readonly string[] }
  | { readonly do: "ask"; readonly by: string; readonly workspaces: readonly number[]; readonly role: string }
  | { readonly do: "press"; readonly who: string; readonly request: number }
  | { readonly do: "move"; readonly who: string; readonly standing: "gone" | "member" };

const person = fc.constantFrom(...PEOPLE);
const workspace = fc.constantFrom(LAB, SHOP, YARD);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    do: fc.constant("name" as const),
    workspace,
    people: fc.uniqueArray(person, { minLength: 1 }),
  }),
  fc.record({
    ...{ do: fc.constant("ask" as const), by: fc.constantFrom("chloe", "kenji", "ben") },
    ...{ workspaces: fc.uniqueArray(workspace), role: fc.constantFrom("member", "billing") },
  }),
  { arbitrary: fc.record({ do: fc.constant("press" as const), who: person, request: fc.nat(3) }), weight: 5 },
  fc.record({
    ...{ do: fc.constant("move" as const), who: fc.constantFrom("kenji", "rosa", "zoe") },
    standing: fc.constantFrom("gone" as const, "member" as const),
  }),
);

/** What the settings say, in the simplest words: who may give the approvals that a Request takes. */
class Expected {
  readonly named = new Map<number, readonly string[]>([
    [LAB, ["kenji"]],
    [SHOP, ["rosa"]],
  ]);
  readonly gone = new Set<string>();
  readonly asked: { by: string; role: string; workspaces: readonly number[]; words: string[] }[] = [];

  sides({ role, workspaces }: Pick<Expected["asked"][number], "role" | "workspaces">): string[][] {
    const isThere = (who: string) => !this.gone.has(who);
    const own = workspaces.map((id) => (this.named.get(id) ?? []).filter(isThere));
    const isGeneral = role !== "member" || own.length === 0 || own.some((people) => people.length === 0);
    return [...own.filter((people) => people.length > 0), ...(isGeneral ? [ORGANIZATION] : [])];
  }

  hasAll(request: Expected["asked"][number], words: readonly string[]): boolean {
    return this.sides(request).every((side) => words.some((who) => side.includes(who)));
  }
}

async function live(bot: Bot, expected: Expected, it: Deed): Promise<void> {
  if (it.do === "name") {
    const present = it.people.filter((who) => !expected.gone.has(who));
    if (present.length === 0) return;
    await nameFor(bot, it.workspace, present);
    expected.named.set(it.workspace, present);
  } else if (it.do === "move") {
    await bot.becomes(it.who, { standing: it.standing });
    if (it.standing === "gone") expected.gone.add(it.who);
    else expected.gone.delete(it.who);
  } else if (it.do === "ask") {
    if (expected.gone.has(it.by)) return;
    const { by, role, workspaces } = it;
    const address = `new${expected.asked.length}@lumen.example`;
    const values = { ...invitation(address, role), workspaces: workspaces.map((id) => `${id}`) };
    await bot.as(by).submit({ form: "invite" }, values);
    const request = { by, role, workspaces, words: [by] };
    expected.asked.push(request);
    const state = expected.hasAll(request, request.words) ? "approved" : "open";
    expect(bot.request(expected.asked.length).state, `${by} asks`).toBe(state);
  } else {
    const request = expected.asked[it.request];
    const id = it.request + 1;
    if (request === undefined || bot.request(id).state !== "open" || expected.gone.has(it.who)) return;
    const isOnSide = expected.sides(request).some((side) => side.includes(it.who));
    const isOwn = it.who === request.by;
    await bot.approve(id, it.who);
    const { state } = bot.request(id);
    const words = isOnSide ? [...request.words, it.who] : request.words;
    if (state === "approved") expect(expected.hasAll(request, words), `${it.who} decides`).toBe(true);
    if (!isOnSide) expect(state, `${it.who} is on no side`).toBe("open");
    else if (!isOwn && expected.hasAll(request, words))
      expect(state, `${it.who} is the last`).toBe("approved");
    request.words = words;
  }
}

it("a Request is decided once each side has approved it, whatever the order, and whoever is named, leaves or comes back", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 8, maxLength: 30 }), async (deeds) => {
      const bot = await withWorkspaces();
      const expected = new Expected();
      for (const each of deeds) await live(bot, expected, each);
      for (const [at, request] of expected.asked.entries()) {
        const { state, decision } = bot.request(at + 1);
        if (state === "approved") expect(decision?.by).not.toBeNull();
        else expect([state, request.words.length > 0]).toEqual(["open", true]);
      }
      expect(bot.dead()).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
