import { describe, expect, it } from "vitest";
import { groupCommit } from "../../src/app/group-commit.ts";
import { requestId, withinRequest } from "../../src/request-id.ts";
import type { Store, Tx } from "../../src/store/tx.ts";
import { memoryStore, NOW } from "../store/samples.ts";

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
