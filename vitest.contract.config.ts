import { defineConfig } from "vitest/config";

/** The real Worker behind `prism proxy`: no answer is outside the OpenAPI document. */
export default defineConfig({
  test: {
    name: "contract",
    environment: "node",
    include: ["test/contract/live/**/*.test.ts"],
    globalSetup: ["test/contract/live/made-once.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 90_000,
  },
});
