import type { StoredMessage } from "../../src/sandbox/slack/state.ts";
import { Database } from "../../src/store/sqlite.ts";
import type { TestSandbox } from "../support/slack.ts";
import type { Due } from "./due.ts";
import type { Figures } from "./loop.ts";
import { cameAfterwards, isLate, type PostLog, wasHeard } from "./post-log.ts";
import { hasGoneBack } from "./versions.ts";

/**
 * How often a message may come, besides once.
 * `never`: the bot may look for it, and nothing comes later than the grace.
 * `later than the grace`: the bot may look; each try that was carried out later than that may add one.
 * `unheard`: it may not look; each try that was carried out and whose outcome it did not learn may add one.
 */
export type Again = "never" | "later than the grace" | "unheard";

export type Posted = StoredMessage & { readonly subject: string; readonly job: number; readonly key: string };

/** What the bot posted for a job: its subject and the job travel with it. */
export function posted(slack: TestSandbox["slack"]): Posted[] {
  return slack.state().messages.flatMap((message) => {
    const payload = message.metadata?.["event_payload"] as { key?: string } | undefined;
    const [subject = "", job] = payload?.key?.split("#") ?? [];
    return job === undefined ? [] : [{ ...message, subject, job: Number(job), key: `${subject}#${job}` }];
  });
}

export const jobsIn = (slack: TestSandbox["slack"]): ReadonlySet<number> =>
  new Set(posted(slack).map(({ job }) => job));

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

type Evidence = {
  readonly due: readonly Due[];
  readonly sandbox: TestSandbox;
  readonly log: PostLog;
  /** How often each job was running when the bot was killed. */
  readonly cutOff: ReadonlyMap<number, number>;
  readonly graceMs: number;
  readonly again: Again;
};

/** Every post that was due against every message that is there. */
export function judgePosts(evidence: Evidence): { figures: Figures; violations: string[] } {
  const { sandbox, log, cutOff, graceMs, again } = evidence;
  const messages = groupBy(posted(sandbox.slack), ({ key }) => key);
  const due = new Set(evidence.due.map(({ subject, job }) => `${subject}#${job}`));
  const violations: string[] = [];
  const sum = { tried: 0, unheard: 0, afterwards: 0, late: 0, twice: 0, allowed: 0, lost: 0 };
  for (const key of new Set([...due, ...messages.keys()])) {
    const tries = (log.tries.get(key) ?? []).map(({ passage }) => passage);
    const heard = tries.filter(wasHeard).length;
    const unheard = tries.filter((one) => one.done !== null && !wasHeard(one)).length;
    const late = tries.filter((one) => isLate(one, graceMs)).length;
    // A try that was heard can still be forgotten, when the bot dies before it is written down.
    const forgotten = Math.min(heard, cutOff.get(Number(key.split("#")[1])) ?? 0);
    const allowed = { never: 0, "later than the grace": late, unheard: unheard + forgotten }[again];
    const there = messages.get(key)?.length ?? 0;
    sum.tried += tries.length;
    sum.unheard += unheard + forgotten;
    sum.afterwards += tries.filter(cameAfterwards).length;
    sum.late += late;
    sum.allowed += allowed;
    sum.twice += Math.max(0, there - 1);
    if (there === 0) sum.lost += 1;
    if (there === 0) violations.push(`${key} was due and is not there`);
    if (there > 1 + allowed)
      violations.push(`${key} is there ${there} times, and may be ${1 + allowed} times`);
    if (!due.has(key)) violations.push(`${key} is there and was never due`);
  }
  return {
    violations,
    figures: {
      "posts due": due.size,
      "posts lost": sum.lost,
      "posts that came twice": sum.twice,
      "posts that may have, by the rule": sum.allowed,
      "tries to post": sum.tried,
      "posts whose outcome stayed unknown": sum.unheard,
      "posts carried out after the bot was gone": sum.afterwards,
      "posts carried out later than the grace": sum.late,
      "looks for a post": log.looks(),
    },
  };
}

/** Kinds whose cards only ever move on; a Setup can be back where it was. */
const MOVING_ON = ["request", "asked", "outcome", "invitee", "welcome", "active", "joined"];

/** Messages that went back, though no late edit took them there for a moment. What is about an Invitation that was sent again does so for a good reason. */
export function wentBack(
  { sandbox, log, database }: Pick<Evidence, "sandbox" | "log"> & { readonly database: string },
  resent: readonly number[],
): string[] {
  const sentAgain = subjectsOf(database, resent);
  return posted(sandbox.slack)
    .filter(({ subject }) => MOVING_ON.includes(subject.split(":")[0] ?? ""))
    .filter(({ subject }) => !sentAgain.has(subject.split(".")[0] ?? ""))
    .flatMap(({ channel, ts, subject }) => {
      const shown = log.versions.of(`${channel} ${ts}`);
      return hasGoneBack(shown) && log.lateEdits(`${channel} ${ts}`) === 0
        ? [`${subject} in ${channel} went back: ${shown.join(" → ")}`]
        : [];
    });
}

function subjectsOf(database: string, invitations: readonly number[]): Set<string> {
  const db = new Database(database, { readonly: true });
  const request = db.prepare<[number], number>("SELECT request FROM invitations WHERE id = ?").pluck();
  const subjects = invitations.flatMap((id) => [
    ...["invitee", "welcome"].map((kind) => `${kind}:${id}`),
    ...["request", "asked", "outcome"].map((kind) => `${kind}:${request.get(id)}`),
  ]);
  db.close();
  return new Set(subjects);
}
