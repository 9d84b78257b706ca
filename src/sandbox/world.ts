import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** A part of the saved state, as plain data. A change is on disk once it returns, or `trouble` says why it is not yet. */
export type Section<T> = {
  get(): T;
  change<R>(fn: (draft: T) => R): R;
  patch<Part extends object>(part: Part, change: Partial<Part>): void;
};

type Sections = Record<string, unknown>;

const VERSION = 6;
const TRY_AGAIN_MS = 500;

export type World = ReturnType<typeof openWorld>;

type Options = {
  /** Of the file; without it the state lives in memory only. */
  path?: string | undefined;
  /** The bot's own file beside it. */
  database?: string | undefined;
  warn?: ((sentence: string) => void) | undefined;
};

export function openWorld({ path, database = "the database", warn = () => {} }: Options = {}) {
  const sections = path === undefined ? {} : load(path, database, warn);
  const listeners = new Set<() => void>();
  let trouble: string | null = null;
  let again: NodeJS.Timeout | undefined;

  function changed(): void {
    clearTimeout(again);
    const before = trouble;
    trouble = path === undefined ? null : save(path, sections);
    if (trouble !== null) again = setTimeout(changed, TRY_AGAIN_MS).unref();
    if (trouble !== null && trouble !== before) warn(trouble);
    for (const listener of listeners) listener();
  }

  return {
    section: <T>(name: string, initial: T): Section<T> => {
      sections[name] ??= structuredClone(initial);
      const get = (): T => sections[name] as T;
      const change = <R>(fn: (draft: T) => R): R => {
        const result = fn(get());
        changed();
        return result;
      };
      return { get, change, patch: (part, fields) => change(() => void Object.assign(part, fields)) };
    },
    changed,
    onChange: (listener: () => void): void => void listeners.add(listener),
    /** One sentence while nothing can be saved. */
    trouble: () => trouble,
    close: () => clearTimeout(again),
  };
}

function load(path: string, database: string, warn: (sentence: string) => void): Sections {
  // Where nothing can be kept, nothing starts anew: opening the database says what to do.
  if (!existsSync(path)) return {};
  try {
    const saved = JSON.parse(readFileSync(path, "utf8")) as { version?: unknown; sections?: Sections } | null;
    if (saved?.version === VERSION && saved.sections) return saved.sections;
  } catch {}
  const anew = `${path} is broken or from another version, so the chats and Mistral start anew`;
  warn(`${anew}; to start the Setup anew too, stop the bot and remove ${path} and ${database}.`);
  return {};
}

const NO_ROOM = ["ENOSPC", "EDQUOT", "EFBIG"];

/** Flushed, then put in place: a kill leaves the old or the new state. A sentence when the disk does not take it. */
function save(path: string, sections: Sections): string | null {
  const temporary = `${path}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(temporary, JSON.stringify({ version: VERSION, sections }), { mode: 0o600, flush: true });
    renameSync(temporary, path);
    return null;
  } catch (error) {
    // Half a file would take the room that the database needs.
    rmSync(temporary, { force: true });
    const code = error instanceof Error && "code" in error ? String(error.code) : null;
    if (code === null) throw error;
    const why = NO_ROOM.includes(code) ? "there is no room on its disk" : code;
    return `Cannot write ${path} (${why}): until it can, what happens here is forgotten at a restart.`;
  }
}

export type Clock = ReturnType<typeof createClock>;

/** The clock of the bot and of Mistral: real time plus what was skipped, which survives a restart. In milliseconds. */
export function createClock(world: World, realNow: () => number = Date.now) {
  const section = world.section("clock", { skipped: 0 });
  const skipped = () => section.get().skipped;
  return {
    skipped,
    now: () => realNow() + skipped(),
    skip: (milliseconds: number) => section.patch(section.get(), { skipped: skipped() + milliseconds }),
  };
}
