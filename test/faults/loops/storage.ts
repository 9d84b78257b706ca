import { corruptions } from "../corruption.ts";
import { type Loop, part } from "../loop.ts";

const FILES = 600;

export const storage: Loop = {
  name: "storage",
  about:
    "The database is hurt in every way; a start refuses it in one line or has all of it, and the Record is never wrong",
  run: (seed, size) => corruptions(seed, part(FILES, size)),
  atLeast: { "files hurt": FILES, refused: 100, "worked, all data intact": 20 },
};
