import { corruptions } from "../corruption.ts";
import { type Loop, tooFew } from "../loop.ts";

export const storage: Loop = {
  name: "storage",
  about:
    "The database is hurt in every way; a start refuses it in one line or has all of it, and the Record is never wrong",
  run: async (seed) => {
    const { figures, violations } = await corruptions(seed, 600);
    const least = { "files hurt": 600, refused: 100, "worked, all data intact": 20 };
    return { figures, violations: [...violations, ...tooFew(figures, least)] };
  },
};
