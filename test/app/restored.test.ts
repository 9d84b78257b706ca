import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openStore } from "../../src/store/store.ts";
import { createAround, createBot, invitation } from "../support/bot.ts";
import { fileStore } from "../support/file-store.ts";

const START = { approvals: "approvals", news: null, approvers: ["ben"] };
const ask = (bot: ReturnType<typeof createBot>, address: string) =>
  bot.as("chloe").submit({ form: "invite" }, invitation(address), address);

it("after a restore a button of before names nothing that came since, and what the backup has is still decided", async () => {
  const around = createAround();
  const clock = () => around.clock.now;
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const store = openStore({ path: join(folder, "setup.db"), kind: "real", clock });
  onTestFinished(() => store.close());
  const before = createBot({ store, around });
  await before.as("ana").submit({ form: "start" }, START);
  await ask(before, "kept@lumen.example");
  const backup = join(folder, "backup.db");
  await store.backup(backup);
  await ask(before, "lost@lumen.example");
  await before.worker.stop(0);

  const restored = openStore({ path: backup, kind: "real", clock });
  onTestFinished(() => restored.close());
  const after = createBot({ store: restored, around });
  await ask(after, "new@lumen.example");
  const states = () =>
    restored.read((tx) =>
      tx.requests.open().map(({ id }) => tx.invitations.ofRequest(id).map(({ address }) => address)),
    );
  expect(states()).toEqual([["kept@lumen.example"], ["new@lumen.example"]]);
  const reply = await after.as("ben").press({ do: "approve", request: 2 }, "old-card");
  expect(reply).toMatchObject({ view: { summary: expect.stringContaining("no longer there") } });
  expect(states()).toHaveLength(2);
  await after.as("ben").press({ do: "approve", request: 1 }, "kept-card");
  expect(states()).toEqual([["new@lumen.example"]]);
  expect(restored.read((tx) => [...tx.record.all()].map(({ seq }) => seq))).toEqual(
    restored.read((tx) => [...tx.record.all()].map((_, index) => index + 1)),
  );
});

it("a restored backup skips numbers once, at its first start", async () => {
  const { store, path } = fileStore();
  const backup = join(path, "..", "backup.db");
  await store.backup(backup);
  const ids: number[] = [];
  for (let starts = 0; starts < 2; starts += 1) {
    const restored = openStore({ path: backup, kind: "real" });
    restored.transact((tx) => {
      tx.jobs.enqueue({ kind: "homes" }, { key: `${starts}`, group: `${starts}`, dueAt: 1 });
      ids.push(tx.jobs.claim(1)?.id ?? 0);
    });
    restored.close();
  }
  expect(ids).toEqual([1001, 1002]);
});
