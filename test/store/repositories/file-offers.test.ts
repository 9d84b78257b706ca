import { describe, expect, test } from "vitest";
import type { FileOffer } from "../../../src/domain/file-offer.ts";
import { must } from "../../support/must.ts";
import { account, memoryStore, NOW, teamsAccount } from "./samples.ts";

const offer = (person: string, change: Partial<FileOffer> = {}): Omit<FileOffer, "id"> => ({
  ...{ person, platform: "teams", name: "record.jsonl", size: 2048, state: "offered", place: null },
  ...{ content: { kind: "record", end: { seq: 57, hash: "3f" } }, createdAt: NOW, ...change },
});

describe("files that were offered", () => {
  test("are kept with what they are made of, and with where they are to be put", () => {
    const store = memoryStore();
    store.transact((tx) => {
      const { id } = tx.people.upsert(teamsAccount(), NOW);
      const made = tx.files.insert(offer(id));
      expect(tx.files.get(made.id)).toEqual(made);
      const place = { address: null, link: "https://l", id: "f", type: "jsonl", name: "record 1.jsonl" };
      tx.files.save({ ...made, state: "put", place });
      expect(tx.files.get(made.id)).toEqual({ ...made, state: "put", place });
      expect(tx.files.get(made.id + 1)).toBeNull();
    });
  });

  test("are somebody's who becomes one with another", () => {
    const store = memoryStore();
    store.transact((tx) => {
      const [ana, old] = [tx.people.upsert(account(), NOW), tx.people.upsert(teamsAccount(), NOW)];
      const { id } = tx.files.insert(offer(old.id));
      tx.people.merge(old.id, ana.id);
      expect(must(tx.files.get(id)).person).toBe(ana.id);
    });
  });

  test("are forgotten when they are old", () => {
    const store = memoryStore();
    store.transact((tx) => {
      const { id } = tx.people.upsert(teamsAccount(), NOW);
      for (const createdAt of [NOW - 10, NOW]) tx.files.insert(offer(id, { createdAt }));
      tx.jobs.prune(NOW);
      expect([1, 2].map((row) => tx.files.get(row)?.createdAt)).toEqual([undefined, NOW]);
    });
  });
});
