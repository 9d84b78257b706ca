import { AppError } from "../errors.ts";
import type { Kind } from "../store/open.ts";
import { openStore } from "../store/store.ts";

/** Copies the database to the file named in `args`, also while the server runs. Returns the exit code. */
export async function runBackup(
  args: readonly string[],
  database: { readonly path: string; readonly kind: Kind },
  print: (line: string) => void,
): Promise<number> {
  const [file] = args;
  if (file === undefined || args.length > 1) {
    print("Usage: npm run backup -- FILE");
    return 2;
  }
  try {
    const store = openStore({ ...database, lock: false });
    try {
      await store.backup(file);
      print(`Copied ${database.path} to ${file}. The copy is whole, and so is the Record in it.`);
    } finally {
      store.close();
    }
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    print(error.message);
    return 1;
  }
}
