import type { Route } from "playwright-core";
import { expect, test } from "vitest";
import { newId } from "#lib/ids";
import type { World } from "../consoles/world";

const ALERT = `insert into contract_alerts (id, slug, version, endpoint, day, differences, calls, installs, first_at, last_at)
 values (?1, 'xero', 'v2', 'listInvoices', ?2, '[{"path":"/Invoices/*/Total","expected":"number","received":"string"}]', 12, 3, ?3, ?3)`;
const LINE = `insert into audit_log (id, actor_id, action, subject_type, subject_id, detail, created_at)
 values (?1, ?2, ?3, ?4, ?5, '{"reason":"It sends wrong data."}', ?6)`;

const BUILDER = "Amity Island Homes";
/** Nobody is to read these. */
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/u;

const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

type Integrations = { data: { versions: { upgrade_deadline: string | null }[] }[] };

/** Versions of integrations that end do so in some months, whatever day it is. */
async function endsInMonths(route: Route): Promise<void> {
  const response = await route.fetch();
  const { data } = (await response.json()) as Integrations;
  for (const version of data.flatMap(({ versions: all }) => all))
    if (version.upgrade_deadline) version.upgrade_deadline = dayIn(200);
  await route.fulfill({ response, json: { data } });
}

/** The versions of the API in some months. */
const versions = () => [
  { version: "v1", status: "deprecated", released: dayIn(-700), deprecated: dayIn(-100), sunset: dayIn(265) },
  { version: "v2", status: "current", released: dayIn(-100), deprecated: null, sunset: null },
];

export function adminPages(get: () => World): void {
  deprecations(get);
  auditLog(get);
}

function deprecations(get: () => World): void {
  test("sees which versions end, and deals with what no longer fits", async () => {
    const world = get();
    const admin = await world.visitAs("admin");
    const { page } = admin;
    await page.route("**/api/v1/admin/integrations", endsInMonths);
    await admin.open("/admin/deprecations/");
    await page.getByRole("row", { name: /^v1 Current/u }).waitFor();
    await page.getByRole("row", { name: /Xero v1.*Deprecated.*days left goes on as v2.*Fits/u }).waitFor();
    await page.getByRole("row", { name: /NOAA Weather v1.*Current.*Fits/u }).waitFor();
    expect(await admin.inaccessible("deprecations")).toEqual([]);
    await page.route("**/api/v1/versions", (route) => route.fulfill({ json: { data: versions() } }));
    await admin.open("/admin/deprecations/");
    await page.getByRole("row", { name: /^v1 Deprecated.*26\d days left/u }).waitFor();
    await page.getByRole("meter", { name: "How much of the deprecation of v1 is over" }).waitFor();
    expect(await admin.inaccessible("deprecations-api")).toEqual([]);
    await page.getByRole("link", { name: "Contract alerts" }).click();
    await page.getByRole("heading", { name: "Every answer fits" }).waitFor();
    expect(await admin.inaccessible("alerts-none")).toEqual([]);

    const now = Date.now();
    world.change(ALERT, newId(now), new Date(now).toISOString().slice(0, 10), now);
    await admin.open("/admin/");
    await page.getByRole("link", { name: /1\s*Contract alerts/u }).click();
    await page.getByRole("row", { name: "/Invoices/*/Total number string" }).waitFor();
    expect(await admin.inaccessible("alerts")).toEqual([]);
    await page.unroute("**/api/v1/versions");
    await admin.open("/admin/deprecations/");
    await page.getByRole("row", { name: /Xero v2.*1 endpoint differs/u }).waitFor();
    expect(await admin.inaccessible("deprecations-misfit")).toEqual([]);
    await page.getByRole("link", { name: "See how" }).click();
    await page.getByRole("button", { name: /^Dealt with/u }).click();
    await page.getByRole("heading", { name: "Every answer fits" }).waitFor();
    await page.getByRole("navigation", { name: "Deprecations" }).getByRole("link", { name: "Dealt with" }).click();
    await page.getByText("12 calls of 3 installs").waitFor();
    expect(await admin.inaccessible("alerts-resolved")).toEqual([]);
    expect(admin.faults()).toEqual([]);
  });
}

function auditLog(get: () => World): void {
  test("reads in the audit log who did what and why, and narrows it", async () => {
    const world = get();
    const at = Date.now() - 3 * 86_400_000;
    world.change(LINE, newId(at), newId(at), "integration.killed", "integration", "plaid", at);
    world.change(LINE, newId(at + 1), null, "builder.suspended", "builder", world.demo.builder_id, at + 1);
    const admin = await world.visitAs("admin");
    const { page } = admin;
    await admin.open("/admin/audit/");
    await page.getByText("Contract alert dealt with", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Only what concerns Xero, listInvoices" }).waitFor();
    await page.getByText("Somebody without an account").waitFor();
    await page.getByText(`How, and why: Builder suspended, ${BUILDER}`).click();
    await page.getByRole("definition").getByText("It sends wrong data.").first().waitFor();
    expect(await page.getByText(ID).count()).toBe(0);
    expect(await admin.inaccessible("audit")).toEqual([]);
    await page.getByLabel("About").selectOption("Integrations");
    await page.getByText("Builder suspended", { exact: true }).waitFor({ state: "detached" });
    expect(new URL(page.url()).search).toBe("?subject_type=integration");
    await page.getByLabel("Since").selectOption("Last 24 hours");
    await page.getByRole("heading", { name: "Nothing fits" }).waitFor();
    expect(await admin.inaccessible("audit-none")).toEqual([]);
    await admin.open("/admin/audit/");
    await page.getByRole("button", { name: "Only what concerns Plaid bank feeds" }).click();
    await page.getByText("Builder suspended", { exact: true }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Of everything" }).click();
    await page.getByText("Builder suspended", { exact: true }).waitFor();
    expect(admin.faults()).toEqual([]);
  });
}
