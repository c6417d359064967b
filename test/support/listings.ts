import { env } from "cloudflare:test";
import { commit } from "#db/commit";
import { newId } from "#lib/ids";
import { type BuiltConnectors, catalogue, seedStatements } from "../../src/modules/listings/catalogue";
import { createContext } from "../../src/context";
import { eventually } from "./harness";

export type Summary = {
  slug: string;
  name: string;
  status: string;
  install_count: number;
  installed: boolean | null;
} & Record<string, unknown>;
type Facet = { value: string; count: number }[];
export type Directory = {
  data: Summary[];
  has_more: boolean;
  next_cursor: string | null;
  total: number;
  facets: { category: Facet; kind: Facet; pricing: Facet; status: Facet; installed: Facet };
};

/** What the registry says of a connector that is built. */
export const builtVersion = (slug: string): BuiltConnectors =>
  new Map([
    [
      slug,
      {
        description: "Reads your projects.",
        kind: "live_api" as const,
        permissions: ["Read your projects"],
        setupGuide: ["Install it."],
        data: { reads: ["Projects"], writes: [] },
        versions: [
          {
            name: "v1",
            released: "2026-11-24",
            notes: "First of its kind.",
            upstream: "2.0",
            lifecycle: { status: "current" as const },
          },
        ],
      },
    ],
  ]);

/** The catalogue, as `npm start` puts it into the platform database. */
export async function seedCatalogue(built: BuiltConnectors = new Map(), entries = catalogue): Promise<void> {
  const statements = seedStatements(entries, built, Date.now());
  await env.PLATFORM_DB.batch(statements.map((sql) => env.PLATFORM_DB.prepare(sql)));
}

export type InstallEvent = "integration.installed" | "integration.uninstalled" | "integration.first_synced";
export type Tenant = { builderId: string; shard: number; environment?: "live" | "sandbox" };

/** What the builder's database tells of an integration, by its outbox. @param at when it happened, epoch ms */
export async function emit(tenant: Tenant, type: InstallEvent, slug: string, at = Date.now()): Promise<void> {
  const execution = { waitUntil: (work: Promise<unknown>) => void work };
  const ctx = createContext(
    env,
    execution,
    { environment: "live", ...tenant, plan: "business" },
    { type: "system", job: "test" },
    at,
  );
  const id = newId(at);
  await commit(ctx, { writes: [], events: [{ type, objectId: id, data: { id, slug } }], result: undefined });
}

export type Installation = {
  installed_at: number | null;
  uninstalled_at: number | null;
  first_success_at: number | null;
  is_installed: number;
};

/** What the marketplace knows of a builder's use of an integration, once it satisfies the condition. */
export const installation = (
  builderId: string,
  slug: string,
  satisfies: (row: Installation) => boolean,
): Promise<Installation> =>
  eventually(async () => {
    const row = await env.PLATFORM_DB.prepare(
      "select installed_at, uninstalled_at, first_success_at, is_installed from integration_installations where builder_id = ? and slug = ?",
    )
      .bind(builderId, slug)
      .first<Installation>();
    return row && satisfies(row) ? row : undefined;
  });

const DAY = 86_400_000;

/** A builder that may judge the integration. */
export async function useForAWeek(tenant: Tenant, slug: string, days = 8): Promise<void> {
  const at = Date.now() - days * DAY;
  await emit(tenant, "integration.installed", slug, at);
  await emit(tenant, "integration.first_synced", slug, at + 1000);
  await installation(tenant.builderId, slug, (row) => row.is_installed === 1 && row.first_success_at !== null);
}

/** A third party's listing, straight in the database. */
export async function newAppListing(slug: string, developerId: string): Promise<{ applicationId: string }> {
  const [id, applicationId, now] = [newId(Date.now()), newId(Date.now()), Date.now()];
  await env.PLATFORM_DB.batch([
    env.PLATFORM_DB.prepare(
      `insert into oauth_applications (id, developer_id, name, description, client_id, type, redirect_uris, scopes, status, is_published, is_approved, created_at, updated_at)
 values (?, ?, ?, '', ?, 'public', '[]', '[]', 'approved', 1, 1, ?, ?)`,
    ).bind(applicationId, developerId, slug, slug, now, now),
    env.PLATFORM_DB.prepare(
      `insert into integration_listings (id, name, slug, category, tagline, description, long_description, screenshots, setup_guide_url, developer_id, application_id, pricing_type, created_at, updated_at)
 values (?, ?, ?, 'crm', 'By a third party', 'Made elsewhere.', 'Made elsewhere.', '[]', 'https://example.com/setup', ?, ?, 'paid', ?, ?)`,
    ).bind(id, slug, slug, developerId, applicationId, now, now),
  ]);
  return { applicationId };
}

/** A builder's permission for an application, straight in the database. */
export async function authorize(
  applicationId: string,
  builderId: string,
  { daysAgo = 0, used = false }: { daysAgo?: number; used?: boolean } = {},
): Promise<string> {
  const now = Date.now();
  const id = newId(now);
  await env.PLATFORM_DB.prepare(
    `insert into oauth_authorizations (id, builder_id, application_id, user_id, scopes_granted, access_scopes, refresh_expires_at, last_used_at, created_at)
 values (?, ?, ?, 'u', '[]', '[]', ?, ?, ?)`,
  )
    .bind(id, builderId, applicationId, now + DAY, used ? now : null, now - daysAgo * DAY)
    .run();
  return id;
}
