import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type DomainWatch,
  inDns,
  MOST_DOMAINS,
  nextLook,
  placesOf,
  type Sight,
  seen,
  stopWatch,
  watchDomain,
} from "../../../src/domain/security/domain-watch.ts";
import { must } from "../../support/must.ts";

const HOUR = 3_600_000;
const order = (domain = "example.com") => ({
  domain,
  record: { name: domain, value: "mistral-domain-verification=abc" },
  by: "p_ana",
});
const begun = (): DomainWatch => must(watchDomain([], order(), 0)).watch;
const found: Sight = { kind: "found", name: "example.com" };
const nothing: Sight = { kind: "nothing" };
const unknown: Sight = { kind: "unknown" };

describe("where a record may stand", () => {
  it("is where the panel says, and in both documented places", () => {
    const places = (name: string, value: string) =>
      placesOf({ domain: "example.com", record: { name, value } }).map(
        (place) => `${place.name} ${place.value}`,
      );
    const both = [
      "example.com mistral-domain-verification=abc",
      "_mistral-verification.example.com mistral-verify=abc",
    ];
    expect(places("example.com", "mistral-domain-verification=abc")).toEqual(both);
    expect(places("_mistral-verification.example.com", "mistral-verify=abc")).toEqual(both.toReversed());
    expect(places("example.com", "mistral-verify=abc")).toEqual(["example.com mistral-verify=abc", ...both]);
  });
});

describe("a watched domain", () => {
  it("is there once it is found, by DNS's word and not Mistral's", () => {
    const there = seen(begun(), found, 5);
    expect([there.state, inDns(there)]).toEqual(["there", { kind: "verified", source: "dns", at: 5 }]);
    expect(inDns(seen(there, found, 9))).toMatchObject({ at: 5 });
  });

  it("is overdue after 48 hours, when a look went well and did not find it", () => {
    expect(seen(begun(), nothing, 48 * HOUR - 1).state).toBe("searching");
    expect(seen(begun(), unknown, 48 * HOUR).state).toBe("searching");
    expect(seen(begun(), nothing, 48 * HOUR).state).toBe("overdue");
  });

  it("is gone after two looks in a row that went well; what could not be looked up decides nothing", () => {
    const there = seen(begun(), found, 0);
    const once = seen(there, nothing, 1);
    expect(once.state).toBe("there");
    expect(seen(once, unknown, 2).state).toBe("there");
    expect(seen(seen(once, found, 2), nothing, 3).state).toBe("there");
    const gone = seen(seen(once, unknown, 2), nothing, 3);
    expect([gone.state, inDns(gone)]).toEqual(["gone", null]);
  });

  it.each([
    ["every minute at first", begun(), nothing, 60_000],
    ["every five minutes after a quarter of an hour", begun(), nothing, 300_000, HOUR],
    ["daily once 48 hours are over", seen(begun(), nothing, 48 * HOUR), nothing, 24 * HOUR, 48 * HOUR],
    ["daily while it is there", seen(begun(), found, HOUR), found, 24 * HOUR, HOUR],
    ["sooner when it was just missed", seen(begun(), found, HOUR), nothing, 6 * HOUR, HOUR],
    ["sooner when DNS did not answer", seen(begun(), found, HOUR), unknown, 300_000, HOUR],
  ] as const)("is looked for %s", (_, watch, sight, pause, now = 0) => {
    expect(nextLook(seen(watch, sight, now), now) - now).toBe(pause);
  });

  it("is one of so many at most; those that nobody looks for any more make room", () => {
    let all: readonly DomainWatch[] = [];
    for (let n = 0; n < MOST_DOMAINS; n += 1) all = must(watchDomain(all, order(`d${n}.example`), n)).all;
    expect(watchDomain(all, order("more.example"), 99)).toBeNull();
    all = all.map((watch) => stopWatch(watch, 100));
    expect(must(watchDomain(all, order("more.example"), 101))).toMatchObject({
      watch: { id: MOST_DOMAINS + 1 },
      all: [{ domain: "more.example" }],
    });
  });

  it("moves only when a look says so, and never back to looking for the first time", () => {
    const sight = fc.constantFrom<Sight>(found, nothing, unknown, { kind: "misplaced", name: "x" });
    fc.assert(
      fc.property(fc.array(sight, { maxLength: 30 }), (looks) => {
        let [watch, now] = [begun(), 0];
        for (const sees of looks) {
          const before = watch;
          watch = seen(watch, sees, now);
          now = nextLook(watch, now);
          if (watch.state === before.state) expect(watch.since).toBe(before.since);
          else expect(watch.state === "there").toBe(sees.kind === "found");
          if (before.state !== "searching") expect(watch.state).not.toBe("searching");
          if (sees.kind === "unknown") expect(watch.state).toBe(before.state);
        }
      }),
    );
  });
});
