import { join } from "node:path";
import type { CredentialsOf } from "../../../src/cli/doctor/chats.ts";
import { DEFAULTS, type Settings } from "../../../src/domain/setup/settings.ts";
import { startSetup } from "../../../src/domain/setup/setup.ts";
import { openStore } from "../../../src/store/store.ts";
import type { Tx } from "../../../src/store/tx.ts";
import { account, folder } from "../../store/repositories/samples.ts";

export const PASSWORD = "s3cret-of-the-test";
export const TEAMS = {
  MICROSOFT_APP_ID: "11111111-2222-3333-4444-555555555555",
  MICROSOFT_APP_PASSWORD: PASSWORD,
  MICROSOFT_APP_TENANT_ID: "99999999-2222-3333-4444-555555555555",
  SETUP_OWNERS: "ana@lumen.example",
};
/** A Microsoft that knows the app. */
export const credentialsOf: CredentialsOf = () => async () => ({ getToken: async () => "token" });

type Change = {
  readonly settings?: Partial<Settings>;
  readonly more?: (tx: Tx) => void;
};

/** The environment of a database whose Setup was started, with no server on it. Gone after the test. */
export function withSetup({ settings = {}, more = () => {} }: Change = {}) {
  const path = join(folder(), "a.db");
  const store = openStore({ path, kind: "real" });
  store.transact((tx) => {
    const now = Date.now();
    const { id } = tx.people.upsert(account(), now);
    const chosen: Settings = {
      ...{ approvers: [id], approvals: [], news: [], feed: [], domains: [], seats: [] },
      ...{ language: "en", ...DEFAULTS },
    };
    tx.setup.save(startSetup(id, { ...chosen, ...settings }, now));
    more(tx);
  });
  store.close();
  return { DATABASE_PATH: path, PORT: "0" };
}
