import { applyD1Migrations, env, reset } from "cloudflare:test";
import { vi } from "vitest";
import { connectors } from "#connectors";
import { jurisdictionStatements } from "../../src/modules/jurisdictions/catalogue";
import { keepConnectors } from "./keep-connectors";
import { keepMain } from "./keep-main";
import { atRest } from "./worker";

// A runtime costs seconds to start, so files share it, one after the other. Each begins with nothing that another has left:
// what its queues have begun ends first, and what waits in them goes with the rest of its storage.
vi.useRealTimers();
keepMain();
await atRest();
vi.restoreAllMocks();
for (const slug of Object.keys(connectors)) if (slug.startsWith("test-")) delete connectors[slug];
await reset();

// What is imported when it is first needed is here already: vitest fetches a module for the request that asks first, and
// another one that waits for the same module is cut off.
await import("../../src/modules/accounts/auth");
await keepConnectors();

await Promise.all([
  applyD1Migrations(env.PLATFORM_DB, env.PLATFORM_MIGRATIONS),
  applyD1Migrations(env.TENANT_DB_0, env.TENANT_MIGRATIONS),
  applyD1Migrations(env.TENANT_DB_1, env.TENANT_MIGRATIONS),
]);

// A permit names a jurisdiction of the registry.
await env.PLATFORM_DB.batch(jurisdictionStatements(Date.now()).map((sql) => env.PLATFORM_DB.prepare(sql)));
