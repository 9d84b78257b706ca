import { fuzzSandbox } from "../fuzz/sandboxed.ts";
import { type Loop, part } from "../loop.ts";

const EACH = 10_000;

export const fuzzingSandbox: Loop = {
  name: "sandbox",
  about: "Whatever is sent to the sandbox is answered by it, and it goes on",
  run: (seed, size) => fuzzSandbox(seed, part(EACH, size)),
};
