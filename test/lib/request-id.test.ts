import { afterEach, describe, expect, it } from "vitest";
import type { JobRow } from "../../src/domain/job.ts";
import { AppError } from "../../src/lib/errors.ts";
import { createLogger } from "../../src/lib/log.ts";
import { newRequest, requestId } from "../../src/lib/request-id.ts";
import type { Store } from "../../src/store/tx.ts";
import { must } from "../support/must.ts";
import { startWhole, type Whole } from "../support/servers/whole.ts";
import { invitation, startedBot } from "../support/world/bot.ts";

type Line = { readonly msg: string; readonly request?: string; readonly job?: number };

function recorder() {
  const lines: Line[] = [];
  const log = createLogger({ level: "info", stream: { write: (line) => void lines.push(JSON.parse(line)) } });
  return { lines, log };
}

const jobsIn = (store: Store): JobRow[] =>
  store.read((tx) =>
    Array.from({ length: 500 }, (_, at) => tx.jobs.get(at + 1)).filter((row) => row !== null),
  );

const idsIn = (store: Store): Set<string> => new Set(jobsIn(store).flatMap(({ request }) => request ?? []));

describe("the id of a request", () => {
  let world: Whole | null = null;
  afterEach(async () => {
    await world?.stop();
    world = null;
  });

  it("is in the log of every job that the request has caused, and in no other", async () => {
    const { lines, log } = recorder();
    const bot = await startedBot({ log });
    const { messenger } = bot.chat;
    const { post } = messenger;
    messenger.post = (where, ...rest) =>
      where === "approvals" ? Promise.reject(new AppError("invalid", "no")) : post(where, ...rest);
    const ask = (address: string) =>
      newRequest(async () => {
        await bot.as("chloe").submit({ form: "invite" }, invitation(address));
        return requestId();
      });
    const ids = await Promise.all([ask("paul@lumen.example"), ask("rosa@lumen.example")]);
    await bot.settle();
    const given = lines.filter(({ msg }) => msg === "gave a job up");
    expect(given.map(({ request }) => request).toSorted()).toEqual(ids.toSorted());
    for (const { job, request } of given)
      expect(must(bot.store.read((tx) => tx.jobs.get(must(job)))).request).toBe(request);
  });

  it("goes along from job to job, and is not that of the request that has woken the worker", async () => {
    const bot = await startedBot();
    const id = await newRequest(async () => {
      await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
      return requestId();
    });
    const caused = () => jobsIn(bot.store).filter(({ request }) => request !== null).length;
    const before = caused();
    await newRequest(() => bot.skip(7 * 24 * 3_600_000));
    expect(caused()).toBeGreaterThan(before);
    expect([...idsIn(bot.store)]).toEqual([id]);
  });

  it("is given over HTTP to what comes from Slack and to what comes from Teams", async () => {
    const { lines, log } = recorder();
    world = await startWhole({ mode: "guided", platforms: ["slack", "teams"], log });
    const { store } = world.bot;
    expect(jobsIn(store).some(({ request }) => request === null)).toBe(true);
    // So far there were the installations in Teams alone.
    const inTeams = idsIn(store).size;
    await world.as("ana").openHome();
    await world.settle();
    expect([inTeams > 0, idsIn(store).size > inTeams]).toEqual([true, true]);
    const refused = await fetch(`${world.bot.url}/api/messages`, { method: "POST", body: "{" });
    expect(refused.status).toBe(415);
    expect(lines.find(({ msg }) => msg === "A request for Teams was refused")?.request).toMatch(
      /^[\da-f]{8}-\d+$/,
    );
  });
});
