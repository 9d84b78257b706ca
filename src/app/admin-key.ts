import type { Job } from "../domain/job.ts";
import type { KeyRefusal } from "../domain/observed.ts";
import { AppError } from "../errors.ts";
import type { Context, Unit } from "./context.ts";
import { isDoneAtMistral } from "./jobs/policy.ts";
import { tell } from "./outgoing.ts";
import { saveSetup } from "./progress.ts";

const NO_RIGHTS = "no_rights";

/** Mistral does not let the Admin API key in, or do anything: nothing was done, and nothing will be until that is mended. */
export const isKeyRefused = (error: unknown): error is AppError =>
  error instanceof AppError &&
  error.code === "unauthorized" &&
  (error.detail === "key_refused" || error.detail === NO_RIGHTS);

type Caller = Job["kind"] | "people";

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

/**
 * The owner hears of it once. The members list says from then on whether the key is let in; where it was never refused
 * there, the kind of job that met it does.
 */
export function noteKeyRefused(unit: Unit, by: Caller, { detail }: AppError): void {
  const { now, context } = unit;
  const noRights = detail === NO_RIGHTS;
  const last = unit.tx.setup.load()?.observed.adminKey ?? null;
  if (last !== null && last.until === null) {
    const isNews = noRights !== last.noRights;
    const finder = by === "people" ? by : last.by;
    const isSaved = isNews || finder !== last.by;
    const owner = isSaved ? saveRefusal(unit, { ...last, by: finder, noRights }) : ownerOf(unit);
    const lasts = now - last.since >= LASTING_MS;
    if (owner !== null && lasts && !isTold(unit, last)) tell(unit, owner, `admin-key:${last.since}`);
    return;
  }
  context.log.warn({ by, noRights }, "Mistral refuses MISTRAL_ADMIN_API_KEY");
  const owner = saveRefusal(unit, { since: now, by, until: null, noRights });
  const flaps = last?.until != null && now - last.until < SOON_MS;
  if (owner !== null && !flaps) tell(unit, owner, `admin-key:${now}`);
}

/** It was let in for this; said once, where a refusal was said before. */
export function noteKeyLetIn(unit: Unit, by: Caller): void {
  if (by !== "people" && !isDoneAtMistral(by)) return;
  const refusal = unit.tx.setup.load()?.observed.adminKey ?? null;
  if (refusal === null || refusal.until !== null || refusal.by !== by) return;
  unit.context.log.info({ by }, "Mistral lets MISTRAL_ADMIN_API_KEY in again");
  const owner = saveRefusal(unit, { ...refusal, until: unit.now });
  if (owner !== null && isTold(unit, refusal)) tell(unit, owner, `admin-key:${refusal.since}.again`);
}

const isTold = ({ tx }: Unit, { since }: KeyRefusal): boolean =>
  tx.copies.ofSubject(`admin-key:${since}`).length > 0;

const ownerOf = ({ tx }: Unit): string | null => tx.setup.load()?.owner ?? null;

/** What was said of a key that is configured no more, be it that it was refused or whose it was. */
export function forgetAdminKey(unit: Unit): void {
  const setup = unit.tx.setup.load();
  if (setup === null || unit.context.mistral !== null) return;
  const { adminKey, otherOrganization } = setup.observed;
  const refused = adminKey?.until === null ? adminKey : null;
  const other = otherOrganization?.until === null ? otherOrganization : null;
  if (refused === null && other === null) return;
  const left = {
    adminKey: refused === null ? adminKey : null,
    otherOrganization: other === null ? otherOrganization : null,
  };
  saveSetup(unit, setup, { ...setup, observed: { ...setup.observed, ...left } });
}

function saveRefusal(unit: Unit, adminKey: KeyRefusal): string | null {
  const setup = unit.tx.setup.load();
  if (setup === null) return null;
  saveSetup(unit, setup, { ...setup, observed: { ...setup.observed, adminKey } });
  return setup.owner;
}
