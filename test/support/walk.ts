import { env } from "cloudflare:test";
import { newId } from "#lib/ids";
import type { AnyEndpoint } from "../../src/api/endpoint";
import { v1 } from "../../src/api/v1";
import { collectionOf } from "../../src/api/v1/records/paths";
import { v2 } from "../../src/api/v2";
import { type Client, eventually } from "./harness";
import { allEntities, makeOfEach, type Refs } from "./records";

export type Walked = { name: string; version: "v1" | "v2"; endpoint: AnyEndpoint };

const walked = (version: "v1" | "v2", endpoints: readonly AnyEndpoint[]): Walked[] =>
  endpoints.map((endpoint) => ({ name: `${version} ${endpoint.operationId}`, version, endpoint }));

/** Every operation that needs a credential, of every version. */
export const everyEndpoint: readonly Walked[] = [...walked("v1", v1.endpoints), ...walked("v2", v2.endpoints)];

/** One resource of every kind that the API has, with the ids that its paths need. */
export async function makeEverything(client: Client, shard: number): Promise<Refs> {
  const refs = await makeOfEach(client);
  const webhook = await client.post<{ id: string }>("/v1/webhooks", {
    url: "https://hooks.example.com/rossos",
    events: ["webhook.disabled"],
  });
  const apiKey = await client.post<{ id: string }>("/v1/api-keys", { name: "Other", scopes: ["read:projects"] });
  const event = await eventually(async () => (await client.get<{ data: { id: string }[] }>("/v1/events")).body.data[0]);
  const now = Date.now();
  const made = { webhook: webhook.body.id, delivery: event.id, notification: newId(now) };
  const db = env[shard === 0 ? "TENANT_DB_0" : "TENANT_DB_1"];
  await db.batch([
    db.prepare(DELIVERY).bind(made.webhook, made.delivery, client.builderId, now),
    db.prepare(NOTIFICATION).bind(client.builderId, made.notification, now),
  ]);
  return { ...refs, ...made, api_key: apiKey.body.id, event: event.id };
}

const DELIVERY = `insert into webhook_deliveries (subscription_id, event_id, builder_id, event_type, status, attempt_count, failure_count, created_at)
 values (?, ?, ?, 'project.created', 'failed', 6, 6, ?)`;
const NOTIFICATION =
  "insert into notifications (builder_id, id, kind, title, body, created_at) values (?, ?, 'test', 'Title', 'Body', ?)";

const IDS = new Map([
  ...allEntities.map((entity) => [collectionOf(entity).path, entity.name] as const),
  ["/webhooks", "webhook"] as const,
  ["/events", "event"] as const,
  ["/notifications", "notification"] as const,
  ["/api-keys", "api_key"] as const,
]);

/** The operation's path, below `/api`, with the ids of resources in it. */
export function pathTo({ version, endpoint }: Walked, refs: Refs): string {
  const own = IDS.get(endpoint.path.split("/{id}")[0] ?? "");
  const path = endpoint.path.replaceAll(/\{(?:([a-z_]+)_)?id\}/gu, (_, name: string | undefined) => {
    const id = refs[name ?? own ?? ""];
    if (id === undefined) throw new Error(`the walk has no id for ${endpoint.path}`);
    return id;
  });
  return `/${version}${path}`;
}

/** Ids that nobody has, for every name a path can hold. */
export const strangeRefs = (refs: Refs): Refs =>
  Object.fromEntries(Object.keys(refs).map((name) => [name, newId(Date.now())]));
