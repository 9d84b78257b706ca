import type { OnCall } from "../../src/sandbox/teams/connector.ts";
import { Database } from "../../src/store/sqlite.ts";
import type { TestSandbox } from "../support/slack.ts";
import type { Due } from "./due.ts";
import type { Figures } from "./loop.ts";
import { cameAfterwards, type Edit, lateAmong, wasHeard } from "./post-log.ts";
import { groupBy } from "./post-rules.ts";
import { createVersions, hasGoneBack, type Versions } from "./versions.ts";

type Passages = Parameters<OnCall>[1][];

/** By their titles: nothing else tells one message in Teams from another. */
const KINDS: readonly (readonly [string, RegExp])[] = [
  ["outcome", /"(?:Your Request was answered|Nobody answered your Request)"/],
  ["asked", /"Your Request"/],
  ["request", /"Request to join Mistral"/],
];

/** Which post of which Request a card is; null: of none. Here each Request asks for one address. */
function keyOf(card: unknown): string | null {
  const text = JSON.stringify(card) ?? "";
  const kind = KINDS.find(([, title]) => title.test(text))?.[0];
  const [address] = /person\d+@/.exec(text) ?? [];
  return kind === undefined || address === undefined ? null : `${kind} ${address}`;
}

type Activity = { readonly attachments?: unknown };

export type TeamsPostLog = {
  readonly onCall: OnCall;
  readonly tries: ReadonlyMap<string, Passages>;
  /** What each message has shown, by its id. */
  readonly versions: Versions;
  /** Edits of this message, or of all, that were carried out after whoever asked had gone. */
  lateEdits(message?: string): number;
};

/** What came of every try to post and to edit, known from the other side. */
export function createTeamsPostLog(): TeamsPostLog {
  const tries = new Map<string, Passages>();
  const versions = createVersions();
  const edits: Edit[] = [];
  return {
    tries,
    versions,
    lateEdits: (message) => lateAmong(edits, message),
    onCall: ({ method, body }, passage) => {
      const key = method === "POST" ? keyOf(body) : null;
      if (key !== null) tries.set(key, [...(tries.get(key) ?? []), passage]);
      const made = passage.done?.body as { id?: string; activityId?: string } | undefined;
      const id = made?.activityId ?? made?.id;
      if (method === "PUT") edits.push({ message: id, passage });
      if (passage.done === null || id === undefined || (method !== "POST" && method !== "PUT")) return;
      // The first message of a thread comes inside of the order to make one.
      const { activity, ...own } = body as Activity & { activity?: Activity };
      versions.note(id, (activity ?? own).attachments, passage.done.at);
    },
  };
}

/** Cards of Requests that showed an older state again, though no late edit took them there for a moment. */
export function wentBackInTeams({ teams }: TestSandbox, { versions, lateEdits }: TeamsPostLog): string[] {
  return teams.state().messages.flatMap(({ id, cards: [card] }) => {
    const [key, shown] = [keyOf(card), versions.of(id)];
    return key !== null && hasGoneBack(shown) && lateEdits(id) === 0
      ? [`${key} went back: ${shown.join(" → ")}`]
      : [];
  });
}

type Evidence = {
  readonly due: readonly Due[];
  readonly database: string;
  readonly sandbox: TestSandbox;
  readonly tries: ReadonlyMap<string, Passages>;
  /** How often each job was running when the bot was killed. */
  readonly cutOff: ReadonlyMap<number, number>;
};

/** Each post that was due is there, and once more at most for each try that was carried out and not heard of. */
export function judgeTeamsPosts({ due, database, sandbox, tries, cutOff }: Evidence): {
  figures: Figures;
  violations: string[];
} {
  const cards = sandbox.teams.state().messages.flatMap(({ cards: [card] }) => keyOf(card) ?? []);
  const there = groupBy(cards, (key) => key);
  const violations: string[] = [];
  const sum = { due: 0, lost: 0, twice: 0, allowed: 0, afterwards: 0 };
  for (const { job, key } of keysOf(due, database)) {
    const passages = tries.get(key) ?? [];
    const heard = passages.filter(wasHeard).length;
    const unheard = passages.filter((one) => one.done !== null && !wasHeard(one)).length;
    const allowed = unheard + Math.min(heard, cutOff.get(job) ?? 0);
    const count = there.get(key)?.length ?? 0;
    sum.due += 1;
    sum.allowed += allowed;
    sum.afterwards += passages.filter(cameAfterwards).length;
    sum.twice += Math.max(0, count - 1);
    if (count === 0) sum.lost += 1;
    if (count === 0) violations.push(`${key} was due and is not there`);
    if (count > 1 + allowed)
      violations.push(`${key} is there ${count} times, and may be ${1 + allowed} times`);
  }
  return {
    violations,
    figures: {
      "posts due": sum.due,
      "posts lost": sum.lost,
      "posts that came twice": sum.twice,
      "posts that may have, by the rule": sum.allowed,
      "posts carried out after the bot was gone": sum.afterwards,
    },
  };
}

/** The key of each post about a Request. */
function keysOf(due: readonly Due[], database: string): { job: number; key: string }[] {
  const db = new Database(database, { readonly: true });
  const addressOf = db.prepare<[number], string>("SELECT address FROM invitations WHERE request = ?").pluck();
  const keys = due.flatMap(({ job, subject }) => {
    const [kind = "", id] = subject.split(":");
    const address = KINDS.some(([name]) => name === kind) && addressOf.get(Number(id));
    return address ? [{ job, key: `${kind} ${address.split("@")[0]}@` }] : [];
  });
  db.close();
  return keys;
}
