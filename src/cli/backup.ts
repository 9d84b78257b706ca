import { answer, type DatabaseFile, type Print, withStore } from "./answer.ts";

/** Copies the database to the file named in `args`, also while the server runs. Returns the exit code. */
export async function runBackup(
  args: readonly string[],
  database: DatabaseFile,
  print: Print,
): Promise<number> {
  const [file] = args;
  if (file === undefined || args.length > 1) {
    print("Usage: npm run backup -- FILE");
    return 2;
  }
  return answer(print, async () => {
    await withStore(database, (store) => store.backup(file));
    print(`Copied ${database.path} to ${file}. The copy is whole, and so is the Record in it.`);
    return 0;
  });
}
