import { corruptions } from "../corruption.ts";
import { logDamages, tornCopies } from "../log-damage.ts";
import { type Loop, part, summed } from "../loop.ts";

const FILES = 600;

export const storage: Loop = {
  name: "storage",
  about:
    "The database and its log are hurt in every way; a start refuses in one line or works, and the Record is never wrong",
  run: async (seed, size) => {
    const files = part(FILES, size);
    return summed([
      await corruptions(seed, files),
      await logDamages(seed, files),
      await tornCopies(seed, files),
    ]);
  },
  atLeast: {
    "files hurt": FILES,
    "files refused": 100,
    "worked, all data intact": 20,
    "logs hurt": FILES,
    "logs refused": 50,
    "worked, an earlier state": 50,
    "copies torn": FILES,
    "copies refused": 100,
  },
};
