import { prepare, type Write } from "#db/client";
import { newId } from "#lib/ids";
import type { UserContext } from "../../context";

export type PublishedApp = {
  applicationId: string;
  developerId: string;
  name: string;
  tagline: string;
  category: string;
  description: string;
  longDescription: string;
  /** Paths. */
  screenshots: readonly string[];
  setupGuideUrl: string;
  supportEmail: string;
  supportUrl: string | null;
  pricingType: string;
  priceMonthlyCents: number | null;
};

type Ctx = Pick<UserContext, "platform" | "now">;

const slugOf = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-+|-+$/gu, "")
    .slice(0, 80) || "app";

/** The slug a listing has or gets: one that is published again keeps its own. */
async function freeSlug(ctx: Ctx, name: string, applicationId: string): Promise<string> {
  const wanted = slugOf(name);
  const { results } = await prepare(
    ctx.platform,
    "select slug, application_id from integration_listings where application_id = ?1 or slug = ?2",
    applicationId,
    wanted,
  ).all<{ slug: string; application_id: string | null }>();
  const own = results.find((row) => row.application_id === applicationId);
  if (own) return own.slug;
  return results.length === 0 ? wanted : `${wanted}-${applicationId.slice(-6)}`;
}

const UPSERT = `insert into integration_listings (id, name, slug, category, tagline, description, long_description, screenshots,
 setup_guide_url, support_email, support_url, developer_id, application_id, pricing_type, price_monthly_cents, is_active, created_at, updated_at)
 values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 1, ?16, ?16)
 on conflict (application_id) do update set name = excluded.name, category = excluded.category, tagline = excluded.tagline,
 description = excluded.description, long_description = excluded.long_description, screenshots = excluded.screenshots,
 setup_guide_url = excluded.setup_guide_url, support_email = excluded.support_email, support_url = excluded.support_url,
 pricing_type = excluded.pricing_type, price_monthly_cents = excluded.price_monthly_cents, is_active = 1, updated_at = excluded.updated_at`;

/** What puts an approved application on the marketplace, or puts its new text there. */
export async function publishListing(ctx: Ctx, app: PublishedApp): Promise<{ writes: Write[]; slug: string }> {
  const slug = await freeSlug(ctx, app.name, app.applicationId);
  const write = prepare(
    ctx.platform,
    UPSERT,
    newId(ctx.now),
    app.name,
    slug,
    app.category,
    app.tagline,
    app.description,
    app.longDescription,
    JSON.stringify(app.screenshots),
    app.setupGuideUrl,
    app.supportEmail,
    app.supportUrl,
    app.developerId,
    app.applicationId,
    app.pricingType,
    app.priceMonthlyCents,
    ctx.now,
  );
  return { writes: [write], slug };
}

/** What takes an application off the marketplace; its row stays, with its installs and ratings. */
export const unpublishListing = (ctx: Ctx, applicationId: string): Write =>
  prepare(
    ctx.platform,
    "update integration_listings set is_active = 0, updated_at = ?2 where application_id = ?1",
    applicationId,
    ctx.now,
  );
