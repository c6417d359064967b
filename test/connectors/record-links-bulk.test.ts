import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { followRecords } from "#modules/record-links";
import { v2 } from "../../src/connectors/xero/v2";
import { connectXero, KEYS, made, rest, type Scene, sync, Xero } from "../support/ledger";
import { recordSql } from "../support/record-sql";
import { noWaiting } from "../support/upstream";

let xero: Xero;
beforeEach(() => {
  xero = new Xero();
});
afterEach(() => xero.upstream.end());

const vendors = async (at: Scene, count: number) =>
  await Promise.all(
    Array.from({ length: count }, (_, number) => made(at, "/vendors", { name: `Vendor ${number} of ${count}` })),
  );

/** How many statements it takes to follow the events of these records. */
async function statementsFor({ client: { builderId } }: Scene, ids: readonly string[]): Promise<number> {
  const { results } = await env.TENANT_DB_0.prepare(
    "select id from events where builder_id = ? and object_id in (select value from json_each(?))",
  )
    .bind(builderId, JSON.stringify(ids))
    .all<{ id: string }>();
  expect(results).toHaveLength(ids.length);
  const { db, statements } = recordSql(env.TENANT_DB_0);
  const message = { shard: 0, builderId, eventIds: results.map(({ id }) => id) };
  await followRecords({ ...env, TENANT_DB_0: db }, noWaiting, [message], Date.now());
  return statements.length;
}

test("many records in one message cost no more statements than one", async () => {
  const at = await connectXero(v2, { bill_account_code: "310" });
  xero.contact(KEYS, { Name: "Keys Concrete LLC" });
  await sync(at, "contacts");
  const [one, many] = [await vendors(at, 1), await vendors(at, 30)];
  await rest(at);
  expect(await statementsFor(at, many)).toBe(await statementsFor(at, one));
});
