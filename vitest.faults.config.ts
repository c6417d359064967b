import { defineConfig } from "vitest/config";

/** What the Worker does when processes die and far ends misbehave; see scripts/lib/local-worker.ts. */
export default defineConfig({
  test: {
    name: "faults",
    environment: "node",
    include: ["test/faults/**/*.test.ts"],
    // Each file loads the machine: one at a time.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 60_000,
  },
});
