import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connectors } from "#connectors";
import type { Manifest } from "#connectors/sdk";
import { expectProblem } from "../support/expect-problem";
import { newClient } from "../support/harness";
import { recordOf, registerConnector } from "../support/test-connector";
import { json, syncNow, Upstream } from "../support/upstream";

const KEY = { type: "api_key", in: "header", name: "x-api-key", label: "Key" } as const;
const ITEMS = [
  { id: "a", text: "A" },
  { id: "b", text: "B" },
];
let upstream: Upstream;
beforeEach(() => {
  upstream = new Upstream(({ url }) =>
    url.pathname === "/me" ? json({ ok: true }) : json({ items: ITEMS, next: null }),
  );
});
afterEach(() => upstream.end());

/** v2 tells B otherwise, has lost A, and knows of C. */
const slug = registerConnector({
  auth: KEY,
  mode: "snapshot",
  v2: {
    syncs: {
      weather_alerts: {
        mode: "snapshot",
        deletionsExpected: true,
        async *run() {
          yield { records: [recordOf("b", "B, told otherwise"), recordOf("c", "C")], cursor: null };
        },
      },
    },
  },
});
const v1 = { name: "v1", released: "2026-01-01", notes: "", upstream: "1", lifecycle: { status: "current" } } as const;
const deprecated = (upgradeDeadline: string) =>
  ({ ...v1, lifecycle: { status: "deprecated", upgradeDeadline, reason: "v2" } }) as const;
async function setVersions(versions: Manifest["versions"], of = slug): Promise<void> {
  const entry = connectors[of];
  if (!entry) throw new Error("no entry");
  const manifest = await entry.manifest();
  connectors[of] = { ...entry, manifest: async () => ({ ...manifest, versions }) };
}

test("an upgrade is compared in the shadow, done with settings and credentials kept, and taken back", async () => {
  await setVersions([v1]);
  const client = await newClient();
  const { body } = await client.post<{ id: string }>(`/v1/marketplace/integrations/${slug}/install`, {
    permissions: ["Read your ledger"],
    credentials: { api_key: "kept" },
  });
  const { id } = body;
  await syncNow(client, id, "weather_alerts");
  expectProblem(await client.post(`/v1/installs/${id}/upgrade?dry_run=true`), "invalid_state");

  await setVersions([deprecated("2099-01-01"), { ...v1, name: "v2" }]);
  const before = await env.TENANT_DB_0.prepare("select * from synced_records where install_id = ? order by external_id")
    .bind(id)
    .all();
  const preview = await client.post(`/v1/installs/${id}/upgrade?dry_run=true`);
  expect(preview.body).toMatchObject({
    from: "v1",
    to: "v2",
    is_clean: false,
    syncs: [
      {
        sync: "weather_alerts",
        compared: 1,
        changed: 1,
        only_before: 1,
        only_after: 1,
        is_complete: true,
        error: null,
        differences: [
          { external_id: "b", pointer: "/event", before: '"B"', after: '"B, told otherwise"' },
          { external_id: "b", pointer: "/headline", before: '"B"', after: '"B, told otherwise"' },
        ],
      },
    ],
  });
  const after = await env.TENANT_DB_0.prepare("select * from synced_records where install_id = ? order by external_id")
    .bind(id)
    .all();
  expect(after.results).toEqual(before.results);

  expect((await client.post(`/v1/installs/${id}/upgrade`)).body).toMatchObject({ version: "v2", status: "active" });
  expect(upstream.sent.at(-1)?.headers.get("x-api-key")).toBe("kept");
  await syncNow(client, id, "weather_alerts");
  const records = await client.get<{ data: { external_id: string; deleted_at: string | null }[] }>(
    `/v1/installs/${id}/records/weather_alert`,
  );
  expect(records.body.data.filter(({ deleted_at: at }) => at === null).map((one) => one.external_id)).toEqual([
    "b",
    "c",
  ]);

  expect((await client.post(`/v1/installs/${id}/revert`)).body).toMatchObject({ version: "v1" });
  expectProblem(await client.post(`/v1/installs/${id}/revert`), "invalid_state");
  await client.post(`/v1/installs/${id}/upgrade`);
  await setVersions([deprecated("2020-01-01"), { ...v1, name: "v2" }]);
  expectProblem(await client.post(`/v1/installs/${id}/revert`), "invalid_state", /ended/u);
});

test("a comparison without end stops after 1,000 records, and says that it is not complete", async () => {
  let pages = 0;
  const endless = registerConnector({
    mode: "snapshot",
    v2: {
      syncs: {
        weather_alerts: {
          mode: "snapshot",
          async *run() {
            for (; pages < 100; pages += 1) {
              const ids = Array.from({ length: 250 }, (_, index) => `${pages}-${index}`);
              yield {
                records: [...(pages === 0 ? [recordOf("a", "A")] : []), ...ids.map((id) => recordOf(id, id))],
                cursor: null,
              };
            }
          },
        },
      },
    },
  });
  await setVersions([v1], endless);
  const client = await newClient();
  const { body } = await client.post<{ id: string }>(`/v1/marketplace/integrations/${endless}/install`, {
    permissions: ["Read your ledger"],
  });
  await syncNow(client, body.id, "weather_alerts");
  await setVersions([deprecated("2099-01-01"), { ...v1, name: "v2" }], endless);
  const preview = await client.post(`/v1/installs/${body.id}/upgrade?dry_run=true`);
  expect(preview.body).toMatchObject({
    is_clean: false,
    syncs: [{ compared: 1, changed: 0, only_before: 0, only_after: 1000, is_complete: false, error: null }],
  });
  expect(pages).toBe(3);
});

test("a version whose check fails is not moved to", async () => {
  await setVersions([v1]);
  const client = await newClient();
  const { body } = await client.post<{ id: string }>(`/v1/marketplace/integrations/${slug}/install`, {
    permissions: ["Read your ledger"],
    credentials: { api_key: "kept" },
  });
  await setVersions([deprecated("2099-01-01"), { ...v1, name: "v2" }]);
  upstream.behave = () => json({}, 403);
  expectProblem(await client.post(`/v1/installs/${body.id}/upgrade`), "invalid_request");
  expect((await client.get(`/v1/installs/${body.id}`)).body).toMatchObject({ version: "v1" });
});
