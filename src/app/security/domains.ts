import type { PersonId } from "../../domain/accounts/person.ts";
import {
  type DomainWatch,
  isWatched,
  nextLook,
  type Sight,
  seen,
  stopWatch,
  type WatchOrder,
  watchDomain,
} from "../../domain/security/domain-watch.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import type { Tx } from "../../store/tx.ts";
import type { Unit } from "../core/context.ts";
import { enqueue, record, tell } from "../core/outgoing.ts";
import { requireStarted } from "../core/rights.ts";
import { isMember } from "../requests/deciders.ts";
import { proveSecurity, saveSetup } from "../setup/progress.ts";
import { holderFor } from "../tasks/tasks.ts";

export const watchOf = (tx: Tx, id: number): DomainWatch | null =>
  requireStarted({ tx }).observed.domains.find((watch) => watch.id === id) ?? null;

const withDomains = (setup: Setup, domains: readonly DomainWatch[]): Setup => ({
  ...setup,
  observed: { ...setup.observed, domains },
});

const withWatch = (setup: Setup, watch: DomainWatch): Setup =>
  withDomains(
    setup,
    setup.observed.domains.map((one) => (one.id === watch.id ? watch : one)),
  );

/** Looks for a record from now on, with a card that says what DNS has. Null: too many are looked for already. */
export function beginWatch(unit: Unit, setup: Setup, order: WatchOrder): DomainWatch | null {
  const begun = watchDomain(setup.observed.domains, order, unit.now);
  if (begun === null) return null;
  const { watch, all } = begun;
  saveSetup(unit, setup, withDomains(setup, all));
  record(unit, order.by, "domain.watched", `domain:${watch.id}`);
  tell(unit, order.by, { kind: "domain", domain: watch.id });
  planLook(unit, watch, unit.now);
  return watch;
}

export function endWatch(unit: Unit, setup: Setup, watch: DomainWatch, by: PersonId): void {
  if (!isWatched(watch)) return;
  saveSetup(unit, setup, withWatch(setup, stopWatch(watch, unit.now)));
  record(unit, by, "domain.unwatched", `domain:${watch.id}`);
}

function planLook(unit: Unit, { id }: DomainWatch, dueAt: number): void {
  const job = { kind: "look-domain", watch: id, asked: false } as const;
  enqueue(unit, job, `look-domain:${id}`, { group: `domain:${id}`, dueAt, collapse: true });
}

/** Somebody wants to know now. */
export function lookNow(unit: Unit, { id }: DomainWatch): void {
  const job = { kind: "look-domain", watch: id, asked: true } as const;
  enqueue(unit, job, `look-domain-now:${id}`, { collapse: true });
}

/** At start: whatever is looked for has its next look planned. */
export function planLooks(unit: Unit): void {
  const watched = unit.tx.setup.load()?.observed.domains.filter(isWatched) ?? [];
  for (const watch of watched) planLook(unit, watch, nextLook(watch, watch.lookedAt ?? watch.startedAt));
}

/** What a look into DNS for `looked` saw. Each change of what is known is told once. */
export function noteSight(unit: Unit, looked: DomainWatch, sight: Sight, asked: boolean): void {
  const setup = requireStarted(unit);
  const watch = setup.observed.domains.find(({ id }) => id === looked.id);
  if (watch === undefined || !isWatched(watch)) return;
  // It was begun anew, perhaps with another record, while we looked for the old one; its own look is planned.
  const isSame = watch.startedAt === looked.startedAt && watch.record.name === looked.record.name;
  if (!isSame || watch.record.value !== looked.record.value) return;
  const after = seen(watch, sight, unit.now, !asked);
  if (!asked) planLook(unit, after, nextLook(after, unit.now));
  if (after.state !== watch.state) {
    saveSetup(unit, setup, withWatch(setup, after));
    tellNews(unit, setup, after);
    proveSecurity(unit);
    return;
  }
  unit.tx.setup.save(withWatch(setup, after));
  // Whoever asked sees when it was looked for.
  if (asked) unit.tx.changed(`domain:${watch.id}`);
}

function tellNews(unit: Unit, setup: Setup, watch: DomainWatch): void {
  const { id, state, since } = watch;
  if (state === "there") record(unit, "bot", "domain.seen", `domain:${id}`);
  if (state === "gone") record(unit, "bot", "domain.gone", `domain:${id}`);
  const first = isMember(unit, watch.by) ? watch.by : holderFor(unit, "bot", "security");
  // Logins break without it: that is the owner's business too.
  const people = new Set([first, ...(state === "gone" ? [setup.owner] : [])]);
  for (const person of people) tell(unit, person, { kind: "domain-news", domain: id, state, since });
}
