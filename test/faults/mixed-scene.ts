import { PLATFORMS } from "../../src/domain/person.ts";
import { createMistralAdmin } from "../../src/mistral/admin.ts";
import { openStore } from "../../src/store/store.ts";
import { must } from "../support/must.ts";
import type { TestSandbox } from "../support/slack.ts";
import { teamsPerson } from "../support/teams.ts";
import { contextFor } from "./context-for.ts";
import { postsDueOn } from "./due.ts";
import { approve, ask, type OneByOne, seen } from "./habits.ts";
import type { Outcome } from "./loop.ts";
import { everyMessage } from "./message-invariants.ts";
import type { PostLog } from "./post-log.ts";
import { jobsIn, judgePosts, wentBack } from "./post-rules.ts";
import { begin, settle } from "./storm-scene.ts";

/** The Setup begins in Slack; then its owner says that she is in Teams, too, and chooses channels there. */
export async function beginInBoth(sandbox: TestSandbox): Promise<void> {
  sandbox.mistral.change({ kind: "payment", on: true });
  await begin(sandbox, {}, settle(sandbox, {}));
  await sandbox.teams.announce();
  const [ana, also] = [sandbox.as("ana"), teamsPerson(sandbox, "ana")];
  await also.command("settings");
  await seen(ana.dm, "In Teams somebody called");
  await ana.press("Yes, that is me", { in: "dm" });
  await seen(ana.dm, "in Teams is yours, too");
  await also.command("settings");
  await seen(also.modal, "Settings");
  also.fill({ "Channel for approvals": "mistral-approvals", "Channel for news": "mistral" });
  must((await also.submit()).ok || null);
}

/** What people do in Slack meanwhile, each a habit. */
export function liveInSlackToo(
  sandbox: TestSandbox,
  ledger: OneByOne,
  most: number,
): (() => Promise<void>)[] {
  const closed = async (handle: string) => {
    const me = sandbox.as(handle);
    while (me.modal() !== null) await me.close();
    return me;
  };
  return [
    async () => ask(await closed("kenji"), ledger, most),
    async () => ask(await closed("chloe"), ledger, most),
    async () => approve(await closed("ana"), ledger),
  ];
}

type Evidence = Pick<Parameters<typeof judgePosts>[0], "sandbox" | "cutOff" | "graceMs"> & {
  readonly database: string;
  readonly log: PostLog;
};

/** What is not true in Slack of a bot that is in both. */
export function judgeSlackSide({ database, sandbox, log, ...rest }: Evidence): Outcome {
  const due = postsDueOn("slack", database, { inSlack: jobsIn(sandbox.slack) });
  const posts = judgePosts({ due, sandbox, log, ...rest, again: "never" });
  const back = wentBack({ sandbox, log, database }, []);
  const store = openStore({ path: database, kind: "real", lock: false });
  try {
    const admin = createMistralAdmin({ baseUrl: sandbox.mistralApiUrl(), key: "unused" });
    const context = contextFor(store, admin, PLATFORMS);
    const shown = store.read((tx) => everyMessage(tx, sandbox, context));
    return {
      violations: [...posts.violations, ...shown, ...back],
      figures: {
        ...posts.figures,
        "edits carried out after the bot was gone": log.lateEdits(),
      },
    };
  } finally {
    store.close();
  }
}
