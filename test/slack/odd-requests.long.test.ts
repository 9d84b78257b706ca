import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bot, bot, type FakeSlack, fakeSlack } from "./fake-slack.ts";
import { press, pressInDialog, pressOnHome, submission } from "./fixtures.ts";

let slack: FakeSlack;
let rig: Bot;
beforeEach(async () => {
  slack = await fakeSlack();
  rig = await bot(slack);
});
afterEach(async () => {
  await rig.stop();
  await slack.close();
});

const SEED = 20_260;
const COUNT = 300;

/** The same numbers in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const ODD: readonly unknown[] = [
  null,
  undefined,
  0,
  -1,
  1e308,
  true,
  "",
  "null",
  "__proto__",
  "\u0000\uD800\u202E",
  "x".repeat(5000),
  [],
  [null],
  [[]],
  {},
  { id: null },
  { id: {} },
  { type: "modal" },
  { constructor: { prototype: {} } },
];

const event = (inner: object) => ({ type: "event_callback", team_id: "T1", event_id: "Ev1", event: inner });
const user = { id: "U1", team_id: "T1" };
const KINDS: readonly object[] = [
  press("http://127.0.0.1:1/respond"),
  pressOnHome(),
  pressInDialog([{ type: "input", block_id: "reason" }]),
  submission(),
  { type: "view_closed", user, team: { id: "T1" }, view: { id: "V1", type: "modal" } },
  { type: "block_suggestion", user, team: { id: "T1" }, action_id: "a", block_id: "b", value: "x" },
  { type: "shortcut", user, team: { id: "T1" }, callback_id: "c", trigger_id: "t" },
  { type: "message_action", user, team: { id: "T1" }, callback_id: "c", channel: { id: "C1" }, message: {} },
  { type: "dialog_submission", user, team: { id: "T1" }, callback_id: "c", submission: {} },
  event({ type: "app_home_opened", user: "U1", tab: "home" }),
  event({ type: "user_change", user: { id: "U1", team_id: "T1", profile: { email: "a@b.test" } } }),
  event({ type: "tokens_revoked", tokens: { oauth: [], bot: [] } }),
  event({ type: "message", channel: "C1", user: "U1", text: "hello", item: { channel: "C1" } }),
  { type: "app_rate_limited", team_id: "T1", minute_rate_limited: 1 },
];

type Place = { holder: Record<string, unknown>; key: string };

function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

/** A documented payload with up to three places gone or replaced. */
function oddPayload(next: () => number): Record<string, unknown> {
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(next() * from.length)];
  const payload: Record<string, unknown> = JSON.parse(JSON.stringify(pick(KINDS)));
  for (let left = Math.floor(next() * 4); left > 0; left -= 1) {
    const place = pick(placesIn(payload));
    if (place === undefined) continue;
    if (next() < 0.3) delete place.holder[place.key];
    else place.holder[place.key] = pick(ODD);
  }
  return payload;
}

describe("signed requests of every kind with odd things in them", () => {
  it(`never end the process, and none of ${COUNT} is an error of ours`, { timeout: 30_000 }, async () => {
    const next = random(SEED);
    const failed: string[] = [];
    const one = async () => {
      const payload = oddPayload(next);
      const asForm = next() < 0.15;
      const sent = JSON.stringify(payload).slice(0, 300);
      const { status } =
        "event" in payload || next() < 0.05
          ? await rig.send(JSON.stringify(payload))
          : asForm
            ? await rig.command("status", {
                [Object.keys(payload)[0] ?? "x"]: "odd",
                user_id: next() < 0.5 ? "" : "U1",
              })
            : await rig.interact(payload);
      if (status >= 500) failed.push(`${status} ${sent}`);
    };
    for (let done = 0; done < COUNT; done += 50) await Promise.all(Array.from({ length: 50 }, one));
    expect(failed).toEqual([]);
    expect((await rig.command("status")).status).toBe(200);
  });
});
