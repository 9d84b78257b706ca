import { defineConfig } from "vitest/config";

/**
 * Tests that need `npm run build` or a browser, go a whole way, wait in real time, repeat something until it breaks, or go
 * through everything there is.
 */
const LONG = ["test/{browser,chaos,foreign,journeys}/**/*.test.ts", "test/**/*.long.test.ts"];

export default defineConfig({
  test: {
    setupFiles: ["test/support/same-choices.ts"],
    // Ends what hangs. Slow and busy machines run this too, so it is no measure of speed.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // As many as there are cores on a small machine: each loads both SDKs, and browsers and programs run beside them.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "quick",
          include: ["test/**/*.test.ts"],
          exclude: LONG,
          // Loading both SDKs anew for each file would take longer than the tests in it.
          isolate: false,
          // And each worker compiles them anew, which takes less in a thread than in a process of its own.
          pool: "threads",
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: "long", include: LONG, isolate: false, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
