import { describe, expect, it } from "vitest";
import { confirmed } from "../../../src/domain/evidence.ts";
import { KEY_OUTCOMES } from "../../../src/domain/key/key-reading.ts";
import { reopenStep, type Setup } from "../../../src/domain/setup/setup.ts";
import { keyView, refusedCard } from "../../../src/view/key/key.ts";
import { refusalView } from "../../../src/view/key/refusal.ts";
import { billingCard } from "../../../src/view/setup/checklist.ts";
import { must } from "../../support/must.ts";
import { labelsIn, read } from "../../support/reading/read-view.ts";
import * as sample from "../../support/samples/facts.ts";
import { spending, tried } from "../../support/samples/keys.ts";

const { NOW, active, pending, readerOf } = sample;
const ana = readerOf("p_ana");
const zoe = readerOf("p_zoe");

type Change = Partial<Parameters<typeof keyView>[1]>;
const base = { mine: null, listed: false, probing: true, mode: "automatic", now: NOW } as const;
const key = (setup: Setup | null, change: Change = {}, reader = zoe) =>
  keyView(reader, { ...base, setup, ...change });
/** Without the steps to a key. */
const state = (setup: Setup | null, change: Change = {}, reader = zoe) =>
  read(key(setup, change, reader)).split("Create a key")[0] ?? "";

