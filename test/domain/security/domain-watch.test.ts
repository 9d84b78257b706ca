import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type DomainWatch,
  goneDomains,
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
    const there = seen(begun(), found, 5, true);
    expect([there.state, inDns(there)]).toEqual(["there", { kind: "verified", source: "dns", at: 5 }]);
    expect(inDns(seen(there, found, 9, true))).toMatchObject({ at: 5 });
  });

  it("is overdue after 48 hours, when a look went well and did not find it", () => {
    expect(seen(begun(), nothing, 48 * HOUR - 1, true).state).toBe("searching");
    expect(seen(begun(), unknown, 48 * HOUR, true).state).toBe("searching");
    expect(seen(begun(), nothing, 48 * HOUR, true).state).toBe("overdue");
  });

  it("is gone after two planned looks in a row that went well; what could not be looked up decides nothing", () => {
    const there = seen(begun(), found, 0, true);
    const once = seen(there, nothing, 1, true);
    expect(once.state).toBe("there");
    expect(seen(seen(once, nothing, 2, false), nothing, 3, false).state).toBe("there");
    expect(seen(once, unknown, 2, true).state).toBe("there");
    expect(seen(seen(seen(once, found, 2, true), nothing, 3, true), unknown, 4, true).state).toBe("there");
    const gone = seen(seen(once, unknown, 2, true), nothing, 3, true);
    expect(goneDomains({ domains: [there, gone] })).toEqual(["example.com"]);
    expect(inDns(gone)).toBeNull();
  });

  it("is looked for every minute at first, then more slowly, at the 48th hour, and daily afterwards", () => {
    let [now, watch, looks] = [0, begun(), 0];
    const times: number[] = [];
    while (watch.state === "searching") {
      watch = seen(watch, nothing, now, true);
      times.push(now);
      now = nextLook(watch, now);
      looks += 1;
    }
    expect(times.slice(0, 3)).toEqual([0, 60_000, 120_000]);
    expect([times.at(-1), looks < 150]).toEqual([48 * HOUR, true]);
    expect(nextLook(watch, now) - now).toBe(24 * HOUR);
  });

  it("keeps its number when it is begun anew, and begins from the start", () => {
    const first = must(watchDomain([], order(), 0));
    const second = must(watchDomain(first.all, order("b.example"), 1));
    const again = must(watchDomain(second.all, order(), 2));
    expect([first.watch.id, second.watch.id, again.watch.id]).toEqual([1, 2, 1]);
    expect(again.all.map(({ domain }) => domain)).toEqual(["b.example", "example.com"]);
  });

  it("is one of so many at most; those that nobody looks for any more make room", () => {
    let all: readonly DomainWatch[] = [];
    for (let n = 0; n < MOST_DOMAINS; n += 1) all = must(watchDomain(all, order(`d${n}.example`), n)).all;
    expect(watchDomain(all, order("more.example"), 99)).toBeNull();
    for (let n = 0; n < 200; n += 1) {
      all = all.map((watch) => stopWatch(watch, n));
      all = must(watchDomain(all, order(`e${n}.example`), n)).all;
    }
    expect(all.length).toBeLessThanOrEqual(50);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it("is looked for again soon while DNS does not answer, and not much more often where that lasts", () => {
    const there = seen(begun(), found, 0, true);
    const looks: number[] = [];
    for (let [watch, now] = [there, 0]; now < 24 * HOUR; now = nextLook(watch, now)) {
      watch = seen(watch, unknown, now, true);
      looks.push(now);
    }
    expect(looks.slice(0, 6)).toEqual([0, 1, 2, 4, 8, 16].map((minutes) => minutes * 60_000));
    expect(looks.filter((at) => at < HOUR)).toHaveLength(10);
    expect(looks.length).toBeLessThan(45);
  });

  it("moves only when a look says so, and never back to looking for the first time", () => {
    const sight = fc.constantFrom<Sight>(found, nothing, unknown, { kind: "misplaced", name: "x" });
    fc.assert(
      fc.property(fc.array(fc.tuple(sight, fc.boolean()), { maxLength: 30 }), (looks) => {
        let [watch, now] = [begun(), 0];
        for (const [sees, planned] of looks) {
          const before = watch;
          watch = seen(watch, sees, now, planned);
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
