import { applyD1Migrations, env } from "cloudflare:test";
import { jurisdictionStatements } from "../../src/modules/jurisdictions/catalogue";

await applyD1Migrations(env.PLATFORM_DB, env.PLATFORM_MIGRATIONS);
await applyD1Migrations(env.TENANT_DB_0, env.TENANT_MIGRATIONS);
await applyD1Migrations(env.TENANT_DB_1, env.TENANT_MIGRATIONS);

// A permit names a jurisdiction of the registry.
await env.PLATFORM_DB.batch(jurisdictionStatements(Date.now()).map((sql) => env.PLATFORM_DB.prepare(sql)));
