import type { Platform } from "../../domain/accounts/person.ts";
import type { Upstream } from "../../domain/alert.ts";
import { AppError } from "../../lib/errors.ts";
import type { MistralAdmin } from "../../mistral/admin/admin.ts";
import { endOutage, failingSince, noteOutage } from "../alerts/outages.ts";
import type { Messenger } from "../core/app.ts";
import type { Context, Unit } from "../core/context.ts";
import { type Blamed, HELD, LONGEST_PAUSE_MS, LONGEST_TRY_PAUSE_MS, pauseAfter, waitsFor } from "./retry.ts";

/** What a call proves: that the other side answers, that it lets us in (`access`), or nothing, as it may be `known`. */
type Says = "proof" | "known" | "access";

type Around = <T>(says: Says, call: () => Promise<T>) => Promise<T>;

/** All others are proof. null: no call, or one that needs no credentials because it is asked of somebody else. */
const SAYS: Readonly<Partial<Record<string, Says | null>>> = {
  letsIn: "access",
  ...{ findByAddress: "known", openDirect: "known", lookFor: "known", lookForFile: "known" },
  ...{ updateAnswer: null, putFile: null, maySendFiles: null, mayReadFiles: null },
} satisfies Partial<Record<keyof Messenger, Says | null>>;

function wrapped<T extends object>(target: T, around: Around): T {
  const methods = target as Record<string, (...given: unknown[]) => Promise<unknown>>;
  const all = Object.keys(target).map((name) => {
    const { [name]: says = "proof" } = SAYS;
    if (says === null || typeof methods[name] !== "function") return [name, methods[name]];
    // Looked up at each call: what stands in for it may have come since.
    return [name, (...given: unknown[]) => around(says, async () => methods[name]?.(...given))];
  });
  return Object.fromEntries(all);
}

export const aroundMistral = (mistral: MistralAdmin, around: Around): MistralAdmin => ({
  ...wrapped(mistral, around),
  audit: wrapped(mistral.audit, around),
});

/** Without an answer in between so many calls must fail before the others wait for one that tries. */
const FAILURES = 3;

type Line = {
  /** When the first of the calls failed that have failed since the last answer. */
  since: number | null;
  failedAt: number;
  failures: number;
  /** 0: all may call. From 1 on only one call at a time tries, and this counts those tries. */
  tries: number;
  nextTry: number;
  /** How long the wait until then is at most (ms). */
  longest: number;
  /** Whether an outage may be written down, by this process or the one before. */
  noted: boolean;
  refusal: string | null;
};

const fresh = (noted: boolean): Line => ({
  ...{ since: null, failedAt: 0, failures: 0, noted, refusal: null },
  ...{ tries: 0, nextTry: 0, longest: LONGEST_TRY_PAUSE_MS },
});

/** Details of what another side has answered, though it is to be asked again. */
const ANSWERS: readonly (string | undefined)[] = ["endless_list", "conversation_gone"];

const isTrouble = ({ code, detail }: AppError): boolean =>
  ["unavailable", "outcome_unknown", "rate_limited"].includes(code) && !ANSWERS.includes(detail);

/** A platform's limits are for one method or conversation, which its pace keeps to; Mistral's are for the whole key. */
const holdsOneThing = (upstream: Upstream, { code }: AppError): boolean =>
  code === "rate_limited" && upstream !== "mistral";

const isRefused = (upstream: Upstream, { code }: AppError): boolean =>
  code === "unauthorized" && upstream !== "mistral";

