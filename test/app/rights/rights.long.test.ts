import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Reply } from "../../../src/app/core/app.ts";
import { commands } from "../../../src/app/core/commands.ts";
import type { Platform } from "../../../src/domain/accounts/person.ts";
import { formRef, userAction } from "../../../src/domain/action.ts";
import type { MistralAdmin } from "../../../src/mistral/admin/admin.ts";
import { accounts } from "../../../src/view/strings/en/answers.ts";
import { stringsFor } from "../../../src/view/strings/index.ts";
import { createMemoryMistral } from "../../support/world/memory-mistral.ts";
import {
  accountOf,
  beforeIt,
  CAST,
  type Kept,
  type Letter,
  listed,
  other,
  ownerIsGuest,
  ownerLeft,
  type Scene,
  stage,
  underWay,
} from "./scene.ts";
import {
  BEFORE,
  type Deed,
  INSIDE,
  LEFT,
  LISTED,
  OTHER_ACCOUNT,
  OUTSIDE,
  OWNER_IS_GUEST,
  type Row,
  UNDER_WAY,
} from "./table.ts";

const MINUTES = 11 * 60_000;
const NAMES = { slack: "Slack", teams: "Teams" } as const;
const LETTERS = [...INSIDE, "U", ...OUTSIDE] as Letter[];

const spoken = (reply: Reply): string => {
  if (reply.kind === "show") return reply.view.summary;
  return reply.kind === "errors" ? Object.values(reply.errors).join(" ") : "";
};

/** Where each account reads: the owner's other one is on the other platform. */
const placeOf = (letter: Letter, platform: Platform) => (letter === "U" ? other(platform) : platform);

/** What the owner has, on the account that was given it; the other account is told to confirm first. */
const ASKED_BACK: readonly string[] = ["not_owner", "not_approver", "not_your_step", "not_your_task"];

/** By the table: what somebody is told; null: they may. */
function refusalFor(letter: Letter, row: Row, platform: Platform): string | null {
  if (row.who.includes(letter)) return null;
  const { refusals } = stringsFor("en", placeOf(letter, platform));
  if ("GJF".includes(letter)) return refusals[row.guestsToo ? row.others : "guest"];
  if (OUTSIDE.includes(letter)) return refusals.stranger;
  if (letter !== "U" || row.but["O"] === "stranger" || !ASKED_BACK.includes(row.others))
    return refusals[row.but[letter] ?? row.others];
  return accounts.confirmFirst(NAMES[other(platform)], NAMES[platform]);
}

const isRefusal = (reply: Reply, platform: Platform): boolean =>
  reply.kind === "errors" ||
  Object.values(stringsFor("en", platform).refusals).some((sentence) => spoken(reply).startsWith(sentence));

function act(scene: Scene, letter: Letter, platform: Platform, deed: Deed): Promise<Reply> {
  const hands = scene.as(letter);
  if ("say" in deed) return hands.command(deed.say);
  if ("submit" in deed) {
    const accountFor = (name: string) =>
      letter === "U" ? accountOf(other(platform), CAST.O) : accountOf(platform, name);
    const accounts = ["person", "standIn", "approvers"].flatMap((field): [string, string | string[]][] => {
      const named = deed.values[field];
      if (typeof named === "string") return [[field, accountFor(named)]];
      return Array.isArray(named) ? [[field, named.map(accountFor)]] : [];
    });
    return hands.submit(deed.submit, { ...deed.values, ...Object.fromEntries(accounts) });
  }
  const { press } = deed;
  if (press.do !== "account" || press.account !== OTHER_ACCOUNT.account) return hands.press(press);
  const there = other(platform);
  return hands.press({ ...press, platform: there, account: accountOf(there, CAST.O) });
}

/** All that is stored, and all that was sent. */
const stateOf = (scene: Scene): string => `${scene.stored()}${scene.sent()}`;

type Setting = {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly prepare: (scene: Scene, platform: Platform) => Promise<void>;
  readonly mistral?: MistralAdmin;
  /** Everybody, but for the owner's other account where whose it is does not matter. */
  readonly letters?: readonly Letter[];
};

