import { refuse } from "../../domain/refusal.ts";
import type { Reply } from "../app.ts";
import type { ActorUnit } from "../context.ts";
import { record } from "../outgoing.ts";
import { saidTo, say } from "../overview.ts";
import { acceptOrganization } from "../own-organization.ts";
import { requireOwner } from "../rights.ts";
import { syncSoon } from "../schedule.ts";

/** What the Admin API key shows is the Organization, though the bot knew another one. */
export function confirmOrganization(unit: ActorUnit): Reply {
  requireOwner(unit);
  if (!acceptOrganization(unit)) throw refuse("not_now");
  record(unit, unit.actor.person.id, "organization.accepted", "setup");
  syncSoon(unit);
  return say(saidTo(unit).organizationAccepted);
}
