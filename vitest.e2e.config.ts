import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** By name: suites of the site go on with what the ones before have left. */
class ByName extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.toSorted((a, b) => a.moduleId.localeCompare(b.moduleId)));
  }
}

const PROCESSES = ["test/e2e/start.test.ts", "test/e2e/oauth-simple-client.test.ts"];
/** What begins with a product that nobody has used yet. */
const FRESH = ["test/e2e/platform.test.ts"];
/** Long enough for a machine that is busy with the other suites: what hangs is told by a wait of its own before. */
const common = { environment: "node", testTimeout: 300_000, hookTimeout: 300_000 } as const;

/** The product as a whole, as real processes; `npm run test:e2e`. Those of the site share one product. */
export default defineConfig({
  test: {
    fileParallelism: false,
    sequence: { sequencer: ByName },
    projects: [
      { test: { ...common, name: "e2e", include: PROCESSES } },
      {
        test: {
          ...common,
          name: "site",
          include: ["test/e2e/*.test.ts"],
          exclude: [...PROCESSES, ...FRESH],
          globalSetup: ["test/e2e/support/site.ts"],
        },
      },
      { test: { ...common, name: "platform", include: FRESH, globalSetup: ["test/e2e/support/site.ts"] } },
    ],
  },
});
