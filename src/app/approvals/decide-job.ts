import type { PersonId } from "../../domain/accounts/person.ts";
import { isRefusal } from "../../domain/refusal.ts";
import { groupsWith } from "../../domain/setup/setup.ts";
import { AppError } from "../../lib/errors.ts";
import type { Tx } from "../../store/tx.ts";
import { connected, type Decider, type Unit } from "../core/context.ts";
import { tell } from "../core/effects.ts";
import { requireStarted } from "../core/rights.ts";
import { approveRequest, denyRequest, peopleAsked } from "../requests/decisions.ts";
import type { JobHandler, JobOf } from "../worker/job-handler.ts";
import { noteGroup, whoIsIn } from "./groups.ts";

/** Reads the groups by which somebody decides once more: who has left a minute ago decides nothing. */
export const decideHeld: JobHandler<"decide"> = async (context, job) => {
  const groups = context.store.read((tx) => groupsWith(requireStarted({ tx }), personIn(tx, job)));
  const found = await Promise.all(groups.map((group) => whoIsIn(context, group)));
  return (unit) => {
    for (const [at, group] of groups.entries()) noteGroup(unit, group, found[at] ?? null);
    const request = unit.tx.requests.get(job.request);
    const held = dropHeld(unit, job);
    if (request === null || held === null) return;
    const decider = deciderOf(unit, held.by);
    const isSame = held.ask === null || held.ask === peopleAsked(unit, request);
    if (decider === null || !isSame) return notCounted(unit, job);
    try {
      if (held.ask === null) denyRequest(decider, request.id, held.reason ?? "", true);
      else approveRequest(decider, request.id, true);
    } catch (error) {
      if (!(error instanceof AppError) || !isRefusal(error.detail)) throw error;
      notCounted(unit, job);
    }
  };
};

/** The groups could not be read for too long. */
export function giveUpHeld(unit: Unit, job: JobOf<"decide">): void {
  if (dropHeld(unit, job) !== null) notCounted(unit, job);
}

/** Whoever it was may be one with another person since. */
const personIn = (tx: Tx, { person }: JobOf<"decide">): PersonId => tx.people.get(person)?.id ?? person;

function dropHeld({ tx }: Unit, job: JobOf<"decide">) {
  const request = tx.requests.get(job.request);
  if (request?.state !== "open" || request.held?.by !== personIn(tx, job)) return null;
  tx.requests.save({ ...request, held: null });
  return request.held;
}

const notCounted = (unit: Unit, { person, request }: JobOf<"decide">): void =>
  tell(unit, person, { kind: "uncounted", request, at: unit.now });

function deciderOf(unit: Unit, id: PersonId): Decider | null {
  const person = unit.tx.people.get(id);
  const accounts = connected(unit.context, person?.accounts ?? []);
  const account = accounts.find(({ standing }) => standing === "member");
  if (person === null || account === undefined) return null;
  return { ...unit, actor: { person, account }, me: person.id };
}
