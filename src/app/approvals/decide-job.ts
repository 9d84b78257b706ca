import type { PersonId } from "../../domain/accounts/person.ts";
import type { Message } from "../../domain/message.ts";
import { isRefusal } from "../../domain/refusal.ts";
import { rightsByGroup } from "../../domain/setup/setup.ts";
import { AppError } from "../../lib/errors.ts";
import type { Tx } from "../../store/tx.ts";
import { type Context, connected, type Decider, type Unit } from "../core/context.ts";
import { tell } from "../core/effects.ts";
import { requireStarted } from "../core/rights.ts";
import { approveRequest, denyRequest, peopleAsked } from "../requests/decisions.ts";
import type { JobHandler, JobOf } from "../worker/job-handler.ts";
import { isAmong, noteGroup, readNow } from "./groups.ts";

type DecideJob = JobOf<"decide">;

/** Reads the groups by which somebody decides once more: who has left a minute ago decides nothing. */
export const decideHeld: JobHandler<"decide"> = async (context, job) => {
  const read = await readGroupsOf(context, job);
  return (unit) => {
    for (const [group, found] of read) noteGroup(unit, group, found);
    const request = unit.tx.requests.get(job.request);
    const held = dropHeld(unit, job);
    if (request === null || held === null) return;
    const decider = deciderOf(unit, held.by);
    const isAsAsked = held.ask === null || held.ask === peopleAsked(unit, request);
    if (decider === null || !isAsAsked) return notCounted(unit, job, "changed");
    try {
      if (held.ask === null) denyRequest(decider, request.id, held.reason ?? "", true);
      else approveRequest(decider, request.id, true);
    } catch (error) {
      if (!(error instanceof AppError) || !isRefusal(error.detail)) throw error;
      notCounted(unit, job, "changed");
    }
  };
};

/** Throws where somebody's right is not confirmed, and a group that could confirm it was not read. */
async function readGroupsOf(context: Context, job: DecideJob) {
  const holders = context.store.read((tx) => {
    const setup = requireStarted({ tx });
    const isEscalated = tx.requests.get(job.request)?.escalation != null;
    const people = job.rights.flatMap((id) => tx.people.get(id) ?? []);
    return people.map((person) => ({ person, groups: rightsByGroup(setup, person.id, isEscalated) }));
  });
  const { read, failure } = await readNow(
    context,
    holders.flatMap(({ groups }) => groups),
  );
  for (const { person, groups } of holders) {
    const isConfirmed = read.some(([group, found]) => isAmong(person, group, found));
    if (!isConfirmed && groups.some((group) => !read.some(([one]) => one === group))) throw failure;
  }
  return read;
}

/** The groups could not be read for too long. */
export function giveUpHeld(unit: Unit, job: DecideJob): void {
  if (dropHeld(unit, job) !== null) notCounted(unit, job, "unread");
}

/** Whoever it was may be one with another person since. */
const personIn = (tx: Tx, { person }: DecideJob): PersonId => tx.people.get(person)?.id ?? person;

function dropHeld({ tx }: Unit, job: DecideJob) {
  const request = tx.requests.get(job.request);
  if (request?.state !== "open" || request.held?.by !== personIn(tx, job)) return null;
  tx.requests.save({ ...request, held: null });
  return request.held;
}

const notCounted = (unit: Unit, { person, request }: DecideJob, why: Message<"uncounted">["why"]): void =>
  tell(unit, person, { kind: "uncounted", request, why, at: unit.now });

function deciderOf(unit: Unit, id: PersonId): Decider | null {
  const person = unit.tx.people.get(id);
  const accounts = connected(unit.context, person?.accounts ?? []);
  const account = accounts.find(({ standing }) => standing === "member");
  if (person === null || account === undefined) return null;
  return { ...unit, actor: { person, account }, me: person.id };
}
