import type { DeadLetter } from "../../app/alerts/dead-letters.ts";
import type { Upstream } from "../../domain/alert.ts";
import { type Alert, ofKind } from "../../domain/alert.ts";
import { ago } from "./ago.ts";
import { type Found, ok, warn } from "./finding.ts";

/** What was given up and waits for somebody to say what becomes of it. */
export function workFindings(dead: readonly DeadLetter[], now: number): Found {
  if (dead.length === 0) return ok("work", "No piece of work was given up.");
  const kinds = [...new Set(dead.map(({ kind }) => kind))].join(", ");
  const oldest = ago(Math.min(...dead.map(({ createdAt }) => createdAt)), now);
  const what =
    dead.length === 1
      ? `A piece of work was given up (${kinds}), planned ${oldest}.`
      : `${dead.length} pieces of work were given up (${kinds}), the oldest planned ${oldest}.`;
  const mend = "See what and why with npm run dead-letters, and try it again or drop it there or in chat.";
  return warn("work", what, mend);
}

const NAMES: Readonly<Record<Upstream, string>> = {
  mistral: "Mistral",
  slack: "Slack",
  teams: "Teams",
};

/** What the server itself has noticed, with all that it asks. */
export function outageFindings(alerts: readonly Alert[], now: number): Found {
  const open = ofKind(alerts, "outage");
  if (open.length === 0) return ok("outages", "The server notes no outage of Slack, Teams or Mistral.");
  const mend = "Mend what is wrong with it here; if there is nothing, what waits goes on by itself.";
  return open.map(({ of, since, refused }) => {
    const how = refused ? "has let the bot in no more" : "has not answered properly";
    return warn("outages", `For the server ${NAMES[of]} ${how}; that began ${ago(since, now)}.`, mend);
  });
}
