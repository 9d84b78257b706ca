import { isWatched } from "../../domain/domain-watch.ts";
import { refuse } from "../../domain/refusal.ts";
import { requireMayWorkOn } from "../../domain/setup.ts";
import { silentDns } from "../../view/domain-cards.ts";
import type { Reply } from "../app.ts";
import type { ActorUnit } from "../context.ts";
import { endWatch, lookNow, watchOf } from "../domains.ts";
import { found, requireStarted } from "../rights.ts";

/** The card itself says what the look saw; where DNS has been silent, nobody waits to hear that. */
export function lookAtDomainNow(unit: ActorUnit, id: number): Reply {
  requireMayWorkOn(requireStarted(unit), unit.actor, "security");
  const watch = found(watchOf(unit.tx, id));
  if (!isWatched(watch)) throw refuse("not_now");
  lookNow(unit, watch);
  if (watch.silentSince === null) return { kind: "nothing" };
  return { kind: "show", view: silentDns(unit.reader, watch.silentSince, unit.now) };
}

export function unwatchDomain(unit: ActorUnit, id: number): Reply {
  const setup = requireStarted(unit);
  requireMayWorkOn(setup, unit.actor, "security");
  endWatch(unit, setup, found(watchOf(unit.tx, id)), unit.actor.person.id);
  return { kind: "nothing" };
}
