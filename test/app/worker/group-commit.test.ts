import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { debounce } from "../../../src/app/worker/debounce.ts";
import { groupCommit } from "../../../src/app/worker/group-commit.ts";
import { requestId, withinRequest } from "../../../src/lib/request-id.ts";
import { openStore } from "../../../src/store/store.ts";
import type { Store, Tx } from "../../../src/store/tx.ts";
import { memoryStore, NOW } from "../../store/repositories/samples.ts";
import { must } from "../../support/must.ts";
import { smallDisk } from "../../support/small-disk.ts";
import { startedBot } from "../../support/world/bot.ts";

/** A store that counts its commits, and refuses them while `full`. */
function counted() {
  const store = memoryStore();
  /** `tooMuch` is for what one transaction writes. */
  const count = { commits: 0, full: false, tooMuch: false };
  const clock = { now: 0 };
  const transact: Store["transact"] = (work) => {
    const result = store.transact((tx) => {
      count.tooMuch = false;
      const made = work(tx);
      if (count.full || count.tooMuch) throw new Error("the disk is full");
      return made;
    });
    count.commits += 1;
    return result;
  };
  return { store, count, clock, commit: groupCommit({ ...store, transact }, () => clock.now) };
}

const note =
  (key: string) =>
  (tx: Tx): boolean =>
    tx.inbox.firstTime(key, NOW);
const noted = (store: Store, ...keys: string[]): boolean[] =>
  store.read((tx) => keys.map((key) => tx.inbox.has(key)));

describe("what comes at the same time", () => {
  it("is committed together, and each has its own answer", async () => {
    const { count, commit } = counted();
    const answers = await Promise.all([note("a"), note("b"), note("a")].map((work) => commit(work)));
    expect(answers).toEqual([true, true, false]);
    expect(count.commits).toBe(1);
    expect([await commit(note("b")), count.commits]).toEqual([false, 2]);
  });

  it("stands although one among it is refused, who alone hears why", async () => {
    const { store, count, commit } = counted();
    const refuse = (tx: Tx): boolean => {
      note("refused")(tx);
      throw new Error("not for you");
    };
    const answers = await Promise.allSettled([note("a"), refuse, note("b")].map((work) => commit(work)));
    expect(
      answers.map((answer) => (answer.status === "fulfilled" ? answer.value : answer.reason.message)),
    ).toEqual([true, "not for you", true]);
    expect(noted(store, "a", "refused", "b")).toEqual([true, false, true]);
    expect(count.commits).toBe(1);
  });

  it("is nobody's while the disk takes nothing, and the next is saved again", async () => {
    const { store, count, commit } = counted();
    count.full = true;
    const answers = await Promise.allSettled([commit(note("a")), commit(note("b"))]);
    expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(noted(store, "a", "b")).toEqual([false, false]);
    count.full = false;
    expect(await commit(note("a"))).toBe(true);
  });

  it("stands although one among it was too much for the disk, which alone is refused", async () => {
    const { store, count, commit } = counted();
    const large = (tx: Tx): boolean => {
      count.tooMuch = true;
      return note("large")(tx);
    };
    const answers = await Promise.allSettled([note("a"), large, note("b")].map((work) => commit(work)));
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(noted(store, "a", "large", "b")).toEqual([true, false, true]);
  });

  it("waits for the next turn when it takes long, so that people get through", async () => {
    const { count, commit, clock } = counted();
    const slow = (tx: Tx): boolean => {
      clock.now += 6;
      return note("slow")(tx);
    };
    let between = 0;
    const first = commit(slow).then(() => {
      between = count.commits;
    });
    await Promise.all([first, commit(note("a"))]);
    expect([between, count.commits]).toEqual([1, 2]);
  });

  it("belongs to the request that set it off, whoever else is in the same commit", async () => {
    const { commit } = counted();
    const mine = () => withinRequest(async () => [requestId(), await commit(() => requestId())]);
    const [one, two] = await Promise.all([mine(), mine()]);
    expect([one?.[0], two?.[0]]).toEqual([one?.[1], two?.[1]]);
    expect(one?.[0]).not.toBe(two?.[0]);
  });
});

it("a store in which nothing begins is told to everybody who waits", async () => {
  const store = memoryStore();
  const commit = groupCommit({
    ...store,
    transact: () => {
      throw new Error("busy");
    },
  });
  const answers = await Promise.allSettled([commit(note("a")), commit(note("b"))]);
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});

it("on a full disk a press is answered in one sentence and changes nothing, and works again once there is room", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const disk = smallDisk(folder);
  if (disk === null) return context.skip("no right to mount a small disk here");
  const store = openStore({ path: join(disk, "a.db"), kind: "real", idGap: () => 0 });
  onTestFinished(() => store.close());
  const bot = await startedBot({ store });
  await bot.ask("paul@lumen.example");
  const ballast = join(disk, "ballast");
  expect(() => writeFileSync(ballast, Buffer.alloc(8_000_000))).toThrow("ENOSPC");

  const stored = () => store.read((tx) => [tx.requests.get(1)?.state, tx.record.end().seq]);
  const before = stored();
  // What is in the log already takes a few small changes more.
  for (let n = 0; n < 60 && store.trouble() === null; n += 1);
  expect(await bot.approve()).toMatchObject({
    ...{ kind: "show", passing: true },
    view: {
      summary: expect.stringMatching(
        /^Nothing can be saved just now, so nothing was changed\. Please try again/,
      ),
    },
  });
  expect([stored(), store.trouble()]).toEqual([before, expect.stringContaining("SQLITE_FULL")]);

  writeFileSync(ballast, "");
  expect(await bot.approve()).toEqual({ kind: "nothing" });
  expect(stored()).toEqual(["approved", expect.any(Number)]);
});

it("what a press on a full disk did not change is not saved with the next one either", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const disk = smallDisk(folder);
  if (disk === null) return context.skip("no right to mount a small disk here");
  const path = join(disk, "a.db");
  const store = openStore({ path, kind: "real", idGap: () => 0 });
  onTestFinished(() => store.close());
  const bot = await startedBot({ store });
  const ballast = join(disk, "ballast");
  expect(() => writeFileSync(ballast, Buffer.alloc(8_000_000))).toThrow("ENOSPC");
  for (let n = 0; n < 60 && store.trouble() === null; n += 1);
  await bot.as("ana").press({ do: "skip", step: "security" });
  writeFileSync(ballast, "");
  await bot.as("ana").press({ do: "skip", step: "workspaces" });

  const reader = openStore({ path, kind: "real", lock: false });
  onTestFinished(() => reader.close());
  const { security, workspaces } = must(reader.read((tx) => tx.setup.load())).steps;
  expect([security.state, workspaces.state]).toEqual(["open", "skipped"]);
});

it("a burst of calls has one effect, after it", async () => {
  let effects = 0;
  const call = debounce(() => {
    effects += 1;
  });
  for (let n = 0; n < 5; n += 1) call();
  expect(effects).toBe(0);
  await expect.poll(() => effects).toBe(1);
  await sleep(50);
  expect(effects).toBe(1);
});

it("calls that never end do not put it off for ever", async () => {
  let effects = 0;
  const call = debounce(() => {
    effects += 1;
  });
  const calls = setInterval(call, 1);
  await expect.poll(() => effects).toBeGreaterThan(0);
  clearInterval(calls);
});
