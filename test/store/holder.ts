import { openStore } from "../../src/store/store.ts";

// A process of its own: opens the store at argv[2], says so, and stays until it is killed.
try {
  openStore({ path: process.argv[2] ?? "", kind: "real" });
  process.stdout.write("open\n");
  setInterval(() => {}, 60_000);
} catch (error) {
  const detail = error instanceof Error && "detail" in error ? error.detail : error;
  process.stdout.write(`refused: ${String(detail)}\n`);
}
