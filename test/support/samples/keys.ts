import type { KeyOwner } from "../../../src/domain/key/key-owner.ts";
import { KEY_OUTCOMES, type KeyOutcome } from "../../../src/domain/key/key-reading.ts";
import type { Setup } from "../../../src/domain/setup/setup.ts";
import type { View } from "../../../src/view/core/view.ts";
import { keyView } from "../../../src/view/key/key-blocks.ts";
import { foreignKeyCard, refusedCard } from "../../../src/view/key/key-state.ts";
import * as sample from "./facts.ts";

const { NOW, readerOf } = sample;
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

const base = {
  mine: null,
  listed: false,
  probing: true,
  triedAt: NOW - 60_000,
  mode: "automatic",
  now: NOW,
} as const;

export const keySamples = (): { name: string; view: View }[] => [
  ...Object.entries(SETUPS).flatMap(([name, setup]) => [
    { name: `key, ${name}, no invitation`, view: keyView(zoe, { ...base, setup }) },
    { name: `key, ${name}, in the list`, view: keyView(zoe, { ...base, setup, listed: true }) },
    { name: `key, ${name}, owner`, view: keyView(ana, { ...base, setup, probing: false }) },
    ...(["pending", "active", "expired", "revoked"] as const).map((status) => ({
      name: `key, ${name}, ${status}`,
      view: keyView(zoe, { ...base, setup, mine: sample.pending({ status }) }),
    })),
    {
      name: `key, ${name}, Billing`,
      view: keyView(zoe, { ...base, setup, mine: sample.active({ role: "billing" }) }),
    },
  ]),
  ...([null, "here", "elsewhere"] as const).flatMap((belongs) => {
    const setup = keyOf(sample.warm, belongs);
    return [
      { name: `key, the bot's belongs ${belongs}`, view: keyView(ana, { ...base, setup }) },
      { name: `foreign key, ${belongs}`, view: foreignKeyCard(ana, setup, true) },
      { name: `foreign key, ${belongs}, not tried any more`, view: foreignKeyCard(ana, setup, false) },
    ];
  }),
  ...KEY_OUTCOMES.flatMap((outcome) => [
    {
      name: `key, the bot's is ${outcome}`,
      view: keyView(ana, { ...base, setup: tried(sample.warm, outcome) }),
    },
    { name: `still refused: ${outcome}`, view: refusedCard(ana, tried(sample.warm, outcome), NOW) },
  ]),
];
