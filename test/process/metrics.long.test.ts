import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { must } from "../support/must.ts";
import { startSetup, startWhole, type Whole, type WholeOptions } from "../support/servers/whole.ts";
import { claimNext } from "../support/world/claim.ts";

let world: Whole | null = null;
afterEach(async () => {
  await world?.stop();
  world = null;
});

async function measured(options: Partial<WholeOptions> = {}): Promise<{ world: Whole; url: string }> {
  const env = () => ({ METRICS_PORT: "0" });
  world = await startWhole({ mode: "guided", platforms: ["slack", "teams"], env, ...options });
  return { world, url: must(world.bot.metricsUrl) };
}

type Sample = { readonly name: string; readonly labels: string; readonly value: number };

/** Throws at whatever is no line of Prometheus' text format. */
async function scraped(url: string): Promise<Sample[]> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = await response.text();
  return text.split("\n").flatMap((line) => {
    if (line === "" || /^# (HELP|TYPE) [a-z_\d]+ /.test(line)) return [];
    const found = /^([a-z_\d]+)(?:\{([^}]*)\})? (\S+)$/.exec(line);
    const [, name = "", labels = "", value] = must(found);
    return [{ name, labels, value: value === "+Inf" ? Number.POSITIVE_INFINITY : Number(value) }];
  });
}

function figure(samples: readonly Sample[], name: string, ...labels: string[]): number {
  return samples
    .filter((sample) => sample.name === `mistral_setup_${name}`)
    .filter((sample) => labels.every((label) => sample.labels.includes(label)))
    .reduce((sum, { value }) => sum + value, 0);
}

describe("the metrics", () => {
  it("count what fails from 0 on at the first scrape, move with what people do and the jobs that come of it, and name nobody", async () => {
    const { world, url } = await measured();
    const before = await scraped(url);
    const at = (name: string, labels: string) =>
      before.find((sample) => sample.name === `mistral_setup_${name}` && sample.labels === labels)?.value;
    for (const platform of ["slack", "teams"]) {
      for (const kind of ["command", "press", "submission", "home"])
        expect(at("requests_total", `platform="${platform}",kind="${kind}",outcome="failed"`)).toBe(0);
      expect(at("acknowledgement_seconds_count", `platform="${platform}",status="5xx"`)).toBe(0);
    }
    for (const kind of ["invite", "prune", "post"])
      expect(at("jobs_total", `kind="${kind}",outcome="given up"`)).toBe(0);
    for (const outcome of ["key refused", "failed"])
      expect(at("sync_seconds_count", `outcome="${outcome}"`)).toBe(0);
    expect(figure(before, "ready")).toBe(1);
    await startSetup(world);
    await world.as("ana").openHome();
    await world.inTeams("chloe").command("invite");
    await world.settle();
    await fetch(`${world.bot.url}/slack/events`, { method: "POST", body: "payload={}" });
    const after = await scraped(url);
    const moved = (name: string, ...labels: string[]) =>
      figure(after, name, ...labels) - figure(before, name, ...labels);
    expect(moved("requests_total", 'platform="slack"', 'kind="command"', 'outcome="done"')).toBe(1);
    expect(moved("requests_total", 'kind="submission"', 'outcome="done"')).toBe(1);
    expect(moved("requests_total", 'kind="home"')).toBe(1);
    expect(moved("requests_total", 'platform="teams"', 'kind="command"')).toBe(1);
    expect(moved("acknowledgement_seconds_count", 'platform="slack"', 'status="2xx"')).toBe(3);
    expect(moved("acknowledgement_seconds_count", 'platform="slack"', 'status="4xx"')).toBe(1);
    expect(moved("acknowledgement_seconds_count", 'platform="teams"', 'status="2xx"')).toBeGreaterThan(0);
    expect(moved("jobs_total", 'kind="post"', 'outcome="done"')).toBeGreaterThan(0);
    const names = after.map(({ name }) => name);
    for (const name of ["nodejs_eventloop_lag_p99_seconds", "process_resident_memory_bytes"])
      expect(names).toContain(name);
    const labels = after.map((sample) => sample.labels.toLowerCase()).join("\n");
    for (const secret of ["chloe", "lumen", world.as("chloe").id])
      expect(labels).not.toContain(secret.toLowerCase());
  });

  it("say what waits, what was given up, and which outage is under way", async () => {
    const { world, url } = await measured();
    const { store, worker } = world.bot;
    await worker.stop(1000);
    const now = world.clock.now();
    store.transact((tx) => {
      for (const [key, dueAt] of [
        ["a", now - 90_000],
        ["b", now - 1_000],
        ["c", now + 60_000],
      ] as const)
        tx.jobs.enqueue({ kind: "invite", request: 1 }, { key, group: key, dueAt });
    });
    const waiting = await scraped(url);
    expect(figure(waiting, "jobs_due")).toBe(2);
    expect(figure(waiting, "oldest_due_job_seconds")).toBeCloseTo(90, 0);
    expect(figure(waiting, "jobs_planned")).toBeGreaterThan(0);
    store.transact((tx) => {
      const row = must(claimNext(tx.jobs, now));
      claimNext(tx.jobs, now);
      tx.jobs.bury(row.id, now, "no");
    });
    const after = await scraped(url);
    const names = ["jobs_due", "oldest_due_job_seconds", "jobs_running", "dead_letters"];
    expect(names.map((name) => figure(after, name))).toEqual([0, 0, 1, 1]);
    const outages = after.filter(({ name }) => name === "mistral_setup_outage");
    expect(outages.map(({ labels }) => labels)).toEqual(
      ["mistral", "slack", "teams", "slack-socket"].map((of) => `of="${of}"`),
    );
  });

  it("count reading Mistral's lists, with how long it took", async () => {
    const { world, url } = await measured({ mode: "automatic" });
    await startSetup(world);
    await world.later(20 * 60_000);
    const samples = await scraped(url);
    expect(figure(samples, "sync_seconds_count", 'outcome="done"')).toBeGreaterThan(0);
    expect(figure(samples, "sync_seconds_sum")).toBeGreaterThan(0);
  });

  it("are read with GET at /metrics alone, and are those that the page on monitoring explains", async () => {
    const { world, url } = await measured();
    expect((await fetch(url, { method: "POST" })).status).toBe(405);
    for (const path of ["/", "/healthz", "/metrics/x"])
      expect((await fetch(new URL(path, url))).status).toBe(404);
    expect((await fetch(`${world.bot.url}/metrics`)).status).toBe(404);
    const text = await (await fetch(`${url}?x=1`)).text();
    const served = [...text.matchAll(/^# HELP (mistral_setup_\w+)/gm)].map(([, name]) => name);
    const page = readFileSync(new URL("../../.github/docs/monitoring.md", import.meta.url), "utf8");
    const rows = [...page.matchAll(/^\| `(mistral_setup_\w+)` +\|/gm)].map(([, name]) => name);
    expect(rows.toSorted()).toEqual(served.toSorted());
    for (const [name = ""] of page.matchAll(/mistral_setup_\w+/g))
      expect(served).toContain(name.replace(/_count$/, ""));
  });
});
