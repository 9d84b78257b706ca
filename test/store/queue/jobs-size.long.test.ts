import { expect, test } from "vitest";
import { LANES } from "../../../src/domain/job.ts";
import { MIGRATIONS } from "../../../src/store/db/migrate.ts";
import { openInMemory } from "../../../src/store/db/open.ts";
import type { Connection } from "../../../src/store/db/sqlite.ts";
import { JOB_STATEMENTS, jobsStore } from "../../../src/store/queue/jobs.ts";
import { claimNext } from "../../support/world/claim.ts";
import { NOW } from "../repositories/samples.ts";

function withDoneJobs(count: number): Connection {
  const db = openInMemory("real", NOW, MIGRATIONS);
  db.$client.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    INSERT INTO jobs (payload, lane, key, "group", collapse, state, attempts, due_at, created_at, ended_at)
    SELECT '{"kind":"prune"}', 'mistral', 'k' || i, 'g' || (i % 50), i % 2, 'done', 1, i, i, i FROM n`);
  return db;
}

function planOf(db: Connection, statement: string): string {
  // Whatever is given, the plan is the same.
  const values = Object.fromEntries([...statement.matchAll(/:(\w+)/g)].map(([, name]) => [name, 1]));
  const explained = db.$client.prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${statement}`);
  return explained
    .all(values)
    .map(({ detail }) => detail)
    .join("\n");
}

test("200,000 finished jobs are never walked through by the poller", () => {
  const db = withDoneJobs(200_000);
  const { claim, nextDue, figures, postpone, recover, supersede, supersedeRunning } = JOB_STATEMENTS;
  const counted = planOf(db, figures);
  expect(counted).not.toMatch(/SCAN jobs(?! USING COVERING INDEX jobs_(running|dead))/);
  for (const statement of [claim, nextDue]) {
    const plan = planOf(db, statement);
    expect(plan).toMatch(/(SEARCH|SCAN) jobs USING (COVERING )?INDEX jobs_(due|lane)/);
    expect(plan).not.toMatch(/TEMP B-TREE/);
    expect(plan).toMatch(/SEARCH busy USING COVERING INDEX jobs_running/);
    expect(plan).toMatch(/SEARCH older USING COVERING INDEX jobs_waiting/);
  }
  for (const statement of [claim, postpone, recover, supersede, supersedeRunning]) {
    expect(planOf(db, statement)).not.toMatch(/SCAN (?!json_each)\w+(?! USING (COVERING )?INDEX)\b/);
  }

  const lanes = planOf(db, claim).match(
    /SEARCH jobs USING (COVERING )?INDEX jobs_lane \(lane=\? AND due_at<\?\)/g,
  );
  expect(lanes, "what waits in one lane is not walked through for another").toHaveLength(LANES.length);
  const jobs = jobsStore(db, () => NOW);
  jobs.enqueue({ kind: "prune" }, { key: "new", group: "g1", dueAt: NOW });
  expect(jobs.nextDue()).toBe(NOW);
  expect(claimNext(jobs, NOW)?.id).toBe(200_001);
  expect(claimNext(jobs, NOW)).toBeNull();
});
