import { env, listDurableObjectIds, runInDurableObject } from "cloudflare:test";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256Hex } from "#lib/digest";
import { type Client, newClient } from "../support/harness";

/** All that a database holds, as text. */
async function dump(db: D1Database): Promise<string> {
  const tables = await db
    .prepare("select name from sqlite_master where type = 'table' and name not like '\\_cf\\_%' escape '\\'")
    .all<{ name: string }>();
  const rows = await Promise.all(tables.results.map(({ name }) => db.prepare(`select * from "${name}"`).all()));
  return JSON.stringify(rows.map(({ results }) => results));
}

/** What the rate limiter's objects keep. */
async function dumpObjects(): Promise<string> {
  const ids = await listDurableObjectIds(env.RATE_LIMITER);
  const kept = await Promise.all(
    ids.map((id) =>
      runInDurableObject(env.RATE_LIMITER.get(id), async (_, state) => [...(await state.storage.list())]),
    ),
  );
  return JSON.stringify(kept);
}

type Shown = { id: string; key?: string; secret?: string };

const post = async (client: Client, path: string, body?: object, key?: string): Promise<Shown> =>
  (await client.post<Shown>(path, body, key === undefined ? {} : { "idempotency-key": key })).body;

/** Sends it twice with one Idempotency-Key: the second answer must be the first. */
async function twice(client: Client, path: string, body: object | undefined): Promise<Shown> {
  const key = crypto.randomUUID();
  const first = await post(client, path, body, key);
  const second = await post(client, path, body, key);
  if (JSON.stringify(first) !== JSON.stringify(second)) throw new Error(`${path} was not replayed`);
  return first;
}

const apiKey = { name: "Key", scopes: ["read:projects"] };
const webhook = (header: string) => ({
  url: "https://hooks.example.com/in",
  events: ["*"],
  is_active: false,
  headers: { "X-Token": header },
});
const newHeader = () => `Token-${crypto.randomUUID()}`;

/** Everything by which the API shows or takes a secret. Each gives the secrets. */
const TELLING: readonly ((client: Client) => Promise<(string | undefined)[]>)[] = [
  async (client) => [(await post(client, "/v1/api-keys", apiKey)).key],
  async (client) => [(await twice(client, "/v1/api-keys", apiKey)).key],
  async (client) => {
    const { id, key } = await post(client, "/v1/api-keys", apiKey);
    return [key, (await twice(client, `/v1/api-keys/${id}/roll`, {})).key];
  },
  async (client) => {
    const header = newHeader();
    return [header, (await twice(client, "/v1/webhooks", webhook(header))).secret];
  },
  async (client) => {
    const [first, second] = [newHeader(), newHeader()];
    const { id, secret } = await post(client, "/v1/webhooks", webhook(first));
    await client.patch(`/v1/webhooks/${id}`, { headers: { "X-Other": second } });
    return [first, second, secret, (await twice(client, `/v1/webhooks/${id}/rotate-secret`, undefined)).secret];
  },
];

const doings = fc.array(fc.nat(TELLING.length - 1), { minLength: 3, maxLength: 8 });

test("no secret the API ever showed or took is in any database, nor in the limiter's objects", async () => {
  await fc.assert(
    fc.asyncProperty(doings, fc.integer({ min: 0, max: 1 }), async (list, shard) => {
      const client = await newClient({ shard });
      const told = [];
      for (const at of list) told.push(...((await TELLING[at]?.(client)) ?? []));
      const secrets = [...told, client.key].map((secret) => secret ?? "");
      const text = [
        await dump(env.PLATFORM_DB),
        await dump(env.TENANT_DB_0),
        await dump(env.TENANT_DB_1),
        await dumpObjects(),
      ].join("");
      expect(secrets.every((secret) => secret.length > 30)).toBe(true);
      // Without what is said of every one of its kind: the rest alone must be nowhere.
      expect(
        secrets.filter((secret) => text.includes(secret.replace(/^(?:ross_live_.{8}|whsec_|Token-)/u, ""))),
      ).toEqual([]);
      // The dump is one: what stands for the key is there.
      expect(text).toContain(await sha256Hex(client.key ?? ""));
    }),
    { numRuns: 8 },
  );
}, 60_000);
