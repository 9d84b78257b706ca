import { openStore } from "../../../src/store/store.ts";

// A process of its own: opens the store at argv[2], keeps no reference to it, says so, and stays until it is killed.
try {
  openStore({ path: process.argv[2] ?? "", kind: "real" });
  await new Promise(setImmediate);
  if (globalThis.gc === undefined) throw new Error("start this with --expose-gc");
  globalThis.gc();
  process.stdout.write("open\n");
  setInterval(() => {}, 60_000);
} catch (error) {
  const detail = error instanceof Error && "detail" in error ? error.detail : error;
  process.stdout.write(`refused: ${String(detail)}\n`);
}
