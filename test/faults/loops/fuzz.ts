import { FILES, fuzz, SENT } from "../fuzz/fuzzed.ts";
import { type Loop, part } from "../loop.ts";

const EACH = 10_000;

export const fuzzing: Loop = {
  name: "fuzz",
  about: "Whatever is sent to an entry is answered, and nothing that a person typed is more than words",
  run: (seed, size) => fuzz(seed, part(EACH, size)),
  atLeast: {
    "Slack commands": EACH,
    "Teams installs": EACH,
    "Socket Mode envelopes": EACH,
    "Requests made": 100,
    [SENT]: EACH,
    // Most of what names a file is refused before it.
    [FILES]: EACH / 4,
  },
};
