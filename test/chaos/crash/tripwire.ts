import type { Messenger } from "../../../src/app/core/app.ts";
import { AppError } from "../../../src/lib/errors.ts";
import { Database } from "../../../src/store/db/sqlite.ts";
import { translated } from "../../../src/store/db/storage-error.ts";
import type { Store } from "../../../src/store/tx.ts";
import type { Fault } from "../../support/servers/faults.ts";

/** At a step: the process is gone, it throws, no commit goes through from there on, or a call never answers. */
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

/** Counts the commits and calls of a bot over all its lives, and harms those in `at`, from 1 on, of those that it can. */
export function createTripwire(harm: Harm, at: readonly number[]) {
  const taken: Taken[] = [];
  let harmable = 0;
  let full = false;
  let struck = 0;

  function isDue(step: Step, what: string): boolean {
    taken.push({ step, what });
    if (applies(harm, step)) harmable += 1;
    const due = applies(harm, step) && at.includes(harmable);
    if (due) struck += 1;
    return due;
  }

  /** One life of the bot: until `over` resolves. */
  function createLife() {
    type End = "killed" | "hangs";
    let ended: End | null = null;
    let tell: (how: End) => void = () => {};
    const over = new Promise<End>((resolve) => {
      tell = resolve;
    });
    function end(how: End): void {
      ended = how;
      tell(how);
    }
    const isKilled = () => ended === "killed";
    function mustLive(): void {
      if (isKilled()) throw new Killed();
    }

    function transact<T>(store: Store, work: Parameters<Store["transact"]>[0]): T {
      mustLive();
      const due = isDue("commit", "commit");
      const dies = (when: Harm["when"]) => {
        if (due && harm.kind === "kill" && harm.when === when) end("killed");
        mustLive();
      };
      full ||= due && harm.kind === "full";
      const result = store.transact((tx) => {
        const made = work(tx) as never;
        dies("before");
        if (full) throw diskError("SQLITE_FULL");
        if (due && harm.kind === "error") throw diskError("SQLITE_IOERR_FSYNC");
        return made;
      });
      dies("after");
      return result;
    }

    async function call<T>(platform: string, method: keyof Messenger, make: () => Promise<T>): Promise<T> {
      if (isKilled()) return never();
      const due = isDue("call", `${method} in ${platform}`);
      const made = due && harm.when === "before" ? null : await make();
      if (due && harm.kind === "error") throw broken(method, harm.when);
      if (due) end(harm.kind === "kill" ? "killed" : "hangs");
      return due || isKilled() ? never() : (made as T);
    }

    return {
      over,
      hangs: () => ended === "hangs",
      /** Whatever still runs of it can do nothing any more. */
      kill: () => end("killed"),
      store: (store: Store): Store => ({
        ...store,
        transact: (work) => transact(store, work as Parameters<Store["transact"]>[0]),
        read: (work) => {
          mustLive();
          return store.read(work);
        },
      }),
      messenger: (chat: Messenger): Messenger => {
        const guarded = Object.entries(chat).map(([name, port]) => {
          if (typeof port !== "function") return [name, port];
          // In Teams a bot cannot look.
          if (name === "lookFor" && chat.platform === "teams") return [name, async () => "unknowable"];
          const ask = (given: never[]) => () => port(...given);
          return [name, (...given: never[]) => call(chat.platform, name as keyof Messenger, ask(given))];
        });
        return Object.fromEntries(guarded) as Messenger;
      },
      /** What becomes of a request to Mistral. */
      request: (): Fault | null => {
        if (isKilled()) return { kind: "drop" };
        if (!isDue("call", "Mistral")) return null;
        if (harm.kind !== "error") end(harm.kind === "kill" ? "killed" : "hangs");
        return { kind: harm.kind === "hang" ? "hang" : "drop", afterChange: harm.when === "after" };
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
