import { AppError } from "../../lib/errors.ts";
import { isYounger } from "../../lib/is-recent.ts";
import { endAlerts, openAlerts, raise, tellAlert } from "../alerts/alerts.ts";
import type { Context, Unit } from "../core/context.ts";

const NO_RIGHTS = "no_rights";

/** Mistral does not let the Admin API key in, or do anything: nothing was done, and nothing will be until that is mended. */
export const isKeyRefused = (error: unknown): error is AppError =>
  error instanceof AppError &&
  error.code === "unauthorized" &&
  (error.detail === "key_refused" || error.detail === NO_RIGHTS);

/** A refusal so soon after the last one (ms) may be over at once: the owner hears of it when it lasts. */
const SOON_MS = 3_600_000;
const LASTING_MS = 5 * 60_000;

const REFUSED = "Mistral refuses MISTRAL_ADMIN_API_KEY: set one of this Organization, and restart";
const WITHOUT_RIGHTS =
  "Mistral lets MISTRAL_ADMIN_API_KEY in, and allows it nothing: give it the rights of an administrator, or set another, and restart";

/** In the log at every start: before there is a Setup nothing else asks, and afterwards the owner was told long ago. */
export async function sayWhetherAdminKeyIsLetIn({ mistral, log }: Context): Promise<void> {
  try {
    await mistral?.workspaces();
  } catch (error) {
    if (isKeyRefused(error)) log.error({}, error.detail === NO_RIGHTS ? WITHOUT_RIGHTS : REFUSED);
    else log.warn({ error }, "whether Mistral lets MISTRAL_ADMIN_API_KEY in could not be seen");
  }
}

/** A job that was refused is tried again within so long (ms): until then the list alone cannot say that all is well. */
const TRIED_WITHIN_MS = 6 * 60_000;

/** One call was refused, though the members list may be read. */
export function noteCallRefused(unit: Unit, error: AppError): void {
  unit.context.lookedAt.set("refused call", unit.now);
  noteKeyRefused(unit, error);
}

/** The owner hears of it once. */
export function noteKeyRefused(unit: Unit, { detail }: AppError): void {
  const { tx, now, context } = unit;
  const noRights = detail === NO_RIGHTS;
  const [open] = openAlerts(tx, "admin-key");
  if (open === undefined) {
    context.log.warn({ noRights }, "Mistral refuses MISTRAL_ADMIN_API_KEY");
    const last = tx.alerts.latest("admin-key")?.until ?? null;
    const refusal = raise(unit, { kind: "admin-key", noRights });
    if (last === null || now - last >= SOON_MS) tellAlert(unit, refusal);
    return;
  }
  if (noRights !== open.noRights) tx.alerts.save({ ...open, noRights });
  if (open.toldAt === null && now - open.since >= LASTING_MS) tellAlert(unit, open);
}

/** The members list can be read, so the key is let in, unless a call was refused just now. */
export function noteKeyLetIn(unit: Unit): void {
  const refusedAt = unit.context.lookedAt.get("refused call");
  if (refusedAt !== undefined && isYounger(refusedAt, unit.now, TRIED_WITHIN_MS)) return;
  if (openAlerts(unit.tx, "admin-key").length === 0) return;
  unit.context.log.info({}, "Mistral lets MISTRAL_ADMIN_API_KEY in again");
  endAlerts(unit, "admin-key");
}

/** Whether a key is refused, or whose it is, is over once it is configured no more. */
export function forgetAdminKey(unit: Unit): void {
  if (unit.context.mistral !== null) return;
  endAlerts(unit, "admin-key");
  endAlerts(unit, "other-organization");
}
