import { outageOf } from "../../domain/alert.ts";
import { UPSTREAMS, type Upstream } from "../../domain/outage.ts";
import { AppError } from "../../lib/errors.ts";
import type { MistralAdmin } from "../../mistral/admin/admin.ts";
import type { KeyProbe } from "../../mistral/probe.ts";
import { beginAnew, beginOutage, endOutage, NOTICED_AFTER_MS, tellOutage } from "../alerts/outages.ts";
import {
  HELD,
  isTrouble,
  LONGEST_PAUSE_MS,
  LONGEST_TRY_PAUSE_MS,
  pauseAfter,
  waitsFor,
} from "../worker/retry.ts";
import { type Around, aroundMessenger, aroundMistral, once } from "./around.ts";
import type { Context, Unit } from "./context.ts";
import type { Messenger } from "./messenger.ts";

/** Each has a limit of some seconds. */
const LONGEST_CALL_MS = 30_000;

/** Without an answer in between so many calls must fail before the others wait for one that tries. */
const FAILURES = 3;

type Call = { readonly says: Parameters<Around>[0]; readonly what: string; readonly began: number };

type Line = {
  /** When the first of the calls began that have failed since the last answer. */
  failingSince: number | null;
  failedAt: number | null;
  failures: number;
  /** What of a platform was asked to wait meanwhile: when much is, all of it is. */
  busy: readonly string[];
  /** Since when one tries and the others wait; null: all may. */
  closedAt: number | null;
  tries: number;
  nextTry: number;
  /** How long the wait until then is at most. */
  longest: number;
  /** Whether an outage is written down; null: nobody has looked yet. */
  noted: boolean | null;
  told: boolean;
  /** It is written down that credentials are refused. */
  refused: boolean;
};

/** A platform's limits are for one method or conversation, which its pace keeps to; Mistral's are for the whole key. */
const holdsOneThing = (upstream: Upstream, { code }: AppError): boolean =>
  code === "rate_limited" && upstream !== "mistral";

/** The Admin key that Mistral refuses is told of as such. */
const isRefused = (upstream: Upstream, { code }: AppError): boolean =>
  code === "unauthorized" && upstream !== "mistral";

const fresh = (noted: boolean | null): Line => ({
  ...{ failingSince: null, failedAt: null, failures: 0, busy: [] },
  ...{ closedAt: null, tries: 0, nextTry: 0, longest: LONGEST_TRY_PAUSE_MS },
  ...{ noted, told: false, refused: false },
});

/** Whether nobody has tried meanwhile, because the machine slept or its clock was changed: that time proves nothing. */
const wasAway = ({ failedAt, longest }: Line, at: number): boolean =>
  failedAt !== null && (at < failedAt || at - failedAt > 2 * Math.max(longest, LONGEST_PAUSE_MS));

export type Upstreams = {
  /** The same context; every call through it counts, and waits while the other side does not answer. */
  readonly context: Context;
  /** Of an error that means that the other side did not do its part: which one, and when it is tried next. */
  readonly blamed: (error: unknown) => { readonly upstream: Upstream; readonly nextTry: number } | null;
};

/**
 * Knows from every call that jobs and looks make whether Mistral and the platforms answer. While one does not, one call
 * tries it now and then and all others wait; when it answers they go at once.
 */
