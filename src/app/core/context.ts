import type { Account, Actor, Person, PersonId, Place, Platform } from "../../domain/accounts/person.ts";
import type { Evidence } from "../../domain/evidence.ts";
import type { Mode } from "../../domain/invitations/invitation.ts";
import type { Log } from "../../lib/log.ts";
import type { MistralAdmin } from "../../mistral/admin/admin.ts";
import type { RecordLookup } from "../../mistral/dns.ts";
import type { KeyProbe } from "../../mistral/probe.ts";
import type { Store, Tx } from "../../store/tx.ts";
import type { Reader } from "../../view/core/reader.ts";
import { localeIn, stringsFor } from "../../view/strings/index.ts";
import type { Caller, Messenger, Meter } from "./app.ts";

/** What is read at Mistral again and again, and in between when somebody wants to know. */
export type AskedLook = "people" | "spending" | "key";

export type Context = {
  readonly store: Store;
  readonly messengers: readonly Messenger[];
  /** null: guided mode. */
  readonly mistral: MistralAdmin | null;
  readonly probe: KeyProbe | null;
  readonly lookInDns: RecordLookup;
  readonly now: () => number;
  readonly random: () => number;
  readonly owners: readonly string[];
  readonly syncMs: number;
  readonly warmupMs: number;
  /** How long a send whose outcome is unknown may still come through before it is looked for. */
  readonly graceMs: number;
  /** When Mistral's lists were last read, and when it refused a call (epoch ms). In memory: a look writes nothing. */
  readonly lookedAt: Map<"people" | "refused call", number>;
  /** What is to be looked at as soon as may be, and when that was asked. */
  readonly asked: Map<AskedLook, number>;
  readonly log: Log;
  readonly meter?: Meter | undefined;
  readonly wake: () => void;
};

/** One transaction at work: what is stored, and the instant at which everything in it happens. */
export type Unit = {
  readonly tx: Tx;
  readonly now: number;
  readonly context: Context;
};

export type Where = Pick<Unit, "tx" | "context">;

/** A transaction on behalf of a person, who reads what comes of it through the account that they act with. */
export type ActorUnit = Unit & {
  readonly actor: Actor;
  readonly reader: Reader;
  readonly me: PersonId;
  /** What this person says themselves, now. */
  readonly ownEvidence: Evidence;
};

/** Somebody at work, whether or not they wait for an answer. */
export type Decider = Omit<ActorUnit, "reader" | "ownEvidence">;

/** Somebody wants to know now. A process that ends before it has looked looks at its start. */
export function lookSoon({ context, now }: Unit, ...asked: readonly AskedLook[]): void {
  for (const look of asked) context.asked.set(look, now);
}

export const modeOf = (context: Context): Mode => (context.mistral === null ? "guided" : "automatic");

export function messengerOf(context: Context, platform: Platform): Messenger | null {
  return context.messengers.find((messenger) => messenger.platform === platform) ?? null;
}

/** Those that a message can go to: settings keep the channels of a platform that is not connected any more. */
export function connected<T extends Pick<Place, "platform">>(context: Context, places: readonly T[]): T[] {
  return places.filter(({ platform }) => messengerOf(context, platform) !== null);
}

/** In the zone of the person's account there, and its language or the one they chose; for a channel in the Setup's. */
export function readerFor({ tx, context }: Where, person: Person | null, platform: Platform): Reader {
  const setup = person === null ? tx.setup.load() : null;
  const owner = setup && tx.people.get(setup.owner);
  const inSetup = { locale: setup?.settings.language ?? "en", timezone: owner?.timezone ?? "UTC" };
  const { timezone, ...told } = person === null ? inSetup : seenOn(person, platform);
  const locale = localeIn(person?.language ?? null, told.locale);
  return {
    strings: stringsFor(locale, platform),
    locale,
    timezone,
    person: person?.id ?? null,
    // By the name that the reader's own platform shows.
    nameOf: (id: PersonId) => {
      const found = tx.people.get(id);
      return found && { ...found, name: seenOn(found, platform).name };
    },
    outOfReach: (id: PersonId) => outOfReach({ tx, context }, id),
  };
}

export const readerOf = (where: Where, { platform, account }: Pick<Caller, "platform" | "account">): Reader =>
  readerFor(where, where.tx.people.byAccount(platform, account), platform);

/** The account (`on` that platform) to write to: of several the one that the person acts with, if it can be written to. */
export function reachable({ tx, context }: Where, { id: person }: Person, on?: Platform): Account | null {
  const there = connected(context, tx.people.usedFirst(person)).filter(({ standing }) => standing !== "gone");
  const open = there.filter(({ platform, id }) => !tx.people.isUnreachable(platform, id));
  return open.find(({ platform }) => on === undefined || on === platform) ?? null;
}

/** Where somebody has accounts, when none of them can be written to; nothing for whoever can be reached, or has left. */
export function outOfReach(where: Where, id: PersonId): readonly Platform[] {
  const person = where.tx.people.get(id);
  if (person === null || reachable(where, person) !== null) return [];
  const there = person.accounts.filter(({ standing }) => standing !== "gone");
  return [...new Set(there.map(({ platform }) => platform))];
}

export function accountOn({ accounts }: Person, platform: Platform): Account | undefined {
  const there = accounts.filter((account) => account.platform === platform);
  const best = ({ standing }: Account) => (standing === "member" ? 0 : standing === "gone" ? 2 : 1);
  return there.toSorted((one, other) => best(one) - best(other))[0];
}

/** Of two accounts the one over there; whoever has none there is known by the other. */
const seenOn = (person: Person, platform: Platform): Pick<Person, "locale" | "timezone" | "name"> =>
  accountOn(person, platform) ?? person;
