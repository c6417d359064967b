import { newApiKey } from "../../src/lib/api-key-format";
import { sha256Hex } from "../../src/lib/digest";
import { newId } from "../../src/lib/ids";
import { allScopes } from "../../src/modules/access/scopes";
import type { DemoUsers } from "./seed-users";

export type Demo = {
  base_url: string;
  api_key: string;
  sandbox_api_key: string;
  builder_id: string;
  users: DemoUsers;
};

/** The shard of the live demo builder; its sandbox lies on the other. */
export const DEMO_SHARD = 0;

const SCOPES = JSON.stringify(allScopes);
const BUILDER =
  "insert into builders (id, name, plan, custom_rate_limit, environment, sandbox_of, shard, is_active, created_at) values (?, ?, 'business', null, ?, ?, ?, 1, ?)";
const KEY =
  "insert into api_keys (id, builder_id, name, key_hash, key_prefix, scopes, rate_limit, is_active, created_at) values (?, ?, ?, ?, ?, ?, 2000, 1, ?)";

async function insertKey(platform: D1Database, builderId: string, name: string, made: NewKey, now: number) {
  return platform.prepare(KEY).bind(newId(now), builderId, name, await sha256Hex(made.key), made.prefix, SCOPES, now);
}
type NewKey = ReturnType<typeof newApiKey>;

/** The demo builder and its sandbox, on different shards, each with a key for everything. */
export async function seedDemo(platform: D1Database, now: number): Promise<Omit<Demo, "base_url" | "users">> {
  const [builder, sandbox] = [newId(now), newId(now)];
  const [live, test] = [newApiKey("live"), newApiKey("sandbox")];
  await platform.batch([
    platform.prepare(BUILDER).bind(builder, "Amity Island Homes", "live", null, DEMO_SHARD, now),
    platform.prepare(BUILDER).bind(sandbox, "Amity Island Homes (sandbox)", "sandbox", builder, 1 - DEMO_SHARD, now),
    await insertKey(platform, builder, "Demo", live, now),
    await insertKey(platform, sandbox, "Demo", test, now),
  ]);
  return { api_key: live.key, sandbox_api_key: test.key, builder_id: builder };
}

/** A further key of the demo builder, so that filling in demo data uses up nothing of the limit of its own key. */
export async function addDemoKey(platform: D1Database, builderId: string, now: number): Promise<string> {
  const made = newApiKey("live");
  await platform.batch([await insertKey(platform, builderId, "Demo data", made, now)]);
  return made.key;
}

/** Whether the demo's keys are still good in this database; if so they get the scopes that came since. */
export async function isSeeded(platform: D1Database, demo: Demo): Promise<boolean> {
  const hashes = await Promise.all([demo.api_key, demo.sandbox_api_key].map((key) => sha256Hex(key)));
  const { results } = await platform
    .prepare("update api_keys set scopes = ?3 where key_hash in (?1, ?2) and is_active = 1 returning 1")
    .bind(...hashes, SCOPES)
    .all();
  return results.length === 2;
}
