import { expect, test } from "vitest";
import type { Job } from "../../../src/domain/job.ts";
import type { Connection } from "../../../src/store/db/connection.ts";
import { MIGRATIONS } from "../../../src/store/db/migrate.ts";
import { openInMemory } from "../../../src/store/db/open.ts";
import { JOB_STATEMENTS, jobsStore } from "../../../src/store/queue/jobs.ts";
import { claimNext } from "../../support/world/claim.ts";
import { NOW } from "../repositories/samples.ts";

function withDoneJobs(count: number): Connection {
  const db = openInMemory("real", NOW, MIGRATIONS);
  db.$client.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    INSERT INTO jobs (payload, key, "group", collapse, state, attempts, due_at, created_at, ended_at)
    SELECT '{"kind":"sync"}', 'k' || i, 'g' || (i % 50), i % 2, 'done', 1, i, i, i FROM n`);
  return db;
}

function planOf(db: Connection, statement: string): string {
  const values = {
    now: NOW,
    id: 1,
    state: "running",
    dueAt: 1,
    error: "",
    unknownSince: null,
    key: "a",
    group: "g",
    lane: "slack",
    most: 1,
    ids: "[1]",
    payload: "{}",
  };
  const rows = db.$client
    .prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${statement}`)
    .all(values);
  return rows.map(({ detail }) => detail).join("\n");
}

test("200,000 finished jobs are never walked through by the poller", () => {
  const db = withDoneJobs(200_000);
  const { dueInLane, claim, nextDue, figures, postpone, recover, supersede, supersedeRunning } =
    JOB_STATEMENTS;
  const counted = planOf(db, figures);
  expect(counted).not.toMatch(/SCAN jobs(?! USING COVERING INDEX jobs_(running|dead))/);
  for (const statement of [dueInLane, nextDue]) {
    const plan = planOf(db, statement);
    expect(plan).toMatch(/(SEARCH|SCAN) jobs USING (COVERING )?INDEX jobs_(due|lane)/);
    expect(plan).not.toMatch(/TEMP B-TREE/);
    expect(plan).toMatch(/SEARCH busy USING COVERING INDEX jobs_running/);
    expect(plan).toMatch(/SEARCH older USING COVERING INDEX jobs_waiting/);
  }
  for (const statement of [claim, postpone, recover, supersede, supersedeRunning]) {
    expect(planOf(db, statement)).not.toMatch(/SCAN (?!json_each)\w+(?! USING (COVERING )?INDEX)\b/);
  }

  const jobs = jobsStore(db, () => NOW);
  jobs.enqueue({ kind: "sync" }, { key: "new", group: "g1", dueAt: NOW });
  expect(jobs.nextDue()).toBe(NOW);
  expect(claimNext(jobs, NOW)?.id).toBe(200_001);
  expect(claimNext(jobs, NOW)).toBeNull();
});

test("what waits for one platform is not walked through to find what waits for another", () => {
  const jobs = jobsStore(openInMemory("real", NOW, MIGRATIONS), () => NOW);
  for (let n = 0; n < 1_000; n += 1)
    jobs.enqueue({ kind: "sync" }, { key: `slack ${n}`, group: `slack ${n}`, dueAt: NOW });
  jobs.enqueue({ kind: "set-limit" }, { key: "teams", group: "teams", dueAt: NOW });
  let looks = 0;
  const laneOf = ({ kind }: Job) => {
    looks += 1;
    return kind === "sync" ? "slack" : "teams";
  };
  const claim = (lane: string) => jobs.claimIn(NOW, new Map([[lane, 1]]), laneOf)[0]?.row.job.kind;

  // Some at a time are put where they belong, once.
  const found = Array.from({ length: 10 }, () => claim("teams"));
  expect(found.filter((kind) => kind !== undefined)).toEqual(["set-limit"]);
  expect(looks).toBe(1_000 + 1 + 1);
  expect([claim("teams"), claim("slack")]).toEqual([undefined, "sync"]);
  expect(looks).toBe(1_000 + 1 + 2);
});

test("what waits for another platform than before is moved there when its turn comes", () => {
  const jobs = jobsStore(openInMemory("real", NOW, MIGRATIONS), () => NOW);
  jobs.enqueue({ kind: "sync" }, { key: "a", group: "a", dueAt: NOW });
  const claim = (lane: string, now: string) => jobs.claimIn(NOW, new Map([[lane, 1]]), () => now);
  expect(claim("teams", "slack")).toEqual([]);
  expect(claim("slack", "teams")).toEqual([]);
  expect(claim("teams", "teams")).toMatchObject([{ lane: "teams", row: { job: { kind: "sync" } } }]);
});
