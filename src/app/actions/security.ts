import { confirmed } from "../../domain/evidence.ts";
import { type Measure, withWord } from "../../domain/measures.ts";
import { requireMayWorkOn } from "../../domain/setup.ts";
import { samlView } from "../../view/saml.ts";
import type { Reply } from "../app.ts";
import { type ActorUnit, modeOf } from "../context.ts";
import { record } from "../outgoing.ts";
import { close, saveSetup } from "../progress.ts";
import { requireStarted } from "../rights.ts";

export function saml(unit: ActorUnit): Reply {
  const setup = requireStarted(unit);
  requireMayWorkOn(setup, unit.actor, "security");
  const { tx, now, context } = unit;
  const facts = { setup, counts: tx.invitations.count(), mode: modeOf(context), now };
  return { kind: "show", view: samlView(unit.reader, facts) };
}

/** A person says that a measure is in place. The card that was pressed says so itself; SSO is explained anew. */
export function confirmMeasure(unit: ActorUnit, measure: Measure): Reply {
  const setup = requireStarted(unit);
  requireMayWorkOn(setup, unit.actor, "security");
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
