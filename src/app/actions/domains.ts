import type { UserAction } from "../../domain/action.ts";
import { type DomainWatch, isWatched } from "../../domain/domain-watch.ts";
import { refuse } from "../../domain/refusal.ts";
import { requireMayWorkOn } from "../../domain/setup.ts";
import { silentDns } from "../../view/domain-cards.ts";
import type { Reply } from "../app.ts";
import type { ActorUnit } from "../context.ts";
import { endWatch, lookNow, watchOf } from "../domains.ts";
import { found, requireStarted } from "../rights.ts";

type Pressed = Pick<Extract<UserAction, { do: "look-domain" }>, "watch" | "began">;

function watchIn({ tx }: ActorUnit, { watch: id, began }: Pressed): DomainWatch {
  const watch = watchOf(tx, id);
  return found(began === undefined || watch?.startedAt === began ? watch : null);
}

/** The card itself says what the look saw; where DNS has been silent, nobody waits to hear that. */
export function lookAtDomainNow(unit: ActorUnit, pressed: Pressed): Reply {
  requireMayWorkOn(requireStarted(unit), unit.actor, "security");
  const watch = watchIn(unit, pressed);
  if (!isWatched(watch)) throw refuse("not_now");
  lookNow(unit, watch);
  if (watch.silentSince === null) return { kind: "nothing" };
  return { kind: "show", view: silentDns(unit.reader, watch.silentSince, unit.now) };
}

export function unwatchDomain(unit: ActorUnit, pressed: Pressed): Reply {
  const setup = requireStarted(unit);
  requireMayWorkOn(setup, unit.actor, "security");
  endWatch(unit, setup, watchIn(unit, pressed), unit.actor.person.id);
  return { kind: "nothing" };
}