/** While Mistral or a platform does not answer, one call tries it now and then and all others wait. */
export function createCircuitBreaker(
  context: Context,
  accessChanged: () => void,
  guarded = (mistral: MistralAdmin) => mistral,
) {
  const { store, now, random, log } = context;
  const lines: Record<Upstream, Line> = { slack: fresh(true), teams: fresh(true), mistral: fresh(true) };
  const blame = new WeakMap<AppError, Upstream>();

  function write(work: (unit: Unit) => void): boolean {
    try {
      store.transact((tx) => work({ tx, now: now(), context }));
      return true;
    } catch (error) {
      log.error({ error }, "whether something answers could not be written down");
      return false;
    }
  }

  function answered(upstream: Upstream): void {
    const line = lines[upstream];
    if (line.since === null && !line.noted) return;
    lines[upstream] = fresh(line.noted);
    if (line.refusal !== null) accessChanged();
    const isWritten = write((unit) => {
      unit.tx.jobs.wake(waitsFor(upstream, true), unit.now);
      // What was tried goes at once as well; after a short trouble it keeps to its own pauses.
      if (endOutage(unit, upstream)) unit.tx.jobs.wake(waitsFor(upstream, false), unit.now);
    });
    if (isWritten) lines[upstream] = fresh(false);
    context.wake();
  }

  function failed(upstream: Upstream, wasTry: boolean, error: AppError): void {
    const line = lines[upstream];
    const at = now();
    const since = failingSince(line.since, line.failedAt, at, 2 * Math.max(line.longest, LONGEST_PAUSE_MS));
    Object.assign(line, { since, failedAt: at, failures: line.failures + 1 });
    if (line.tries > 0 ? wasTry : line.failures >= FAILURES) {
      line.tries += 1;
      line.nextTry = at + Math.min(LONGEST_TRY_PAUSE_MS, pauseAfter(line.tries, random));
    }
    const asked = upstream === "mistral" ? (error.retryAfterMs ?? 0) : 0;
    if (asked > 0) {
      line.tries ||= 1;
      line.nextTry = Math.max(line.nextTry, at + asked);
      line.longest = Math.max(LONGEST_TRY_PAUSE_MS, asked);
    }
    if (isRefused(upstream, error) && line.refusal === null) {
      line.refusal = error.message;
      accessChanged();
    }
    note(upstream);
  }

  /** While it fails: that lasts, and after a while people are told. */
  function note(upstream: Upstream): void {
    const line = lines[upstream];
    const { since } = line;
    if (since === null) return;
    write((unit) => {
      line.noted = noteOutage(unit, upstream, since, line.refusal !== null);
    });
  }

  /** A clock that was put back must not keep everybody waiting. */
  function holdBack(upstream: Upstream): void {
    const { tries, nextTry, longest } = lines[upstream];
    const retryAfterMs = nextTry - now();
    if (tries === 0 || retryAfterMs <= 0 || retryAfterMs > longest) return;
    const detail = { detail: HELD, retryAfterMs, asked: false };
    const error = new AppError("unavailable", "it does not answer", detail);
    blame.set(error, upstream);
    throw error;
  }

  const counted =
    (upstream: Upstream): Around =>
    async (says, call) => {
      holdBack(upstream);
      const line = lines[upstream];
      const { nextTry } = line;
      // Half open: the others wait for what becomes of this one. No job that would try loses its turn to a look at access.
      const isTry = line.tries > 0 && says !== "access";
      if (isTry) line.nextTry = now() + LONGEST_TRY_PAUSE_MS;
      const letNextTry = () => {
        if (isTry) line.nextTry = nextTry;
      };
      try {
        const answer = await call();
        // That the token is good says nothing of messages, but ends an outage that was a refused token.
        if (says === "known" || (says === "access" && line.refusal === null)) letNextTry();
        else answered(upstream);
        return answer;
      } catch (error) {
        // Where nothing was tried, or only one thing has to wait, the next one may.
        if (!(error instanceof AppError && error.asked)) letNextTry();
        else if (holdsOneThing(upstream, error)) {
          letNextTry();
          note(upstream);
        } else if (isRefused(upstream, error) || isTrouble(error)) {
          blame.set(error, upstream);
          // Of an older failing time it counts as a failure, and says nothing of when to try next.
          failed(upstream, isTry && line === lines[upstream], error);
        } else answered(upstream);
        throw error;
      }
    };

  /** What an ordinary key hears is no word about the Admin API; but it asks the same side, so it waits as well. */
  const notNow: Around = async (_says, call) => {
    holdBack("mistral");
    return call();
  };

  const through: Context = {
    ...context,
    get messengers() {
      return context.messengers.map((messenger) => wrapped(messenger, counted(messenger.platform)));
    },
    get mistral() {
      return context.mistral && aroundMistral(guarded(context.mistral), counted("mistral"));
    },
    get probe() {
      return context.probe && wrapped(context.probe, notNow);
    },
  };
  return {
    context: through,
    blamed(error: unknown): Blamed | null {
      const upstream = error instanceof AppError ? blame.get(error) : undefined;
      return upstream === undefined ? null : { upstream, nextTry: lines[upstream].nextTry };
    },
    /** Why a platform did not let us in when it was last asked for anything; null: it did, or was not asked yet. */
    refusal: (platform: Platform): string | null => lines[platform].refusal,
  };
}
