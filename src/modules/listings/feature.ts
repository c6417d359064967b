import { commitPlatform, mustChange } from "#db/commit";
import { prepare } from "#db/client";
import { audit } from "#modules/audit";
import type { UserContext } from "../../context";
import { getListing } from "./get-listing";
import type { Listing } from "./types";

/** Puts a listing first among the most installed ones, labelled as featured, or takes it back. @throws DomainError not_found */
export async function featureListing(ctx: UserContext, slug: string, isFeatured: boolean): Promise<Listing> {
  const listing = await getListing({ ...ctx, builder: null }, slug);
  const write = prepare(
    ctx.platform,
    "update integration_listings set is_featured = ?2 where slug = ?1 and is_active = 1",
    slug,
    isFeatured ? 1 : 0,
  );
  const action = isFeatured ? "integration.featured" : "integration.unfeatured";
  const line = audit(ctx, { action, subject: ["integration", slug] });
  return await commitPlatform(ctx, {
    writes: [...mustChange(ctx.platform, write), line],
    result: { ...listing, is_featured: isFeatured },
  });
}
