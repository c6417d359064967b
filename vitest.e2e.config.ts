import { defineConfig } from "vitest/config";

/** The product as a whole, as real processes; `npm run test:e2e`. */
export default defineConfig({
  test: {
    name: "e2e",
    environment: "node",
    include: ["test/e2e/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
