import { LAST_ZONE, LONGEST_MS } from "../../domain/approvals/access-end.ts";
import { dayOf, endOfDay } from "../../domain/day.ts";
import type { ActorUnit } from "../core/context.ts";
import { FieldErrors } from "../core/form-handler.ts";
import { zoneOf } from "../requests/reminders.ts";

/** When the day is over that somebody entered as the last one (epoch ms). `person`: by whose calendar it may not be over. */
export function endOf(unit: ActorUnit, day: string, zone = LAST_ZONE, person = unit.me): number {
  const { errors } = unit.reader.strings.away;
  const until = endOfDay(day, zone);
  if (until === null) throw new FieldErrors({ until: errors.noDay });
  if (day < dayOf(unit.now, zoneOf(unit, person))) throw new FieldErrors({ until: errors.past });
  if (until - unit.now > LONGEST_MS) throw new FieldErrors({ until: errors.tooLong });
  return until;
}
