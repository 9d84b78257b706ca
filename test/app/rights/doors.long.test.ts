import { describe, expect, it } from "vitest";
import type { Platform } from "../../../src/domain/accounts/person.ts";
import type { Refusal } from "../../../src/domain/refusal.ts";
import { stringsFor } from "../../../src/view/strings/index.ts";
import { billing, invitation } from "../../support/world/bot.ts";
import { type Deed, type Door, INSIDE, type Letter, OUTSIDE } from "./door.ts";
import { oneRequest, submits } from "./setups.ts";
import { slackDoor } from "./slack-door.ts";
import { teamsDoor } from "./teams-door.ts";

const HOUR = 3_600_000;
const OWNERS = ["olga@lumen.example", "pia@lumen.example"];
const LETTERS = [...INSIDE, ...OUTSIDE] as Letter[];
const REQUEST = 2;
const OF_JOAN = 1;

type Row = {
  readonly deed: Deed;
  /** Those inside who may. */
  readonly who: string;
  /** What the others inside are told. */
  readonly others: Refusal;
  /** Those outside who may all the same. */
  readonly guests?: string;
};

const press = (action: Extract<Deed, { press: unknown }>["press"]): Deed => ({ press: action });
const HOME: Deed = { home: true };
const LOOKS: readonly Row[] = [
  { deed: { say: "status" }, who: INSIDE, others: "trouble" },
  { deed: { say: "members" }, who: "OA", others: "not_approver" },
  { deed: { say: "settings" }, who: "O", others: "not_owner" },
  { deed: press({ do: "status" }), who: INSIDE, others: "trouble" },
  { deed: press({ do: "key" }), who: INSIDE, others: "trouble", guests: "GSJ" },
  {
    deed: press({ do: "no-email", invitation: OF_JOAN }),
    who: "",
    others: "not_your_invitation",
    guests: "J",
  },
  { deed: press({ do: "open", to: { form: "settings" } }), who: "O", others: "not_owner" },
  { deed: press({ do: "open", to: { form: "deny", request: REQUEST } }), who: "OA", others: "not_approver" },
];
/** They change something: only those are asked who may not. */
const CHANGES: readonly Row[] = [
  { deed: press({ do: "approve", request: REQUEST, ask: "m1" }), who: "OA", others: "not_approver" },
  { deed: press({ do: "withdraw", request: REQUEST }), who: "C", others: "not_your_request" },
  { deed: press({ do: "revoke", invitation: OF_JOAN }), who: "OA", others: "not_approver" },
  { deed: press({ do: "reopen", step: "billing" }), who: "O", others: "not_owner" },
  { deed: press({ do: "claim" }), who: "", others: "may_not_claim" },
  {
    deed: { submit: { form: "deny", request: REQUEST }, values: { reason: "not now" } },
    who: "OA",
    others: "not_approver",
  },
  {
    deed: {
      submit: { form: "invite" },
      values: { addresses: "new@lumen.example", role: "member", reason: "why" },
    },
    who: INSIDE,
    others: "trouble",
  },
  { deed: { submit: { form: "settings" }, values: { domains: "" } }, who: "O", others: "not_owner" },
];

const settings = (approvers: readonly string[]) => ({
  ...{ approvals: null, news: null, level: "everything", approvers, domains: "", seats: [], reminders: [] },
});

/** Under way: a warmed-up billing, an Invitation of a guest, a Request that waits, and an approver who left. */
async function underWay(door: Door): Promise<void> {
  const { bot, accountOf, does } = door;
  await Promise.all(LETTERS.map((letter) => does(letter, { say: "help" })));
  const approvers = [accountOf("A"), accountOf("D")];
  await submits(door, "O", { form: "start" }, { approvals: null, news: null, approvers });
  await submits(door, "O", { form: "billing" }, billing());
  await bot.skip(4 * 60_000);
  await submits(door, "A", { form: "invite" }, invitation("joan@lumen.example"));
  const task = bot.store.read((tx) => tx.tasks.open().at(-1)?.id ?? 0);
  await does("O", press({ do: "task-done", task, rows: 1 }));
  await submits(door, "C", { form: "invite" }, invitation("new@lumen.example"));
  await door.becomes("J", "guest");
  await door.becomes("D", "gone");
  for (const letter of ["J", "D"] as const) await does(letter, { say: "help" });
}

/** By the table: what somebody is told; "may": nothing is in their way. */
function wantedOf(letter: Letter, { who, others, guests = "" }: Row, platform: Platform): string {
  if (who.includes(letter) || guests.includes(letter)) return "may";
  if ("GSJ".includes(letter)) return guests === "" ? "guest" : others;
  // A bot in Teams gets no answer: what it says is no command, and an invoke of one is not known.
  if (letter === "X" && platform === "teams") return "nothing";
  return OUTSIDE.includes(letter) ? "stranger" : others;
}

const titleOf = (deed: Deed): string =>
  JSON.stringify("submit" in deed ? deed.submit : Object.values(deed)[0]);