const SETTINGS: readonly Setting[] = [
  { name: "while the Setup is under way", rows: UNDER_WAY, prepare: underWay },
  { name: "with an Admin API", rows: LISTED, prepare: listed, mistral: createMemoryMistral(() => 0).admin },
  { name: "before the Setup", rows: BEFORE, prepare: beforeIt },
  {
    name: "once its owner is a guest",
    rows: OWNER_IS_GUEST,
    prepare: ownerIsGuest,
    letters: LETTERS.filter((one) => one !== "U"),
  },
  { name: "once its owner has left", rows: LEFT, prepare: ownerLeft },
];

const titleOf = ({ deed }: Row): string => JSON.stringify("say" in deed ? deed : Object.values(deed)[0]);

describe.each(["slack", "teams"] as const)("in %s", (platform) => {
  describe.each(SETTINGS)("$name", ({ rows, prepare, mistral, letters = LETTERS }) => {
    let kept: Kept;
    let template: string;
    beforeAll(async () => {
      kept = stage(platform, null, mistral);
      await prepare(kept.scene, platform);
      template = kept.keep();
    });
    afterAll(() => kept.remove());

    async function tried(scene: Scene, letter: Letter, row: Row, refusal: string | null): Promise<string> {
      const reply = await act(scene, letter, platform, row.deed);
      const may = !isRefusal(reply, placeOf(letter, platform)) && refusal === null;
      const isTold = refusal !== null && spoken(reply).startsWith(refusal);
      return `${letter}: ${may ? "may" : isTold ? refusal : spoken(reply)}`;
    }

    /** What changes something is tried where it harms nobody else. */
    async function triedApart(letter: Letter, row: Row): Promise<string> {
      const copy = stage(platform, template, mistral);
      await copy.scene.bot.skip(MINUTES);
      const before = stateOf(copy.scene);
      const what = await tried(copy.scene, letter, row, null);
      const changed = stateOf(copy.scene) !== before;
      copy.remove();
      return `${what}${changed ? ", which changes something" : ""}`;
    }

    it.each(rows.map((row) => [titleOf(row), row] as const))(
      "%s: those who may, and nobody else",
      async (_, row) => {
        const seen: string[] = [];
        const wanted: string[] = [];
        const before = stateOf(kept.scene);
        for (const letter of letters) {
          const refusal = refusalFor(letter, row, platform);
          const isApart = refusal === null && !row.looks;
          seen.push(await (isApart ? triedApart(letter, row) : tried(kept.scene, letter, row, refusal)));
          const changes = isApart && !row.idle.includes(letter);
          wanted.push(`${letter}: ${refusal ?? "may"}${changes ? ", which changes something" : ""}`);
        }
        expect(seen).toEqual(wanted);
        expect(stateOf(kept.scene) === before, "whoever looks or may not has changed something").toBe(true);
      },
    );
  });
});

describe("the table", () => {
  const deeds = SETTINGS.flatMap(({ rows }) => rows.map(({ deed }) => deed));
  const literals = (options: readonly unknown[], name: string): string[] =>
    options.flatMap((option) => {
      const { shape } = option as { shape: Record<string, { def: { values: string[] } }> };
      return shape[name]?.def.values ?? [];
    });
  const missing = (names: readonly string[], there: readonly string[]) =>
    names.filter((name) => !there.includes(name));
  const presses = deeds.flatMap((deed) => ("press" in deed ? [deed.press] : []));
  const forms = literals(formRef.options, "form");

  it("has a row for every button", () => {
    const pressed = presses.map((press) => press.do);
    expect(missing(literals(userAction.options, "do"), pressed)).toEqual([]);
  });

  it("has a row for every form that opens, and for every one that is sent", () => {
    const opens = presses.flatMap((press) => (press.do === "open" ? [press.to.form] : []));
    const sent = deeds.flatMap((deed) => ("submit" in deed ? [deed.submit.form] : []));
    expect([missing(forms, opens), missing(forms, sent)]).toEqual([[], []]);
  });

  it("has a row for every command", () => {
    const said = deeds.flatMap((deed) => ("say" in deed ? [deed.say] : []));
    expect(missing(Object.keys(commands), said)).toEqual([]);
  });
});
