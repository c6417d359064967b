import { newApiKey } from "../../src/lib/api-key-format.ts";
import { sha256Hex } from "../../src/lib/digest.ts";
import { newId } from "../../src/lib/ids.ts";
import type { DemoUsers } from "./seed-users.ts";

export type Demo = {
  base_url: string;
  api_key: string;
  sandbox_api_key: string;
  builder_id: string;
  users?: DemoUsers;
};

const SCOPES_OF_ALL = [
  "budgets",
  "change_orders",
  "clients",
  "cost_codes",
  "documents",
  "invoices",
  "payments",
  "projects",
  "schedules",
  "vendors",
  "webhooks",
  "api_keys",
];
const DEMO_SCOPES = [
  ...SCOPES_OF_ALL.flatMap((noun) => [`read:${noun}`, `write:${noun}`]),
  "read:events",
  "read:usage",
].toSorted();

const BUILDER =
  "insert into builders (id, name, plan, custom_rate_limit, environment, sandbox_of, shard, is_active, created_at) values (?, ?, 'business', null, ?, ?, ?, 1, ?)";
const KEY = `insert into api_keys (id, builder_id, name, key_hash, key_prefix, scopes, rate_limit, is_active, created_at) values (?, ?, ?, ?, ?, ?, 2000, 1, ?)`;

/** The demo builder and its sandbox, on different shards, each with a key for everything. */
export async function seedDemo(platform: D1Database, now: number): Promise<Omit<Demo, "base_url">> {
  const [builder, sandbox] = [newId(now), newId(now)];
  const keys = [newApiKey("live"), newApiKey("sandbox")] as const;
  const rows = await Promise.all(
    [
      { id: builder, key: keys[0] },
      { id: sandbox, key: keys[1] },
    ].map(async ({ id, key }) =>
      platform
        .prepare(KEY)
        .bind(newId(now), id, "Demo", await sha256Hex(key.key), key.prefix, JSON.stringify(DEMO_SCOPES), now),
    ),
  );
  await platform.batch([
    platform.prepare(BUILDER).bind(builder, "Amity Island Homes", "live", null, 0, now),
    platform.prepare(BUILDER).bind(sandbox, "Amity Island Homes (sandbox)", "sandbox", builder, 1, now),
    ...rows,
  ]);
  return { api_key: keys[0].key, sandbox_api_key: keys[1].key, builder_id: builder };
}

/** Whether the demo's keys are still good in this database. */
export async function isSeeded(platform: D1Database, demo: Demo): Promise<boolean> {
  const hashes = await Promise.all([demo.api_key, demo.sandbox_api_key].map((key) => sha256Hex(key)));
  const { results } = await platform
    .prepare("select 1 from api_keys where key_hash in (?, ?) and is_active = 1")
    .bind(...hashes)
    .all();
  return results.length === 2;
}
