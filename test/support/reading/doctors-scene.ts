import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Settings, type Setup, startSetup } from "../../../src/domain/setup/setup.ts";
import { openStore } from "../../../src/store/store.ts";
import type { Tx } from "../../../src/store/tx.ts";
import { account } from "../../store/repositories/samples.ts";

type Change = {
  readonly organization?: string;
  readonly settings?: Partial<Settings>;
  readonly observed?: Partial<Setup["observed"]>;
  readonly more?: (tx: Tx) => void;
};

/** A folder with the database of a Setup that was started, and no server on it. Gone after the test. */
export function withSetup({ organization, settings = {}, observed = {}, more = () => {} }: Change = {}) {
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "a.db");
  const store = openStore({ path, kind: "real" });
  store.transact((tx) => {
    const now = Date.now();
    const { id } = tx.people.upsert(account(), now);
    const chosen: Settings = {
      ...{ approvers: [id], approvals: [], news: [], feed: [], domains: [], seats: [] },
      ...{ language: "en", reminders: true, remindAfter: 4, adminNeedsTwo: false },
    };
    const started = startSetup(id, { ...chosen, ...settings }, now);
    tx.setup.save({
      ...started,
      organization: organization ?? null,
      observed: { ...started.observed, ...observed },
    });
    more(tx);
  });
  store.close();
  return { folder, env: { DATABASE_PATH: path, PORT: "0" } };
}
