import { canInvite } from "../../domain/billing.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Reply } from "../app.ts";
import type { ActorUnit } from "../context.ts";
import { isAllowed } from "../deciders.ts";
import { expiredOnes, membersPage } from "../lists.ts";
import { asksFor, ordered, saidTo, say } from "../overview.ts";
import { requireApprover } from "../rights.ts";
import { dropFromTasks } from "../sending.ts";
import { moveAll } from "../transition-invitations.ts";

/** Everybody whose Invitation has expired gets a new one, under the rules of a single one. */
export function resendAll(unit: ActorUnit): Reply {
  const setup = requireApprover(unit);
  const expired = expiredOnes(unit);
  const allowed = expired.filter(({ address }) => isAllowed(setup, address));
  if (expired.length === 0) throw refuse("not_now");
  if (allowed.length === 0) throw refuse("outside_domains");
  const ids = allowed.map(({ id }) => id);
  dropFromTasks(unit, ids);
  moveAll(unit, unit.actor.person.id, allowed, "resend", { evidence: null });
  const { resentAll, leftOut, waitsForBilling } = saidTo(unit);
  const sentence = canInvite(setup.billing)
    ? ordered(unit, resentAll(allowed.length), asksFor(...ids))
    : waitsForBilling;
  const rest = expired.length - allowed.length;
  const said = say(rest === 0 ? sentence : `${sentence} ${leftOut(rest)}`);
  return said.kind === "show" ? membersPage(unit, { page: 0 }, { about: null, view: said.view }) : said;
}
