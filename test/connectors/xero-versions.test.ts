import { afterAll, beforeAll, expect, test } from "vitest";
import { connectors } from "#connectors";
import { manifest } from "../../src/connectors/xero/manifest";
import { newClient } from "../support/harness";
import { syncNow } from "../support/upstream";

const registered = connectors["xero"];
const [older] = manifest.versions;

/** As the directory was before there was a second version. */
beforeAll(() => {
  if (!registered) throw new Error("xero is not in the registry");
  const versions = [{ ...older, lifecycle: { status: "current" } }] as const;
  connectors["xero"] = { ...registered, manifest: async () => ({ ...manifest, versions }) };
});
afterAll(() => {
  if (registered) connectors["xero"] = registered;
});

test("the second version tells bills without their tax, and a dry run shows where", async () => {
  const client = await newClient({ environment: "sandbox" });
  const config = { tenant_id: "fe79f7dd-b6d4-4a92-ba7b-538af6289c58" };
  const installed = await client.post<{ id: string }>("/v1/marketplace/integrations/xero/install", {
    permissions: manifest.permissions,
    config,
  });
  expect(installed.body).toMatchObject({ status: "active", version: "v1" });
  const { id } = installed.body;
  for (const { name } of manifest.syncs) await syncNow(client, id, name);
  if (registered) connectors["xero"] = registered;

  const preview = await client.post<{
    syncs: { sync: string; changed: number; differences: { pointer: string; before: string; after: string }[] }[];
  }>(`/v1/installs/${id}/upgrade?dry_run=true`);
  expect(preview.body).toMatchObject({ from: "v1", to: "v2", is_clean: false });
  const [contacts, bills, payments] = preview.body.syncs;
  expect(contacts).toMatchObject({ sync: "contacts", changed: 0, differences: [] });
  expect(bills).toMatchObject({ sync: "bills", compared: 3, changed: 2 });
  const told = Object.fromEntries(bills?.differences.map((one) => [one.pointer, [one.before, one.after]]) ?? []);
  expect(told).toMatchObject({
    "/amounts": ['"gross"', '"net"'],
    "/lines/0/amount_cents": ["128400", "120000"],
    "/lines/1/amount_cents": ["26750", "25000"],
    "/lines/1/tax_cents": ["null", "1750"],
    "/lines/0/tracking/0": [null, '"Job: Lot 7"'],
    "/status": ['"draft"', '"submitted"'],
  });
  expect(payments?.differences).toMatchObject([{ pointer: "/account_amount_cents", before: "null", after: "50000" }]);

  expect((await client.post(`/v1/installs/${id}/upgrade`)).body).toMatchObject({ version: "v2", config });
  await syncNow(client, id, "bills");
  const { body } = await client.get<{ data: { data: { amounts: string } }[] }>(`/v1/installs/${id}/records/bill`);
  expect(body.data.map(({ data }) => data.amounts)).not.toContain("gross");
  expect((await client.post(`/v1/installs/${id}/revert`)).body).toMatchObject({ version: "v1" });
});
