import type { Reply } from "../core/app.ts";
import type { ActorUnit } from "../core/context.ts";
import { found, requireOwner } from "../core/rights.ts";
import { saidTo, say } from "../setup/overview.ts";
import { type DeadLetterOrder, settleDead } from "./dead-letters.ts";

/** What was given up is tried once more, or never again. */
export function decideJob(unit: ActorUnit, id: number, order: DeadLetterOrder): Reply {
  requireOwner(unit);
  settleDead(unit, { row: found(unit.tx.jobs.get(id)), order, by: unit.actor.person.id });
  const said = saidTo(unit);
  return say(order === "retry" ? said.retrying : said.dropped);
}
