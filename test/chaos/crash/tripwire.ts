import type { Messenger } from "../../../src/app/core/messenger.ts";
import { AppError } from "../../../src/lib/errors.ts";
import { Database } from "../../../src/store/db/sqlite.ts";
import { translated } from "../../../src/store/db/storage-error.ts";
import type { Store } from "../../../src/store/tx.ts";
import type { Fault } from "../../support/servers/faults.ts";

/**
 * What happens at a step, before or after it is carried out. `kill`: the process is gone at once. `error`: it throws.
 * `full`: from there on no commit goes through. `hang`: a call that never answers.
 */
export type Harm = {
  readonly kind: "kill" | "error" | "full" | "hang";
  readonly when: "before" | "after";
};

type Step = "commit" | "call";

/** Only calls can be left without an answer, and a commit that threw has not happened. */
export const applies = ({ kind, when }: Harm, step: Step): boolean => {
  if (kind === "full") return step === "commit";
  return step === "call" || !(kind === "hang" || (kind === "error" && when === "after"));
};

/** A commit or a call, and which. */
export type Taken = { readonly step: Step; readonly what: string };

const never = (): Promise<never> => new Promise(() => {});

class Killed extends Error {}

/** A refusal to connect, or an answer that got lost. */
function broken(method: keyof Messenger, when: Harm["when"]): AppError {
  const code = when === "after" && method === "post" ? "outcome_unknown" : "unavailable";
  return new AppError(code, "the connection broke", { detail: "ECONNRESET" });
}

const diskError = (code: string): unknown =>
  translated(new Database.SqliteError("the disk does not take it", code));

/**
 * Counts the durable steps and the calls of a bot over all its lives, and does harm at those in `at`: from 1 on, of those
 * that can be harmed so.
 */
export function createTripwire(harm: Harm, at: readonly number[]) {
  const taken: Taken[] = [];
  let harmable = 0;
  let full = false;
  let struck = 0;

  /** One life of the bot: until `over` resolves. */
  function createLife() {
    let end: (how: "killed" | "hangs") => void = () => {};
    const over = new Promise<"killed" | "hangs">((resolve) => {
      end = resolve;
    });
    let dead = false;
    let hanging = false;

    function kill(): void {
      dead = true;
      end("killed");
    }

    function hang(): void {
      hanging = true;
      end("hangs");
    }

    function isDue(step: Step, what: string): boolean {
      taken.push({ step, what });
      if (applies(harm, step)) harmable += 1;
      const due = applies(harm, step) && at.includes(harmable);
      if (due) struck += 1;
      return due;
    }

    function transact<T>(store: Store, work: Parameters<Store["transact"]>[0]): T {
      if (dead) throw new Killed();
      const due = isDue("commit", "commit");
      if (due && harm.kind === "full") full = true;
      const result = store.transact((tx) => {
        const made = work(tx) as never;
        if (due && harm.kind === "kill" && harm.when === "before") {
          kill();
          throw new Killed();
        }
        if (full) throw diskError("SQLITE_FULL");
        if (due && harm.kind === "error") throw diskError("SQLITE_IOERR_FSYNC");
        return made;
      });
      if (due && harm.kind === "kill") {
        kill();
        throw new Killed();
      }
      return result;
    }

    async function call<T>(platform: string, method: keyof Messenger, make: () => Promise<T>): Promise<T> {
      if (dead) return never();
      const due = isDue("call", `${method} in ${platform}`);
      if (due && harm.when === "before") return fail(method);
      const made = await make();
      if (due) return fail(method);
      return dead ? never() : made;
    }

    function fail(method: keyof Messenger): Promise<never> {
      if (harm.kind === "error") throw broken(method, harm.when);
      if (harm.kind === "kill") kill();
      else hang();
      return never();
    }

    return {
      over,
      hangs: () => hanging,
      /** Whatever still runs of it can do nothing any more. */
      kill,
      store: (store: Store): Store => ({
        ...store,
        transact: (work) => transact(store, work as Parameters<Store["transact"]>[0]),
        read: (work) => {
          if (dead) throw new Killed();
          return store.read(work);
        },
      }),
      messenger: (chat: Messenger): Messenger => {
        const guarded = Object.entries(chat).map(([name, port]) => {
          if (typeof port !== "function") return [name, port];
          // In Teams a bot cannot look.
          if (name === "lookFor" && chat.platform === "teams") return [name, async () => "unknowable"];
          return [
            name,
            (...given: never[]) => call(chat.platform, name as keyof Messenger, () => port(...given)),
          ];
        });
        return Object.fromEntries(guarded) as Messenger;
      },
      /** What becomes of a request to Mistral. */
      request: (): Fault | null => {
        if (dead) return { kind: "drop" };
        if (!isDue("call", "Mistral")) return null;
        const afterChange = harm.when === "after";
        if (harm.kind === "kill") kill();
        if (harm.kind === "hang") hang();
        return { kind: harm.kind === "hang" ? "hang" : "drop", afterChange };
      },
    };
  }

  return {
    createLife,
    /** There is room on the disk again. */
    makeRoom: () => {
      full = false;
    },
    taken: () => taken,
    struck: () => struck,
  };
}

export type Tripwire = ReturnType<typeof createTripwire>;
export type Life = ReturnType<Tripwire["createLife"]>;
