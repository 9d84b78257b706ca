import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

/**
 * A part of the saved state; plain data only. Every change is on disk when `change` returns what `fn` gave, unless the disk
 * takes nothing: then `trouble` says so, and it is tried again.
 */
export type Section<T> = { get(): T; change<R>(fn: (draft: T) => R): R };

export type World = {
  /** The part called `name`, as it was saved, or `initial`. */
  section<T>(name: string, initial: T): Section<T>;
  /** Grows with every change; starts anew with every process. */
  revision(): number;
  /** Returns how to stop listening. */
  onChange(listener: (revision: number) => void): () => void;
  /** One sentence while nothing can be saved. */
  trouble(): string | null;
  close(): void;
};

export type WorldOptions = {
  /** Without it the state lives in memory only. */
  path?: string;
  warn?: (sentence: string) => void;
};

const VERSION = 2;
const TRY_AGAIN_MS = 500;

export function openWorld({ path, warn = () => {} }: WorldOptions = {}): World {
  const sections = path === undefined ? {} : load(path, warn);
  const listeners = new Set<(revision: number) => void>();
  let revision = 0;
  let trouble: string | null = null;
  let again: NodeJS.Timeout | undefined;

  /** Whoever is here goes on with what is in memory. */
  function keep(file: string): void {
    clearTimeout(again);
    const before = trouble;
    try {
      save(file, sections);
      trouble = null;
    } catch (error) {
      trouble = unsaved(file, error);
      again = setTimeout(changed, TRY_AGAIN_MS).unref();
      if (trouble !== before) warn(trouble);
    }
  }

  function changed(): void {
    if (path !== undefined) keep(path);
    revision += 1;
    for (const listener of listeners) listener(revision);
  }

  return {
    section<T>(name: string, initial: T): Section<T> {
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
    revision: () => revision,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    trouble: () => trouble,
    close: () => clearTimeout(again),
  };
}

function load(path: string, warn: (sentence: string) => void): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" && isUsable(dirname(path)))
      warn(`${path} cannot be read; starting anew.`);
    return {};
  }
  try {
    const saved = JSON.parse(text) as { version?: unknown; sections?: unknown };
    if (saved.version === VERSION && typeof saved.sections === "object" && saved.sections !== null)
      return saved.sections as Record<string, unknown>;
  } catch {
    // Told below, with what is of no use for other reasons.
  }
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

/** Whole file, flushed, then put in place: a kill at any moment leaves the old or the new state. */
function save(path: string, sections: Record<string, unknown>): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.new`;
  try {
    const file = openSync(temporary, "w", 0o600);
    try {
      const bytes = Buffer.from(JSON.stringify({ version: VERSION, sections }));
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    // Half a file would take the room that the database needs.
    rmSync(temporary, { force: true });
    throw error;
  }
}

const NO_ROOM = ["ENOSPC", "EDQUOT", "EFBIG"];

/** What is no fault of the disk is a bug, and is thrown on. */
function unsaved(path: string, error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : null;
  if (code === null) throw error;
  const why = NO_ROOM.includes(code) ? "there is no room on its disk" : code;
  return `Cannot write ${path} (${why}): until it can, what happens here is forgotten at a restart.`;
}
