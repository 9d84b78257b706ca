import type { Mode } from "../domain/mode.ts";
import type { Actor, Person, PersonId, Platform } from "../domain/person.ts";
import type { MistralAdmin } from "../mistral/admin.ts";
import type { RecordLookup } from "../mistral/domain-record.ts";
import type { KeyProbe } from "../mistral/probe.ts";
import type { Store, Tx } from "../store/tx.ts";
import type { Reader } from "../view/reader.ts";
import { stringsFor } from "../view/strings/index.ts";
import type { Messenger } from "./messenger.ts";

export type Logger = {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
};

/** Everything the handlers work with; made once in main. */
export type Context = {
  readonly store: Store;
  readonly messengers: readonly Messenger[];
  /** null: guided mode. */
  readonly mistral: MistralAdmin | null;
  readonly probe: KeyProbe | null;
  readonly lookInDns: RecordLookup;
  /** Epoch ms. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** Addresses that may start or claim the Setup besides the chat workspace's admins. */
  readonly owners: readonly string[];
  readonly syncMs: number;
  readonly warmupMs: number;
  /** How long a send whose outcome is unknown may still come through before it is looked for. */
  readonly graceMs: number;
  /**
   * When what was last read at Mistral (epoch ms). In memory: a look with nothing new writes nothing. `asked`:
   * since when somebody waits for a look at the spending limit.
   */
  readonly lookedAt: Map<"people" | "spending" | "key" | "asked", number>;
  readonly log: Logger;
  /** Tells the worker that jobs may be due. */
  readonly wake: () => void;
};

/** One transaction at work: what is stored, and the instant at which everything in it happens. */
export type Unit = {
  readonly tx: Tx;
  readonly now: number;
  readonly context: Context;
};

/** A transaction on behalf of a person. */
export type ActorUnit = Unit & { readonly actor: Actor };

export const modeOf = (context: Context): Mode => (context.mistral === null ? "guided" : "automatic");

export function messengerOf(context: Context, platform: Platform): Messenger | null {
  return context.messengers.find((messenger) => messenger.platform === platform) ?? null;
}

/** Reads for a person in their language and zone, or for a channel in those of the Setup. */
export function readerFor(tx: Tx, person: Person | null): Reader {
  const setup = person === null ? tx.setup.load() : null;
  const owner = setup === null ? null : tx.people.get(setup.owner);
  return {
    strings: stringsFor(person?.locale ?? setup?.settings.language ?? "en"),
    locale: person?.locale ?? setup?.settings.language ?? "en",
    timezone: person?.timezone ?? owner?.timezone ?? "UTC",
    person: person?.id ?? null,
    nameOf: (id: PersonId) => tx.people.get(id),
  };
}
