import type { Reply } from "../app.ts";
import type { ActorUnit } from "../context.ts";
import { type DeadLetterOrder, settleDead } from "../dead-letters.ts";
import { saidTo, say } from "../overview.ts";
import { found, requireOwner } from "../rights.ts";

/** What was given up is tried once more, or never again. */
export function decideJob(unit: ActorUnit, id: number, order: DeadLetterOrder): Reply {
  requireOwner(unit);
  settleDead(unit, { row: found(unit.tx.jobs.get(id)), order, by: unit.actor.person.id });
  const said = saidTo(unit);
  return say(order === "retry" ? said.retrying : said.dropped);
}
