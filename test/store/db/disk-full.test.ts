import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "../../../src/store/store.ts";
import type { Store } from "../../../src/store/tx.ts";
import { smallDisk } from "../../support/small-disk.ts";
import { appErrorOf, folder, NOW } from "../repositories/samples.ts";

const write = (store: Store, size: number): void =>
  store.transact((tx) => {
    const person = tx.people.byAccount("slack", "U1")?.id ?? "";
    tx.drafts.insert({ person, values: { text: "x".repeat(size) }, createdAt: NOW });
    tx.record.append({ at: NOW, actor: person, event: "request.made", subject: "request:1", data: {} });
  });

test("on a full disk a transaction leaves nothing behind, reads go on, and writes return with the space", (context) => {
  const disk = smallDisk(folder());
  if (disk === null) return context.skip("no right to mount a small disk here");
  const store = openStore({ path: join(disk, "a.db"), kind: "real" });
  const total = () => store.read((tx) => tx.record.page(0, 1).total);
  store.transact((tx) =>
    tx.people.upsert(
      {
        platform: "slack",
        id: "U1",
        team: "T",
        name: "Ana",
        address: null,
        addressVerified: false,
        timezone: "UTC",
        locale: "en",
        standing: "member",
        admin: false,
      },
      NOW,
    ),
  );
  write(store, 10);
  const ballast = join(disk, "ballast");
  expect(() => writeFileSync(ballast, Buffer.alloc(8_000_000))).toThrow("ENOSPC");

  expect(appErrorOf(() => write(store, 200_000))).toMatchObject({ code: "unavailable", detail: "storage" });
  expect(store.trouble()).not.toBeNull();
  expect(total()).toBe(1);
  expect(store.read((tx) => tx.drafts.get(2))).toBeNull();

  rmSync(ballast);
  expect(store.trouble()).toBeNull();
  write(store, 200_000);
  expect(total()).toBe(2);
  store.close();
});
