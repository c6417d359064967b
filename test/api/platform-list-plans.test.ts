import { env } from "cloudflare:test";
import { expect, test } from "vitest";
import { newUserClient } from "../support/accounts";
import { callWith } from "../support/direct";
import { newClient } from "../support/harness";
import { planOf, recordSql } from "../support/record-sql";

/** Filters of the lists that belong to no builder; `columns`: what of the index a filter is found by. */
const FILTERS: readonly [path: string, table: string, filter: string, columns: string][] = [
  ["/v1/admin/app-reviews", "app_reviews", "state=submitted", "state=?"],
  ["/v1/admin/contract-alerts", "contract_alerts", "slug=xero", "slug=?"],
  ["/v1/admin/contract-alerts", "contract_alerts", "is_open=true", "<expr>=?"],
  ["/v1/admin/integration-reviews", "integration_reviews", "is_reported=true", "<expr>=?"],
  ["/v1/admin/integration-reviews", "integration_reviews", "is_hidden=true", "<expr>=?"],
  ["/v1/admin/jurisdiction-reports", "jurisdiction_reports", "status=open", "status=?"],
  ["/v1/admin/jurisdiction-reports", "jurisdiction_reports", "kind=api_down", "kind=?"],
  ["/v1/marketplace/incidents", "integration_incidents", "integration=xero", "slug=?"],
  ["/v1/marketplace/incidents", "integration_incidents", "is_open=false", "<expr>=?"],
  ["/v1/jurisdictions", "jurisdictions", "search=palo", "name_key>? AND name_key<?"],
  ["/v1/jurisdictions", "jurisdictions", "state=CA", "state=?"],
  ["/v1/jurisdictions", "jurisdictions", "county=Santa%20Clara", "county=?"],
  ["/v1/jurisdictions", "jurisdictions", "kind=city", "kind=?"],
  ["/v1/jurisdictions", "jurisdictions", "platform=accela", "platform=?"],
  ["/v1/jurisdictions", "jurisdictions", "api_status=available", "api_status=?"],
];

test.for(FILTERS)("%s: of %s, %s is found by an index", async ([path, table, filter, columns]) => {
  const client = path.startsWith("/v1/admin/") ? await newUserClient({ isPlatformAdmin: true }) : await newClient();
  const { db, statements } = recordSql(env.PLATFORM_DB);
  const { status } = await callWith({ PLATFORM_DB: db }, client.request("GET", `${path}?${filter}`));
  expect(status).toBe(200);
  const statement = statements.findLast(({ sql }) => sql.includes(` ${table} `) || sql.includes(` ${table})`));
  const plan = statement ? await planOf(env.PLATFORM_DB, statement) : [];
  // One list calls its table r.
  const found = plan.filter((step) => new RegExp(`^(?:SEARCH|SCAN) (?:${table}|r)\\b`, "u").test(step));
  expect(found).toEqual([expect.stringMatching(/^SEARCH /u)]);
  expect(found[0]).toContain(`(${columns}`);
});
