import { availableParallelism } from "node:os";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-pool-workers";
import { defineConfig } from "vitest/config";

const workers = cloudflareTest(async () => ({
  main: "./test/support/worker.ts",
  wrangler: { configPath: "./wrangler.toml" },
  miniflare: {
    bindings: {
      PLATFORM_MIGRATIONS: await readD1Migrations("migrations/platform"),
      TENANT_MIGRATIONS: await readD1Migrations("migrations/tenant"),
      ENCRYPTION_KEYS: JSON.stringify({ test: "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=" }),
      CURSOR_SECRET: "test-cursor-secret",
      SESSION_SECRET: "test-session-secret-of-32-characters",
      PERMIT_MAIL_DOMAIN: "permits.rossos.test",
      PUBLIC_URL: "https://rossos.test",
      ENVIRONMENT: "test",
      INTEGRATION_CLIENTS: JSON.stringify({
        plaid: { client_id: "plaid-client", client_secret: "plaid-secret" },
        slack: { client_id: "slack-client", client_secret: "slack-secret" },
        "test-oauth": { client_id: "rossos", client_secret: "test-client-secret" },
      }),
      WEBHOOK_ALLOW_LOOPBACK: "true",
      DOH_URL: "https://resolver.test/dns-query",
    },
  },
}));

/** itty-durable ships ES modules without saying so. */
const bundled = { optimizer: { ssr: { enabled: true, include: ["itty-durable"] } } };

export default defineConfig({
  test: {
    // One less than there are processors is the default, and leaves half of a small machine idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: "node",
          isolate: false,
          environment: "node",
          // Property tests take a while on a busy machine; a timeout here finds what hangs, not what is slow.
          testTimeout: 60_000,
          include: ["test/unit/**/*.test.ts", "test/contract/*.test.ts"],
          deps: bundled,
        },
      },
      {
        plugins: [workers],
        test: {
          name: "workers",
          // A runtime is started for each worker, not for each file; test/support/begin-file.ts empties it between them.
          isolate: false,
          // After the other project: where files of several take turns a runtime would end with each.
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          setupFiles: ["test/support/begin-file.ts"],
          include: ["test/{api,durable-objects,cron,queues,connectors}/**/*.test.ts"],
          deps: bundled,
        },
      },
    ],
  },
});
