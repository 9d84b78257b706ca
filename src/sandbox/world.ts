import { accessSync, constants, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseJson } from "./http.ts";

/**
 * A part of the saved state; plain data only. Every change is on disk when `change` returns what `fn` gave, unless the disk
 * takes nothing: then `trouble` says so, and it is tried again.
 */
export type Section<T> = { get(): T; change<R>(fn: (draft: T) => R): R };

type Sections = Record<string, unknown>;

const VERSION = 2;
const TRY_AGAIN_MS = 500;

export type World = ReturnType<typeof openWorld>;

type Options = { path?: string | undefined; warn?: ((sentence: string) => void) | undefined };

/** `path`: of the file; without it the state lives in memory only. */
export function openWorld({ path, warn = () => {} }: Options = {}) {
  const sections = path === undefined ? {} : load(path, warn);
  const listeners = new Set<(revision: number) => void>();
  let revision = 0;
  let trouble: string | null = null;
  let again: NodeJS.Timeout | undefined;

  /** When nothing can be saved, whoever is here goes on with what is in memory. */
  function keep(file: string): void {
    clearTimeout(again);
    const before = trouble;
    trouble = save(file, sections);
    if (trouble === null) return;
    again = setTimeout(changed, TRY_AGAIN_MS).unref();
    if (trouble !== before) warn(trouble);
  }

  function changed(): void {
    if (path !== undefined) keep(path);
    revision += 1;
    for (const listener of listeners) listener(revision);
  }

  return {
    /** The part called `name`, as it was saved, or `initial`. */
    section: <T>(name: string, initial: T): Section<T> => {
      sections[name] ??= structuredClone(initial);
      const get = (): T => sections[name] as T;
      return {
        get,
        change: (fn) => {
          const result = fn(get());
          changed();
          return result;
        },
      };
    },
    changed,
    /** Grows with every change; starts at 0 with every process. */
    revision: () => revision,
    onChange: (listener: (revision: number) => void): void => void listeners.add(listener),
    /** One sentence while nothing can be saved. */
    trouble: () => trouble,
    close: () => clearTimeout(again),
  };
}

function load(path: string, warn: (sentence: string) => void): Sections {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" && isUsable(dirname(path)))
      warn(`${path} cannot be read; starting anew.`);
    return {};
  }
  const saved = parseJson(text) as { version?: unknown; sections?: Sections } | null | undefined;
  if (saved?.version === VERSION && saved.sections) return saved.sections;
  warn(`${path} is broken or from another version; starting anew.`);
  return {};
}

/** Where nothing can be kept, nothing starts anew: opening the database says what to do. */
function isUsable(folder: string): boolean {
  try {
    accessSync(`${folder}/`, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

const NO_ROOM = ["ENOSPC", "EDQUOT", "EFBIG"];

/**
 * The whole file, flushed, then put in place: a kill at any moment leaves the old or the new state. A sentence when the
 * disk does not take it; what is no fault of the disk is a bug, and is thrown on.
 */
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
  return {
    now: () => realNow() + section.get().skipped,
    skip: (milliseconds: number): void =>
      section.change((draft) => {
        draft.skipped += milliseconds;
      }),
    /** How far it is ahead of the real time. */
    skipped: () => section.get().skipped,
  };
}
