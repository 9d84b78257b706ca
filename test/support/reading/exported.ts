import { dirname, join } from "node:path";
import { headOf, runRecord } from "../../../src/cli/record/record.ts";
import { runVerify } from "../../../src/cli/record/record-verify.ts";
import type { RecordEntry } from "../../../src/domain/record/record.ts";
import { Database } from "../../../src/store/db/sqlite.ts";
import { tamper } from "../tampering.ts";
import { fileStore } from "../world/file-store.ts";

export type Said = { readonly code: number; readonly said: string };

/** What a command says, and its exit code. */
export async function saidBy(command: (print: (line: string) => void) => Promise<number>): Promise<Said> {
  const lines: string[] = [];
  const code = await command((line) => lines.push(line));
  return { code, said: lines.join("\n") };
}

/** A database whose server runs, and the operator's commands beside it. */
export function recorded(entries: readonly RecordEntry[] = []) {
  const { store, path } = fileStore();
  const folder = dirname(path);
  store.transact((tx) => {
    for (const entry of entries) tx.record.append(entry);
  });
  const database = { path, kind: "real" } as const;
  return {
    ...{ folder, path, store },
    at: (name: string): string => join(folder, name),
    verify: (...args: string[]): Promise<Said> => saidBy((print) => runVerify(args, database, print)),
    /** What somebody could do who has the file. */
    tamper: (sql: string) => tamper(path, sql),
    drop: (trigger: string) => void new Database(path).exec(`DROP TRIGGER ${trigger}`).close(),
    head: (): string => store.read((tx) => headOf(tx.record.end())),
    export: (...args: string[]): Promise<Said> => saidBy((print) => runRecord(args, database, print)),
  };
}

export const verified = (...args: string[]): Promise<Said> => saidBy((print) => runVerify(args, null, print));
