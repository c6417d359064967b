import { env } from "cloudflare:test";
import { hex } from "#lib/digest";
import { firstIdAt, newId } from "#lib/ids";
import { type Entity, type Field, type Listable, listableOf } from "#models";
import { apiKeyList } from "../../src/modules/api-keys/list-api-keys";
import { eventList } from "../../src/modules/events/list-events";
import { notificationList } from "../../src/modules/notifications/list-notifications";
import { toColumn } from "../../src/modules/records/shape";
import { deliveryList } from "../../src/modules/webhooks/deliveries";
import { subscriptionList } from "../../src/modules/webhooks/manage-subscription";
import { type Client, newClient } from "./harness";
import { allEntities, collectionPath, makeOfEach, type Refs } from "./records";

export type Value = string | number | null;
export type Row = Record<string, Value>;

/** A list of the API, the table it shows, and what rows can be put into it behind its back. */
export type ListCase = {
  name: string;
  client: Client;
  path: string;
  db: D1Database;
  table: string;
  idColumn: string;
  listable: Listable;
  /** Values that a filtered field may have, as they are stored; none when each row has its own. */
  pools: Record<string, Value[]>;
  /** A whole row but for `created_at`, with this id; what its fields hold is for the caller to choose from the pools. */
  row: (id: string, chosen: Row) => Row;
};

let serial = 0;
const next = (): number => {
  serial += 1;
  return serial;
};

const DAYS = ["2026-01-31", "2026-02-01", "2026-12-31"];
const UPDATES = [1_790_000_000_000, 1_790_000_000_001, 1_790_000_600_000];

function pool(field: Field, targets: readonly Refs[]): Value[] {
  switch (field.kind) {
    case "choice":
      return field.values.slice(0, 3);
    case "boolean":
      return [0, 1];
    case "date":
      return DAYS;
    case "ref":
      return targets.map((refs) => refs[field.to] ?? null);
    case "text":
      return ["alpha", "Beta", "alpha, beta & 100%"].map((text) => text.slice(0, field.max));
    case "integer":
    case "number":
    case "time":
    case "list":
      return [];
  }
}

function entityCase(entity: Entity, client: Client, targets: readonly Refs[]): ListCase {
  const [refs = {}] = targets;
  const listable = listableOf(entity);
  const own = new Set((entity.unique ?? []).map((columns) => columns.at(-1) ?? ""));
  const fields = Object.entries(entity.fields).filter(([name, field]) => field.filter && !own.has(name));
  const nullable = (field: Field) => !field.required && field.default === undefined;
  const example = (name: string, field: Field): Value => {
    if (own.has(name)) return `U-${next()}`;
    return toColumn(field, field.kind === "ref" ? refs[field.to] : field.example);
  };
  return {
    name: entity.plural,
    client,
    path: collectionPath(entity, refs),
    db: env.TENANT_DB_1,
    table: entity.plural,
    idColumn: "id",
    listable,
    pools: {
      ...Object.fromEntries(
        fields.map(([name, field]) => [name, [...pool(field, targets), ...(nullable(field) ? [null] : [])]]),
      ),
      ...("updated_at" in listable.fields ? { updated_at: UPDATES } : {}),
    },
    row: (id, chosen) => ({
      builder_id: client.builderId,
      ...Object.fromEntries(Object.entries(entity.fields).map(([name, field]) => [name, example(name, field)])),
      id,
      version: 1,
      updated_at: 1_790_000_000_000,
      ...chosen,
    }),
  };
}

const TYPES = ["client.created", "invoice.approved", "project.updated"];

type Common = Pick<ListCase, "client" | "db" | "idColumn">;

const eventCase = (common: Common, builder: Row): ListCase => ({
  ...common,
  name: "events",
  path: "/v1/events",
  table: "events",
  listable: eventList,
  pools: { type: TYPES },
  row: (id, chosen) => ({ ...builder, id, type: "client.created", object_id: id, data: "{}", ...chosen }),
});