function told({ platform }: Door, text: string): string {
  if (text === "status 501" || (text === "" && platform === "teams")) return "nothing";
  const { refusals } = stringsFor("en", platform);
  if (text.startsWith("status ")) return text;
  const names = Object.keys(refusals) as Refusal[];
  return names.find((name) => text.includes(JSON.stringify(refusals[name]).slice(1, -1))) ?? "may";
}

describe.each([
  ["Slack", slackDoor],
  ["Teams", teamsDoor],
] as const)("through the real door of %s", (_, open) => {
  it("each may do what is theirs, and nobody from outside does anything", async () => {
    const door = await open(OWNERS);
    await underWay(door);
    for (const row of [...LOOKS, ...CHANGES]) {
      const asked = LETTERS.filter(
        (letter) => !CHANGES.includes(row) || wantedOf(letter, row, door.platform) !== "may",
      );
      const before = door.stored();
      const answers = await Promise.all(asked.map((letter) => door.does(letter, row.deed)));
      const seen = answers.map((text, at) => `${asked[at]}: ${told(door, text)}`);
      const changed = door.stored() === before ? "nothing" : "something";
      const wanted = asked.map((letter) => `${letter}: ${wantedOf(letter, row, door.platform)}`);
      expect([titleOf(row.deed), seen, changed]).toEqual([titleOf(row.deed), wanted, "nothing"]);
    }
  });

  it("another organization's people are not even heard, though they have the owner's id there", async () => {
    const door = await open(OWNERS);
    await oneRequest(door);
    await door.bot.skip(2 * HOUR);
    const before = [door.stored(), door.lookups()];
    const answers = new Set<string>();
    for (const letter of ["E", "F"] as const)
      for (const { deed } of [...LOOKS, ...CHANGES])
        answers.add(`${letter} ${told(door, await door.does(letter, deed))}`);
    for (const letter of ["E", "F"] as const) await door.does(letter, HOME);
    expect([door.stored(), door.lookups()]).toEqual(before);
    const kindly = ["E stranger", "F status 401"];
    expect([...answers]).toEqual(door.platform === "slack" ? kindly : ["E status 403", "F status 401"]);
  });

  it("nobody's own page shows an outsider anything of the others", async () => {
    const door = await open(OWNERS);
    await underWay(door);
    const pages = new Map<string, string>();
    for (const letter of LETTERS) pages.set(letter, await door.does(letter, HOME));
    const shows = (words: RegExp) =>
      [...pages]
        .filter(([, page]) => words.test(page))
        .map(([letter]) => letter)
        .join("");
    expect(shows(/new@lumen\.example/)).toBe("OA");
    expect(shows(/of 6 steps done/)).toBe("OA");
    expect(shows(/"do\\*":\\*"(approve|confirm|members)/)).toBe("OA");
    expect(shows(/joan@lumen\.example/)).toBe("");
  });

  it("a right that is lost while a click waits is lost for that click", async () => {
    const door = await open(OWNERS);
    await oneRequest(door);
    await door.bot.skip(2 * HOUR);
    const { asked, go } = door.hold("A");
    const late = door.does("A", press({ do: "approve", request: 1, ask: "m1" }));
    await asked;
    await submits(door, "O", { form: "settings" }, settings([]));
    go();
    expect(told(door, await late)).toBe("not_approver");
    await submits(door, "O", { form: "settings" }, settings([door.accountOf("A")]));
    expect(told(door, await door.does("A", press({ do: "approve", request: 1, ask: "m1" })))).toBe("may");
  });

  it("an account that is closed while its click waits does nothing any more", async () => {
    const door = await open(OWNERS);
    await oneRequest(door);
    await door.bot.skip(2 * HOUR);
    const { asked, go } = door.hold("A");
    const before = door.stored();
    const late = door.does("A", press({ do: "approve", request: 1, ask: "m1" }));
    await asked;
    await door.becomes("A", "gone");
    go();
    expect(told(door, await late)).toBe("stranger");
    expect(door.stored()).not.toBe(before);
    expect(told(door, await door.does("A", { say: "members" }))).toBe("stranger");
  });

  it("a new owner owns it from their next click on, and the one before does not", async () => {
    const door = await open(OWNERS);
    await oneRequest(door);
    const says = async (letter: Letter, deed: Deed) => told(door, await door.does(letter, deed));
    expect([await says("P", { say: "settings" }), await says("P", press({ do: "claim" }))]).toEqual([
      "not_owner",
      "may_not_claim",
    ]);
    await door.becomes("O", "gone");
    expect([await says("P", press({ do: "claim" })), await says("P", { say: "settings" })]).toEqual([
      "may",
      "may",
    ]);
    await door.becomes("O", "admin");
    expect([await says("O", { say: "settings" }), await says("O", press({ do: "claim" }))]).toEqual([
      "not_owner",
      "may_not_claim",
    ]);
  });
});
