import { applyD1Migrations, env } from "cloudflare:test";

await applyD1Migrations(env.PLATFORM_DB, env.PLATFORM_MIGRATIONS);
await applyD1Migrations(env.TENANT_DB_0, env.TENANT_MIGRATIONS);
await applyD1Migrations(env.TENANT_DB_1, env.TENANT_MIGRATIONS);
