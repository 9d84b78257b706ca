import { existsSync } from "node:fs";
import { type DeadLetter, deadLetters } from "../../app/alerts/dead-letters.ts";
import { type Alert, type OutageOf, ofKind } from "../../domain/alert.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { requireBinary } from "../../store/db/sqlite.ts";
import { lookInto } from "../../store/store.ts";
import type { Tx } from "../../store/tx.ts";
import { type DatabaseFile, timeOf } from "../answer.ts";
import { type Finding, type Found, ok, skipped, warn } from "./finding.ts";

/** What the database says of the rest of the world. Times are epoch ms. */
export type Known = {
  readonly setup: Setup | null;
  /** Those that are not over. */
  readonly alerts: readonly Alert[];
  readonly dead: readonly DeadLetter[];
  readonly heard: Readonly<Record<"slack" | "slackForged" | "slackCommand" | "teams", number | null>>;
  readonly reached: Readonly<Record<"people" | "channels" | "teams", number>>;
};

/** What those who ask another side go by. `seen` is shown each answer. */
export type Told = {
  readonly known: Known | null;
  readonly now: number;
  readonly seen: (answer: Pick<Response, "headers">) => void;
};

/** Throws an AppError that says why it cannot be used. */
export function lookAtDatabase(database: DatabaseFile): { finding: Finding; known: Known | null } {
  requireBinary();
  const { path, kind } = database;
  if (!existsSync(path)) {
    const what = `There is no ${path} yet: the first start makes it, if this user may write in its folder.`;
    return { finding: skipped("database", what), known: null };
  }
  return lookInto(database, ({ bytes, store }) => {
    if (store === null) {
      const mend = "Start the server: it keeps a copy and upgrades it.";
      const what = `${path} is of an older version of this program.`;
      return { finding: warn("database", what, mend), known: null };
    }
    const whose = kind === "sandbox" ? "the sandbox" : "a real Setup";
    const size = `${(bytes / 1024 / 1024).toFixed(1)} MB`;
    const what = `${path} is of ${whose} and of this version, and whole (quick check, ${size}).`;
    return { finding: ok("database", what), known: store.read(knownFrom) };
  });
}

function knownFrom(tx: Tx): Known {
  const count = (kind: "person" | "channel" | "team") => tx.references.all("teams", kind).length;
  return {
    setup: tx.setup.load(),
    alerts: tx.alerts.open(),
    dead: deadLetters(tx),
    heard: {
      slack: tx.processedRequests.latest("slack:"),
      slackForged: tx.processedRequests.latest("forged:slack"),
      slackCommand: tx.processedRequests.latest("slack:command:"),
      teams: tx.processedRequests.latest("teams:"),
    },
    reached: { people: count("person"), channels: count("channel"), teams: count("team") },
  };
}

/** What was given up and waits for somebody to say what becomes of it. */
export function workFinding({ dead }: Known): Finding {
  if (dead.length === 0) return ok("work", "No piece of work was given up.");
  const kinds = [...new Set(dead.map(({ kind }) => kind))].join(", ");
  const oldest = timeOf(Math.min(...dead.map(({ createdAt }) => createdAt)));
  const what = `Pieces of work that were given up: ${dead.length} (${kinds}), the oldest planned ${oldest}.`;
  const mend = "See what and why with npm run dead-letters, and try it again or drop it there or in chat.";
  return warn("work", what, mend);
}

const NAMES: Readonly<Record<OutageOf, string>> = {
  mistral: "Mistral",
  slack: "Slack",
  teams: "Teams",
  "slack-socket": "Slack, over Socket Mode,",
};

/** What the server itself has noticed, with all that it asks. */
export function outageFindings({ alerts }: Known): Found {
  const open = ofKind(alerts, "outage");
  if (open.length === 0) return ok("outages", "The server notes no outage of Slack, Teams or Mistral.");
  const mend = "Mend what is wrong with it here; if there is nothing, what waits goes on by itself.";
  return open.map(({ of, since, refused }) => {
    const how = refused ? "has let the bot in no more" : "has not answered properly";
    return warn("outages", `For the server ${NAMES[of]} ${how} since ${timeOf(since)}.`, mend);
  });
}

const LONG_MS = 30 * 24 * 3_600_000;

type Words = {
  readonly side: "Slack" | "Teams";
  /** How to try it, and where to look when nothing comes. */
  readonly write: string;
  readonly elsewhere: string;
};

/** When something came from a platform last, which alone shows that it reaches the bot. */
export function heardFinding(
  check: "slack-requests" | "teams-requests",
  { side, write, elsewhere }: Words,
  at: number | null,
  now: number,
  more = "",
): Finding {
  if (at === null)
    return skipped(check, `Nothing has come from ${side} yet, so ${elsewhere}. ${write} to try it.`);
  const what = `What somebody did in ${side} came through last on ${timeOf(at)}.${more}`;
  if (now - at < LONG_MS) return ok(check, what);
  return warn(check, what, `${write}; when no answer comes, ${elsewhere}.`);
}
