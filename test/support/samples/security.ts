import { verified } from "../../../src/domain/evidence.ts";
import type { Sight } from "../../../src/domain/security/domain-watch.ts";
import type { View } from "../../../src/view/core/view.ts";
import { domainCard, domainNewsCard } from "../../../src/view/security/domain-cards.ts";
import { samlView } from "../../../src/view/security/saml.ts";
import * as domains from "./domains.ts";
import * as sample from "./facts.ts";

type ViewSample = { readonly name: string; readonly view: View };

const { NOW, readerOf } = sample;
const ana = readerOf("p_ana");

const SIGHTS: Readonly<Record<string, Sight | null>> = {
  "not looked yet": null,
  found: { kind: "found", name: "example.com" },
  "found elsewhere": { kind: "found", name: "_mistral-verification.example.com" },
  misplaced: { kind: "misplaced", name: "example.com.example.com" },
  other: { kind: "other", values: [sample.HOSTILE.slice(0, 100), "mistral-domain-verification=0"] },
  nothing: { kind: "nothing" },
  unknown: { kind: "unknown" },
};

const samlSamples = (): ViewSample[] =>
  Object.entries({ fresh: sample.fresh, searching: domains.watching(), secured: domains.secured }).flatMap(
    ([name, setup]) =>
      [0, 1, 12].map((pending) => ({
        name: `SAML checklist, ${name}, ${pending} Pending`,
        view: samlView(ana, { setup, counts: sample.counts({ pending }), now: NOW, mode: "guided" }),
      })),
  );

export const securitySamples = (): ViewSample[] => [...domainSamples(), ...samlSamples()];

const domainSamples = (): ViewSample[] =>
  (["searching", "overdue", "there", "gone", "stopped"] as const).flatMap((state) =>
    Object.entries(SIGHTS).flatMap(([seen, sight]) => {
      const record = {
        name: "_mistral-verification.example.com",
        value: "mistral-verify=4f9a2c",
      };
      const watch = domains.watch(state, sight, seen === "other" ? { record } : {});
      const setup = domains.watching(state, sight);
      const proven = { ...setup.observed, domainVerified: verified("audit", NOW) };
      const given = { watch, setup, now: NOW };
      return [
        { name: `domain card, ${state}, ${seen}`, view: domainCard(ana, given) },
        {
          name: `domain card, ${state}, ${seen}, verified`,
          view: domainCard(ana, { ...given, setup: { ...setup, observed: proven } }),
        },
        {
          name: `domain news, ${state}, ${seen}`,
          view: domainNewsCard(ana, { ...given, told: { at: NOW, current: true } }),
        },
        {
          name: `domain news, ${state}, ${seen}, overtaken`,
          view: domainNewsCard(ana, { ...given, told: { at: NOW, current: false } }),
        },
      ];
    }),
  );
