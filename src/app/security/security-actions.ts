import type { UserAction } from "../../domain/action.ts";
import { confirmed } from "../../domain/evidence.ts";
import { refuse } from "../../domain/refusal.ts";
import { type DomainWatch, isWatched } from "../../domain/security/domain-watch.ts";
import { type Measure, withWord } from "../../domain/setup/measures.ts";
import { silentDns } from "../../view/security/domain-cards.ts";
import { samlView } from "../../view/security/saml.ts";
import type { Reply } from "../core/app.ts";
import { type ActorUnit, modeOf } from "../core/context.ts";
import { record } from "../core/outgoing.ts";
import { found, requireStep } from "../core/rights.ts";
import { close, saveSetup } from "../setup/progress.ts";
import { endWatch, lookNow, watchOf } from "./domains.ts";

export function saml(unit: ActorUnit): Reply {
  const setup = requireStep(unit, "security");
  const { tx, now, context } = unit;
  const facts = { setup, counts: tx.invitations.count(), mode: modeOf(context), now };
  return { kind: "show", view: samlView(unit.reader, facts) };
}

/** A person says that a measure is in place. The card that was pressed says so itself; of SSO the explanation does. */
export function confirmMeasure(unit: ActorUnit, measure: Measure): Reply {
  const setup = requireStep(unit, "security");
  const me = unit.actor.person.id;
  const word = confirmed(me, unit.now);
  const observed = withWord(setup.observed, measure, true, word);
  if (observed !== setup.observed) {
    saveSetup(unit, setup, { ...setup, observed });
    record(unit, me, "security.confirmed", "step:security", { [measure]: true });
    close(unit, "security", "done", word);
  }
  return measure === "saml" ? saml(unit) : { kind: "nothing" };
}

type Watched = Pick<Extract<UserAction, { do: "look-domain" }>, "watch" | "began">;

function watchIn({ tx }: ActorUnit, { watch: id, began }: Watched): DomainWatch {
  const watch = watchOf(tx, id);
  return found(began === undefined || watch?.startedAt === began ? watch : null);
}

/** The card itself says what the look saw; where DNS has been silent, nobody waits to hear that. */
export function lookAtDomainNow(unit: ActorUnit, pressed: Watched): Reply {
  requireStep(unit, "security");
  const watch = watchIn(unit, pressed);
  if (!isWatched(watch)) throw refuse("not_now");
  lookNow(unit, watch);
  if (watch.silentSince === null) return { kind: "nothing" };
  return { kind: "show", view: silentDns(unit.reader, watch.silentSince, unit.now) };
}

export function unwatchDomain(unit: ActorUnit, pressed: Watched): Reply {
  const setup = requireStep(unit, "security");
  endWatch(unit, setup, watchIn(unit, pressed), unit.actor.person.id);
  return { kind: "nothing" };
}
