import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/same-choices.ts"],
    maxWorkers: 2,
    // Ends what hangs. Slow and busy machines run this too, so it is no measure of speed.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
