import { expect, test } from "vitest";
import { manifest } from "../../src/connectors/xero/manifest";
import { settleLinks } from "#modules/record-links";
import { newClient } from "../support/harness";
import { jobContext, syncNow } from "../support/upstream";

type Page<T> = { data: T[] };
type Named = { id: string; name: string };
type Link = { model: string; state: string; record_id: string | null; local: object | null };

test("a sandbox that is reset keeps its integrations, and they bring anew what they bring", async () => {
  const client = await newClient({ environment: "sandbox", shard: 1 });
  const input = { permissions: manifest.permissions, config: { create_vendors: true } };
  const install = await client.post<{ id: string }>("/v1/marketplace/integrations/xero/install", input);
  const { id } = install.body;
  const vendors = async () => (await client.get<Page<Named>>("/v1/vendors?limit=100")).body.data;
  const links = async () => (await client.get<Page<Link>>(`/v1/installs/${id}/links?model=contact`)).body.data;

  const bring = async () => {
    await syncNow(client, id, "contacts", 1);
    await settleLinks(await jobContext(client, id, 1), id);
  };
  await bring();
  const [first, ...others] = await links();
  expect(others).toEqual([]);
  expect(first).toMatchObject({ state: "linked", record_id: expect.any(String), local: expect.any(Object) });
  const before = await vendors();
  expect(before.map((vendor) => vendor.id)).toContain(first?.record_id);
  expect((await client.post("/v1/sandbox/reset")).status).toBe(200);
  expect(await links()).toEqual([]);

  await bring();
  const [again] = await links();
  expect(again).toMatchObject({ state: "linked", local: first?.local });
  const after = await vendors();
  expect(after.find((vendor) => vendor.id === again?.record_id)?.name).toBe(
    before.find((vendor) => vendor.id === first?.record_id)?.name,
  );
});
