import Database from "better-sqlite3";
import type { OnCall } from "../../src/sandbox/teams/connector.ts";
import type { TestSandbox } from "../support/slack.ts";
import type { Figures } from "./loop.ts";
import { cameAfterwards, wasHeard } from "./post-log.ts";
import { groupBy } from "./post-rules.ts";

type Passages = Parameters<OnCall>[1][];

/** By their titles: nothing else tells one message in Teams from another. */
const KINDS: readonly (readonly [string, RegExp])[] = [
  ["outcome", /"Your Request was answered"/],
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

/** What came of every try to post about a Request, known from the other side. */
export function createTeamsPostLog(): { onCall: OnCall; tries: ReadonlyMap<string, Passages> } {
  const tries = new Map<string, Passages>();
  return {
    tries,
    onCall: ({ method, body }, passage) => {
      const key = method === "POST" ? keyOf(body) : null;
      if (key !== null) tries.set(key, [...(tries.get(key) ?? []), passage]);
    },
  };
}

type Evidence = {
  readonly database: string;
  readonly sandbox: TestSandbox;
  readonly tries: ReadonlyMap<string, Passages>;
  /** How often each job was running when the bot was killed. */
  readonly cutOff: ReadonlyMap<number, number>;
};

/** Each post that was due is there, and once more at most for each try that was carried out and not heard of. */
export function judgeTeamsPosts({ database, sandbox, tries, cutOff }: Evidence): {
  figures: Figures;
  violations: string[];
} {
  const cards = sandbox.teams.state().messages.flatMap(({ cards: [card] }) => keyOf(card) ?? []);
  const there = groupBy(cards, (key) => key);
  const violations: string[] = [];
  const sum = { due: 0, lost: 0, twice: 0, allowed: 0, afterwards: 0 };
  for (const { job, key } of postsDue(database)) {
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

/** The posts about Requests that there ever was a job for, whatever became of it. */
function postsDue(database: string): { job: number; key: string }[] {
  const db = new Database(database, { readonly: true });
  const rows = db
    .prepare<[], { job: number; subject: string }>(
      `SELECT id AS job, json_extract(payload, '$.subject') AS subject FROM jobs
       WHERE json_extract(payload, '$.kind') = 'post'`,
    )
    .all();
  const addressOf = db.prepare<[number], string>("SELECT address FROM invitations WHERE request = ?").pluck();
  const due = rows.flatMap(({ job, subject }) => {
    const [kind = "", id] = subject.split(":");
    const address = KINDS.some(([name]) => name === kind) && addressOf.get(Number(id));
    return address ? [{ job, key: `${kind} ${address.split("@")[0]}@` }] : [];
  });
  db.close();
  return due;
}
