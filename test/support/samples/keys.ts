import type { KeyOwner } from "../../../src/domain/key/key-owner.ts";
import { KEY_OUTCOMES, type KeyOutcome } from "../../../src/domain/key/key-reading.ts";
import type { Setup } from "../../../src/domain/setup/setup.ts";
import { foreignKeyCard, keyView, refusedCard } from "../../../src/view/key/key.ts";
import * as sample from "./facts.ts";

const { byName, drawn, NOW, readerOf } = sample;
const ana = readerOf("p_ana");
const zoe = readerOf("p_zoe");

/** The bot's own key got this, `minutes` ago. */
export function tried(setup: Setup, outcome: KeyOutcome, failing = false): Setup {
  const at = NOW - 30 * 60_000;
  const probe = { outcome, at, failingSince: failing ? at : null };
  return { ...setup, observed: { ...setup.observed, probe } };
}

export const spending = (setup: Setup, reached: boolean, paymentFailure: boolean): Setup => {
  const read = { limit: 200, currency: "EUR", reached, paymentFailure, at: NOW };
  return { ...setup, observed: { ...setup.observed, spending: read } };
};

function keyOf(setup: Setup, belongs: KeyOwner["belongs"], name = "Other & Sons"): Setup {
  const organization = { id: "o-1", name };
  const keyOwner = { organization, workspace: { id: "w-1", name: sample.HOSTILE }, belongs };
  return { ...setup, observed: { ...setup.observed, keyOwner } };
}

const SETUPS = {
  "no setup": null,
  fresh: sample.fresh,
  warming: sample.warming,
  warm: sample.warm,
  free: sample.freeMode,
  complete: sample.complete,
  stopped: spending(sample.warm, true, true),
  failing: tried(sample.complete, "spent", true),
};

const OWNERS = {
  nowhere: keyOf(sample.warm, null),
  here: keyOf(sample.warm, "here"),
  elsewhere: keyOf(sample.warm, "elsewhere"),
};

const shown = { mine: null, listed: false, probing: true, triedAt: NOW - 60_000 } as const;
const base = { ...shown, mode: "automatic", now: NOW } as const;

export const keySamples = (): sample.ViewSample[] => [
  ...drawn("key, no invitation", SETUPS, (setup) => keyView(zoe, { ...base, setup })),
  ...drawn("key, in the list", SETUPS, (setup) => keyView(zoe, { ...base, setup, listed: true })),
  ...drawn("key, owner", SETUPS, (setup) => keyView(ana, { ...base, setup, probing: false })),
  ...(["pending", "active", "expired", "revoked"] as const).flatMap((status) =>
    drawn(`key, ${status}`, SETUPS, (setup) =>
      keyView(zoe, { ...base, setup, mine: sample.pending({ status }) }),
    ),
  ),
  ...drawn("key, Billing", SETUPS, (setup) =>
    keyView(zoe, { ...base, setup, mine: sample.active({ role: "billing" }) }),
  ),
  ...drawn("key, the bot's belongs", OWNERS, (setup) => keyView(ana, { ...base, setup })),
  ...drawn("foreign key", OWNERS, (setup) => foreignKeyCard(ana, setup, true)),
  ...sample.named({ "foreign key, not tried any more": foreignKeyCard(ana, OWNERS.elsewhere, false) }),
  ...drawn("key, the bot's is", byName(KEY_OUTCOMES), (outcome) =>
    keyView(ana, { ...base, setup: tried(sample.warm, outcome) }),
  ),
  ...drawn("still refused", byName(KEY_OUTCOMES), (outcome) =>
    refusedCard(ana, tried(sample.warm, outcome), NOW),
  ),
];