export function createCircuitBreaker(context: Context): Upstreams {
  const { store, now, random, log } = context;
  const lines = new Map(UPSTREAMS.map((upstream) => [upstream, fresh(null)]));
  const lineOf = (upstream: Upstream): Line => lines.get(upstream) ?? fresh(null);
  const blame = new WeakMap<AppError, Upstream>();

  const pause = (tries: number): number => Math.min(LONGEST_TRY_PAUSE_MS, pauseAfter(tries, random));

  /** False when it could not be written. */
  function write(work: (unit: Unit) => void): boolean {
    try {
      store.transact((tx) => work({ tx, now: now(), context }));
      return true;
    } catch (error) {
      log.error({ error }, "whether something answers could not be written down");
      return false;
    }
  }

  function isNoted(upstream: Upstream): boolean {
    const line = lineOf(upstream);
    line.noted ??= store.read((tx) => outageOf(tx.alerts.open(), upstream) !== null);
    return line.noted;
  }

  function answered(upstream: Upstream): void {
    const { closedAt, failingSince } = lineOf(upstream);
    const noted = isNoted(upstream);
    if (failingSince === null && !noted) return;
    lines.set(upstream, fresh(noted));
    if (closedAt === null && !noted) return;
    const isWritten = write((unit) => {
      unit.tx.jobs.wake(waitsFor(upstream, true), unit.now);
      if (!noted) return;
      // What was tried goes at once as well; after a short trouble it keeps to its own pauses.
      unit.tx.jobs.wake(waitsFor(upstream, false), unit.now);
      endOutage(unit, upstream);
    });
    if (isWritten) lines.set(upstream, fresh(false));
    context.wake();
  }

  function failed(upstream: Upstream, { says, what, began }: Call, error: AppError): void {
    const refused = isRefused(upstream, error);
    const asked = upstream === "mistral" ? (error.retryAfterMs ?? 0) : 0;
    const line = lineOf(upstream);
    const at = now();
    const slept = wasAway(line, at);
    // A call takes no longer: the machine slept meanwhile, and that time proves nothing either.
    if (line.failingSince === null || slept) line.failingSince = Math.max(began, at - LONGEST_CALL_MS);
    line.failedAt = at;
    if (holdsOneThing(upstream, error)) line.busy = [...new Set([...line.busy, what])];
    else line.failures += 1;
    if (line.closedAt === null && line.failures + line.busy.length >= FAILURES) {
      line.closedAt = at;
      line.nextTry = at + pause(1);
    } else if (line.closedAt !== null && began >= line.closedAt && says !== "access") {
      line.tries += 1;
      line.nextTry = at + pause(line.tries + 1);
    }
    if (asked > 0) {
      line.closedAt ??= at;
      line.nextTry = Math.max(line.nextTry, at + asked);
      line.longest = Math.max(LONGEST_TRY_PAUSE_MS, asked);
    }
    const since = line.failingSince ?? began;
    const lasts = at - since;
    const isNews = !isNoted(upstream) || (refused && !line.refused);
    const isDown = line.failures > 0 || line.closedAt !== null;
    if (isNews && isDown && lasts >= NOTICED_AFTER_MS) {
      line.noted = write((unit) => beginOutage(unit, upstream, since, refused));
      line.refused = refused;
      context.wake();
    }
    // What began before a sleep or a start may have been over: it is told when it is seen to go on.
    if (slept && isNoted(upstream) && !line.told) write((unit) => beginAnew(unit, upstream, since));
    if (!isNoted(upstream) || line.told || lasts < NOTICED_AFTER_MS) return;
    let isTold = false;
    const isWritten = write((unit) => {
      isTold = tellOutage(unit, upstream);
    });
    line.told = isWritten && isTold;
  }

  /** A clock that was put back must not keep everybody waiting. */
  function mustWait(line: Line): boolean {
    const wait = line.nextTry - now();
    return line.closedAt !== null && wait > 0 && wait <= line.longest;
  }

  function holdBack(upstream: Upstream): void {
    const line = lineOf(upstream);
    if (!mustWait(line)) return;
    const retryAfterMs = line.nextTry - now();
    const error = new AppError("unavailable", "it does not answer", {
      detail: HELD,
      retryAfterMs,
      asked: false,
    });
    blame.set(error, upstream);
    throw error;
  }

  const through =
    (upstream: Upstream): Around =>
    async (says, what, call) => {
      const line = lineOf(upstream);
      const began = now();
      holdBack(upstream);
      const { nextTry } = line;
      // Half open: the others wait for what becomes of this one. No job that would try loses its turn to a look at access.
      if (line.closedAt !== null && says !== "access") line.nextTry = began + LONGEST_TRY_PAUSE_MS;
      try {
        const answer = await call();
        // That the token is good says nothing of messages, but ends an outage that was a refused token.
        if (says === "known" || (says === "access" && !line.refused)) line.nextTry = nextTry;
        else answered(upstream);
        return answer;
      } catch (error) {
        if (!(error instanceof AppError) || !error.asked) {
          // Nothing was tried, so the next one may.
          line.nextTry = nextTry;
          throw error;
        }
        if (isRefused(upstream, error) || isTrouble(error)) {
          blame.set(error, upstream);
          failed(upstream, { says, what, began }, error);
        } else answered(upstream);
        throw error;
      }
    };

  /** What an ordinary key hears is no word about the Admin API; but it asks the same side, so it waits as well. */
  const notNow = (probe: KeyProbe): KeyProbe => ({
    probe: async (spend) => {
      holdBack("mistral");
      return probe.probe(spend);
    },
    identity: async () => {
      holdBack("mistral");
      return probe.identity();
    },
  });

  const messengerThrough = once((messenger: Messenger) =>
    aroundMessenger(messenger, through(messenger.platform)),
  );
  const mistralThrough = once((mistral: MistralAdmin) => aroundMistral(mistral, through("mistral")));

  return {
    context: {
      ...context,
      get messengers() {
        return context.messengers.map(messengerThrough);
      },
      get mistral() {
        return context.mistral && mistralThrough(context.mistral);
      },
      get probe() {
        return context.probe && notNow(context.probe);
      },
    },
    blamed(error) {
      const upstream = error instanceof AppError ? blame.get(error) : undefined;
      return upstream === undefined ? null : { upstream, nextTry: lineOf(upstream).nextTry };
    },
  };
}
