import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withMethods } from "../support/direct";
import { emit } from "../support/listings";
import { Rig } from "../support/webhooks";

const MINUTE = 60_000;

/** Which statements fail, by their text and what is bound to them. */
let fails: (sql: string, values: readonly unknown[]) => boolean;
let rig: Rig;

/** A database of which some statements fail, and with them the batch that they are in. */
const faulty = (real: D1Database): D1Database =>
  withMethods(real, {
    prepare: (sql: string) => {
      const own = real.prepare(sql);
      const bind = (...values: unknown[]) =>
        fails(sql, values) ? real.prepare("select no_such_column") : own.bind(...values);
      return withMethods(own, { bind });
    },
  });

beforeEach(async () => {
  fails = () => false;
  rig = await Rig.create({ PLATFORM_DB: faulty(env.PLATFORM_DB), TENANT_DB_0: faulty(env.TENANT_DB_0) });
});
afterEach(() => rig.end());

const pending = (builderId: string) =>
  env.TENANT_DB_0.prepare("select count(*) as n from events where builder_id = ? and pending_since is not null")
    .bind(builderId)
    .first<number>("n");

const installed = (builderId: string) =>
  env.PLATFORM_DB.prepare("select is_installed from integration_installations where builder_id = ?")
    .bind(builderId)
    .first<number>("is_installed");

test("while the marketplace cannot be told of installs, all webhooks go out, and it is told later", async () => {
  const [installing, other] = [await rig.client(), await rig.client()];
  const webhooks = [await rig.subscribe(installing), await rig.subscribe(other)];
  fails = (sql) => sql.startsWith("insert into integration_installations");
  await emit({ builderId: installing.builderId, shard: 0 }, "integration.installed", "noaa-weather");
  await installing.projects();
  await other.projects();
  await rig.sweep();
  await rig.advanceWithSweeps(MINUTE);
  expect(webhooks.map((webhook) => rig.received(webhook).length)).toEqual([2, 1]);
  expect(await pending(installing.builderId)).toBe(1);
  expect(await pending(other.builderId)).toBe(0);
  expect(await installed(installing.builderId)).toBeNull();

  fails = () => false;
  await rig.advanceWithSweeps(MINUTE);
  expect(await pending(installing.builderId)).toBe(0);
  expect(await installed(installing.builderId)).toBe(1);
  expect(webhooks.map((webhook) => rig.received(webhook).length)).toEqual([2, 1]);
});

test("a message that always fails is tried again alone", async () => {
  const [poisoned, ...others] = [await rig.client(), await rig.client(), await rig.client()];
  const webhooks = [];
  for (const client of [poisoned, ...others]) webhooks.push(await rig.subscribe(client));
  fails = (sql, values) => sql.includes("webhook_deliveries") && JSON.stringify(values).includes(poisoned.builderId);
  for (const client of [poisoned, ...others]) await client.projects();
  await rig.drain();
  expect(webhooks.map((webhook) => rig.received(webhook).length)).toEqual([0, 1, 1]);
  expect(rig.messages.filter(({ queue }) => queue === "events").map(({ body }) => body)).toMatchObject([
    { builderId: poisoned.builderId },
  ]);

  fails = () => false;
  await rig.advance(MINUTE);
  expect(webhooks.map((webhook) => rig.received(webhook).length)).toEqual([1, 1, 1]);
});
