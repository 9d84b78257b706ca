import { answerFrom, fileIn, misused, type Run, told } from "../answer.ts";

/** Copies the database to the file named in `args`, also while the server runs. */
export const runBackup: Run = async (args, database, print) => {
  const file = fileIn(args);
  if (file === null) return misused(print, "Usage: npx mistral-setup backup FILE");
  return answerFrom(database, print, (store) => {
    told(file, () => store.backup(file));
    print(`Copied ${database.path} to ${file}. The copy is whole, and so is the Record in it.`);
    return 0;
  });
};
