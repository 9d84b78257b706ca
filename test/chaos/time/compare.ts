import type { TimeModel } from "../model/time.ts";
import { count, type Figures } from "../scenario.ts";
import type { Clockwork } from "./clockwork.ts";

const MINUTE = 60_000;
/** What a chat did not take has come when so many minutes have passed, each with a look at the end. */
const MADE_UP_AFTER = 3;
/** Said because somebody did something, and not because of the time. That they come once is looked at in the end. */
const ASIDES = /^(outcome|approver|welcome):/;

export type World = { readonly clock: Clockwork; readonly model: TimeModel; readonly figures: Figures };

function without(list: readonly string[], taken: readonly string[]): string[] {
  const left = [...list];
  for (const one of taken) {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
  }
  return left;
}

/** Compares what was heard with what had to be said, and where everything stands; throws what is not as it must be. */
export function createComparison({ clock, model, figures }: World) {
  const said = new Set<string>();
  let owed: string[] = [];
  /** Of what is owed, what time alone has made due. */
  let waiting: string[] = [];
  let minutes = MADE_UP_AFTER;

  const at = (what: string) => new Error(`${new Date(clock.bot().now()).toISOString()}: ${what}`);

  function stands(): void {
    const { requests, rows } = clock.state();
    const is = [...requests, ...rows].join();
    const should = [...model.requests, ...model.rows].map((one) => ("state" in one ? one.state : one.status));
    if (is === should.join()) return;
    count(figures, "wrong states");
    throw at(`it is ${is} instead of ${should.join()}`);
  }

  return {
    /** A chat does not take what is said next: it is owed. */
    stumbles: () => {
      minutes = 0;
    },
    /** `asides`: somebody did something, and may be answered. `mayOwe`: a chat did not take some of it. */
    look(
      heard: readonly string[],
      { due = [], atOnce = [] }: { readonly due?: readonly string[]; readonly atOnce?: readonly string[] },
      { asides = false, mayOwe = false, by = 0 } = {},
    ): void {
      const wanted = [...owed, ...atOnce, ...due];
      const missing = without(wanted, heard);
      const mayAnswer = asides || minutes < MADE_UP_AFTER;
      const more = without(heard, wanted).filter((one) => !(mayAnswer && ASIDES.test(one)));
      if (by >= MINUTE) minutes += 1;
      const waits = owed.length > 0 && minutes < MADE_UP_AFTER;
      owed = mayOwe || waits ? missing : [];
      const left = without([...waiting, ...due], heard);
      count(figures, "timers fired", waiting.length + due.length - left.length);
      waiting = left;
      for (const one of more) count(figures, said.has(one) ? "twice" : "early");
      for (const one of heard) said.add(one);
      if (more.length > 0) throw at(`nobody should hear ${more.join("; ")}`);
      if (missing.length > owed.length) {
        count(figures, "missed", missing.length);
        throw at(`nobody heard ${missing.join("; ")}`);
      }
      stands();
    },
  };
}
