import { prepare } from "#db/client";
import type { Context, Environment } from "../../context";
import { notFound } from "../../errors";

/** How long an integration is used before it is judged. */
export const TRIAL_DAYS = 7;
const TRIAL_MS = TRIAL_DAYS * 86_400_000;

/** What is known of a builder's use of an integration; times are epoch ms. */
export type Use = {
  installed_at: number | null;
  /** When it ended; null while it is installed. */
  uninstalled_at: number | null;
  first_success_at: number | null;
};

export type Eligibility = {
  eligible: boolean;
  reason: "sandbox" | "not_installed" | "too_early" | "never_worked" | null;
  /** When a review is possible, if nothing but time is missing. */
  eligible_at: string | null;
};

const refused = (reason: Eligibility["reason"], at: number | null = null): Eligibility => ({
  eligible: false,
  reason,
  eligible_at: at === null ? null : new Date(at).toISOString(),
});

/** Whether a builder may judge: after seven days of having it installed, and one sync or call that worked. */
export function eligibilityOf(use: Use, environment: Environment, now: number): Eligibility {
  if (environment === "sandbox") return refused("sandbox");
  if (use.installed_at === null) return refused("not_installed");
  const from = use.installed_at + TRIAL_MS;
  if (from > (use.uninstalled_at ?? now))
    return use.uninstalled_at === null ? refused("too_early", from) : refused("not_installed");
  return use.first_success_at === null ? refused("never_worked") : { eligible: true, reason: null, eligible_at: null };
}

/** An application's installation is its authorization, and its success that its token was used. */
const USE = `select l.application_id,
 iif(l.application_id is null, i.installed_at, (select min(created_at) from oauth_authorizations o where o.builder_id = ?2 and o.application_id = l.application_id)) as installed_at,
 iif(l.application_id is null, i.uninstalled_at, (select iif(sum(revoked_at is null) > 0, null, max(revoked_at)) from oauth_authorizations o where o.builder_id = ?2 and o.application_id = l.application_id)) as uninstalled_at,
 iif(l.application_id is null, i.first_success_at, (select min(last_used_at) from oauth_authorizations o where o.builder_id = ?2 and o.application_id = l.application_id)) as first_success_at
from integration_listings l left join integration_installations i on i.builder_id = ?2 and i.slug = l.slug
where l.slug = ?1 and l.is_active = 1`;

/** @throws DomainError not_found when there is no such listing */
export async function eligibility(ctx: Context, slug: string): Promise<Eligibility> {
  const use = await prepare(ctx.platform, USE, slug, ctx.builderId).first<Use>();
  if (!use) throw notFound("integration");
  return eligibilityOf(use, ctx.environment, ctx.now);
}
