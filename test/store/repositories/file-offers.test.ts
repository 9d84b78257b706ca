import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { FileOffer } from "../../../src/domain/file-offer.ts";
import { Database } from "../../../src/store/db/sqlite.ts";
import { fileStore } from "../../support/world/file-store.ts";
import { account, NOW, teamsAccount } from "./samples.ts";

const offer = (person: string, change: Partial<FileOffer> = {}): Omit<FileOffer, "id"> => ({
  ...{ person, platform: "teams", name: "record.jsonl", size: 2048, state: "offered", place: null },
  ...{ content: { kind: "record", end: { seq: 57, hash: "3f" } }, createdAt: NOW, ...change },
});

test("Files that were offered leave no address to write to in any file once it is forgotten, as soon as nobody reads an older picture", () => {
  const { store, path } = fileStore();
  const secret = "https://drive.example/upload/secret";
  const isKept = () =>
    ["", "-wal"].some(
      (end) => existsSync(`${path}${end}`) && readFileSync(`${path}${end}`, "latin1").includes(secret),
    );
  const place = { address: secret, link: "https://l", id: "f", type: "jsonl", name: "record.jsonl" };
  const made = store.transact((tx) =>
    tx.files.insert(offer(tx.people.upsert(teamsAccount(), NOW).id, { state: "accepted", place })),
  );
  expect(isKept()).toBe(true);
  const reader = new Database(path, { readonly: true });
  reader.exec("BEGIN; SELECT * FROM file_offers");
  store.transact((tx) => tx.files.save({ ...made, state: "put", place: { ...place, address: null } }));
  expect(isKept()).toBe(true);
  reader.exec("COMMIT");
  reader.close();
  store.transact((tx) => tx.people.upsert(account(), NOW));
  expect(isKept()).toBe(false);
});