const apiKeyCase = (common: Common, builder: Row): ListCase => ({
  ...common,
  name: "api_keys",
  path: "/v1/api-keys",
  db: env.PLATFORM_DB,
  table: "api_keys",
  listable: apiKeyList,
  pools: {},
  row: (id) => ({
    ...builder,
    id,
    name: "N",
    key_hash: id,
    key_prefix: "p",
    scopes: "[]",
    rate_limit: 1,
    is_active: 0,
  }),
});

const notificationCase = (common: Common, builder: Row): ListCase => ({
  ...common,
  name: "notifications",
  path: "/v1/notifications",
  table: "notifications",
  listable: notificationList,
  pools: {},
  row: (id) => ({ ...builder, id, kind: "k", title: "t", body: "b" }),
});

const subscriptionRow = {
  url: "https://a.example/",
  events: "[]",
  is_active: 0,
  failure_count: 0,
  environment: "live",
  lane: "slow",
  fast_streak: 0,
  version: 1,
  updated_at: 1,
};

const webhookCase = (common: Common, builder: Row): ListCase => ({
  ...common,
  name: "webhooks",
  path: "/v1/webhooks",
  table: "webhook_subscriptions",
  listable: subscriptionList,
  pools: { is_active: [0, 1] },
  row: (id, chosen) => ({ ...builder, ...subscriptionRow, id, ...chosen }),
});

async function deliveryCase(common: Common, builder: Row): Promise<ListCase> {
  const subscription = newId(Date.now());
  await insertRows(common.db, "webhook_subscriptions", [
    { ...builder, ...subscriptionRow, id: subscription, created_at: 1 },
  ]);
  const constant = { ...builder, subscription_id: subscription, attempt_count: 1, failure_count: 0 };
  return {
    ...common,
    name: "deliveries",
    path: `/v1/webhooks/${subscription}/deliveries`,
    table: "webhook_deliveries",
    idColumn: "event_id",
    listable: deliveryList,
    pools: { status: ["delivered", "failed", "held"], event_type: TYPES },
    row: (id, chosen) => ({ ...constant, event_id: id, event_type: "client.created", status: "held", ...chosen }),
  };
}

/** Every list of the API, of builders on the second shard. */
export async function everyList(): Promise<ListCase[]> {
  const client = await newClient({ shard: 1, rateLimit: 100_000 });
  const targets = [await makeOfEach(client), await makeOfEach(client)];
  const other = await newClient({ shard: 1, rateLimit: 100_000 });
  const common: Common = { client: other, db: env.TENANT_DB_1, idColumn: "id" };
  const builder = { builder_id: other.builderId };
  return [
    ...allEntities.map((entity) => entityCase(entity, client, targets)),
    eventCase(common, builder),
    apiKeyCase(common, builder),
    webhookCase(common, builder),
    await deliveryCase(common, builder),
    notificationCase(common, builder),
  ];
}

/** The names of all these lists, known before they are made. */
export const LIST_NAMES: readonly string[] = [
  ...allEntities.map(({ plural }) => plural),
  "events",
  "api_keys",
  "webhooks",
  "deliveries",
  "notifications",
];

/** An id made at this time; ids of one time follow no order. */
export const idAt = (time: number): string =>
  firstIdAt(time).slice(0, 24) + hex(crypto.getRandomValues(new Uint8Array(6)));

/** Puts rows into a table; the time of an id is when its row was created. */
export async function insertRows(db: D1Database, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const values = columns.map((_, at) => `value->>${at}`).join(", ");
  await db
    .prepare(`insert into ${table} (${columns.join(", ")}) select ${values} from json_each(?)`)
    .bind(JSON.stringify(rows.map((row) => columns.map((column) => row[column] ?? null))))
    .run();
}

export async function deleteRows({ db, table, idColumn }: ListCase, ids: readonly string[]): Promise<void> {
  const sql = `delete from ${table} where ${idColumn} in (select value from json_each(?))`;
  await db.prepare(sql).bind(JSON.stringify(ids)).run();
}