describe("the command `key`", () => {
  it("says until when to wait while billing warms up", () => {
    const view = key(sample.warming);
    expect(view.summary).toBe("Billing is warming up. If a key is refused, wait until 14:12 and retry.");
    expect(read(view)).toContain("wait until 14:12");
  });

  it("rounds the end of the warm-up to the next minute, so that the time is never past while it lasts", () => {
    const billing = { ...must(sample.warming.billing), warmUntil: NOW + 40_000 };
    const words = read(key({ ...sample.warming, billing }));
    expect(words).toContain("wait until 14:11");
  });

  it("says from where it knows that keys work, and does not claim it when nobody has said so", () => {
    expect(read(key(sample.complete))).toContain("A key works, verified with Mistral 14:10");
    expect(state(sample.warm)).toContain("Keys should work");
    expect(state(sample.fresh)).toMatch(/No billing yet.*may work in free mode/);
    const free = "Free mode, confirmed by @ana 14:02: keys should work within its limits";
    expect(state(sample.freeMode)).toContain(free);
    expect(state(null)).toContain("Not set up yet");
    expect(state(sample.warm)).toContain("billing confirmed by @ana 14:02");
    const reopened = reopenStep(sample.warm, "billing", NOW);
    expect(state(reopened)).toContain("No billing yet");
    expect(state(tried(sample.warm, "answers"))).toContain("Keys should work");
  });

  it("says what stands in the way: a limit, a failed payment, or what the bot's own key was told", () => {
    expect(state(spending(sample.warm, true, false))).toContain("spending limit is reached");
    expect(state(spending(sample.warm, false, true))).toContain("last payment failed");
    const guided = state(spending(sample.warm, true, true), { mode: "guided" });
    expect(guided).not.toMatch(/limit is|payment failed/);
    expect(state(tried(sample.warm, "unpaid"))).toMatch(/refused since 13:40\.\n.*no payment method/);
  });

  it("says since when a key is refused that had worked, and keeps a person's word beside it", () => {
    const told = state(tried({ ...sample.warm, keyWorks: confirmed("p_ben", NOW) }, "refused"));
    expect(told).toContain("A key has worked, confirmed by @ben");
    expect(told).toContain("This bot's own key has been refused");
    const words = state(tried(sample.complete, "spent", true));
    expect(words).toContain("worked, verified with Mistral 14:10, but has been refused since 13:40");
    expect(words).not.toContain("✅ A key works");
  });

  it("says that a key has worked, not that keys work, beside what stands in the way", () => {
    const keyWorks = confirmed("p_ben", NOW);
    const known = { ...sample.warm, keyWorks };
    const inTheWay = [spending(known, true, false), spending(known, false, true)];
    for (const setup of [{ ...sample.warming, keyWorks }, ...inTheWay]) {
      expect(state(setup)).toContain("A key has worked, confirmed by @ben");
      expect(state(setup)).not.toMatch(/keys? works?\b/i);
    }
  });

  it("says nothing of a refusal in the warm-up, whatever the bot's key got", () => {
    for (const outcome of KEY_OUTCOMES) {
      const words = state(tried(sample.warming, outcome));
      expect(words).toContain("wait until 14:12");
      expect(words).not.toMatch(/has been refused|expired|revoked/);
    }
  });

  it("never calls a key wrong, and keeps keys out of the chat", () => {
    const setups = KEY_OUTCOMES.map((outcome) => tried(sample.warm, outcome));
    for (const setup of [null, sample.fresh, sample.warming, sample.warm, sample.complete, ...setups]) {
      const words = read(key(setup, { mine: active() }));
      expect(words).not.toMatch(/wrong key|key is wrong|invalid key/i);
      expect(words).toContain("never here");
    }
  });

  it("gives a line to try a key with, in which the key itself does not stand", () => {
    const [copy] = key(sample.warm).blocks.filter((block) => block.kind === "copy");
    expect(copy?.text).toMatch(/^curl .*"Authorization: Bearer \$MISTRAL_API_KEY".*chat\/completions$/);
  });

  it("offers what this person needs next", () => {
    expect(labelsIn(key(sample.warm))).toContain("Ask for an invitation");
    expect(labelsIn(key(sample.warm, { mine: pending() }))).toContain("I've joined");
    expect(labelsIn(key(sample.warm, { mine: pending({ status: "expired" }) }))).toContain("Send it again");
    expect(labelsIn(key(sample.warm, { mine: active() }))).toContain("My key works");
    expect(labelsIn(key(sample.warm, { listed: true }))).toEqual(["Open API keys", "My key is refused"]);
    expect(labelsIn(key(sample.warm, {}, ana))).toEqual(["Open API keys", "My key is refused"]);
  });

  it("says one thing to do about a refused key, and only to wait while billing warms up", () => {
    const said = (code: "401" | "402" | "429", setup: Setup | null) =>
      read(refusalView(zoe, code, setup, NOW));
    expect(said("401", sample.warm)).toContain("Copy the whole key again");
    expect(said("402", sample.warm)).toContain("Ask @ana to look at it");
    expect(said("401", sample.fresh)).toContain("Billing is in the way");
    expect(said("402", null)).toContain("Ask whoever looks after billing");
    expect(said("429", sample.warming)).toContain("Wait a minute");
    for (const code of ["401", "402"] as const)
      expect(said(code, sample.warming)).toMatch(/wait until 14:12 and retry(?!.*Copy|.*Ask)/s);
  });

  it("says how to get in to who is not, and how it knows who is", () => {
    for (const status of ["denied", "revoked", "failed", "removed"] as const) {
      const view = key(sample.warm, { mine: pending({ status }) });
      expect(read(view)).toContain("To make keys, ask for an invitation first.");
      expect(read(view)).not.toContain("curl");
      expect(labelsIn(view)).toContain("Ask for an invitation");
    }
    const expired = read(key(sample.warm, { mine: pending({ status: "expired" }) }));
    expect(expired).toContain("Send it again first");
    expect(read(key(sample.warm, {}, ana))).toContain("Create and copy a key");
    expect(read(key(sample.warm, { listed: true }))).toContain("Mistral lists you as a Member");
  });

  it("puts the e-mail first for who is Pending, and no key before somebody whose role is Billing", () => {
    const words = read(key(sample.warm, { mine: pending() }));
    expect(words).toMatch(/First accept the invitation[\s\S]*Create and copy a key/);
    expect(read(key(sample.warm, { mine: active({ role: "billing" }) }))).not.toContain("curl");
  });

  it("tells the owner, and nobody else, what the bot's own key lacks", () => {
    expect(state(sample.warm, { probing: false }, ana)).toContain("With a key in MISTRAL_API_KEY");
    expect(state(sample.warm, { probing: false })).not.toContain("MISTRAL_API_KEY,");
    expect(state(sample.warm, {}, ana)).toContain("This bot's own key hasn't been tried yet");
    expect(state(tried(sample.warm, "proxy"), {}, ana)).toContain("probably a proxy");
  });
});

it("the card about the bot's own key says why it is refused, and later that it is not", () => {
  const card = (setup: Setup) => refusedCard(ana, setup, NOW);
  expect(read(card(tried(sample.warm, "unpaid")))).toContain("no payment method");
  expect(labelsIn(card(tried(sample.warm, "spent")))).toContain("Open Billing");
  expect(read(card(tried(sample.warming, "unpaid")))).toMatch(/^Billing is warming up/);
  expect(read(card(tried(sample.warm, "works")))).not.toContain("refused");
});

it("the message that the warm-up is over claims of keys and of the payment method only what is known", () => {
  const card = (setup: Setup) => read(billingCard(readerOf(null), { setup, now: NOW }));
  expect(card(sample.warm)).not.toContain("A key works");
  expect(card(tried(sample.complete, "refused", true))).not.toContain("A key works");
  expect(card(sample.complete)).toMatch(/Payment method confirmed by @ana/);
  expect(card(sample.complete)).toContain("A key works, verified with Mistral 14:10 UTC");
  expect(card(sample.complete)).not.toMatch(/payment method[^.]*verified/i);
});
