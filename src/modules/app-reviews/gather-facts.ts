import { prepare } from "#db/client";
import { DAY_MS } from "#lib/time";
import { type AppRow, type AppType, lastWebhookTest, listScreenshots } from "#modules/developer-apps";
import { createResolver, refusal, type Resolver } from "#modules/webhooks";
import type { UserContext } from "../../context";
import { type Calls, type CheckResult, type Facts, runRules } from "./checks";
import { LOOK_BACK_DAYS } from "./criteria";
import type { ListingDraft } from "./listing";

/** Which scope an operation needs; undefined for one that is unknown. */
export type ScopeOf = Facts["scopeOf"];

type Ctx = Pick<UserContext, "platform" | "env" | "now">;

const TIMEOUT_MS = 5000;

/** @returns why the address does not answer as a redirect URI should; undefined when it does */
async function probe(ctx: Ctx, uri: string, resolve: Resolver): Promise<string | undefined> {
  const refused = await refusal(ctx.env, uri, resolve);
  if (refused !== undefined) return refused;
  try {
    const response = await fetch(uri, {
      headers: { "user-agent": "RossOS-Review/1.0" },
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    const { status } = response;
    return status === 404 || status === 410 || status >= 500 ? `It answered ${status}.` : undefined;
  } catch {
    return `It did not answer within ${TIMEOUT_MS / 1000} s.`;
  }
}

async function probeAll(ctx: Ctx, uris: readonly string[]): Promise<Facts["redirects"]> {
  const resolve = createResolver(ctx.env);
  const found: { uri: string; failure: string | undefined }[] = [];
  // An invocation has six connections, and looking a name up takes one, too.
  for (let at = 0; at < uris.length; at += 3) {
    const batch = uris.slice(at, at + 3).map(async (uri) => ({
      uri,
      failure: uri.startsWith("https://") ? await probe(ctx, uri, resolve) : undefined,
    }));
    found.push(...(await Promise.all(batch)));
  }
  return found;
}

const SANDBOX_CALLS = `select u.operation, u.status, sum(u.calls) as calls from api_usage u join builders b on b.id = u.builder_id
 where u.principal_id = ?1 and u.day >= ?2 and b.environment = 'sandbox' group by u.operation, u.status limit 5000`;

async function sandboxCalls(ctx: Ctx, applicationId: string): Promise<Calls[]> {
  const from = new Date(ctx.now - LOOK_BACK_DAYS * DAY_MS).toISOString().slice(0, 10);
  return (await prepare(ctx.platform, SANDBOX_CALLS, applicationId, from).all<Calls>()).results;
}

export async function savedListing(ctx: Pick<Ctx, "platform">, id: string): Promise<ListingDraft | undefined> {
  const row = await prepare(ctx.platform, "select listing from app_listings where application_id = ?1", id).first<{
    listing: string;
  }>();
  return row ? (JSON.parse(row.listing) as ListingDraft) : undefined;
}

/** Runs every automated check on an application, with this listing. */
export async function checkApp(
  ctx: Ctx,
  app: AppRow,
  listing: ListingDraft | undefined,
  scopeOf: ScopeOf,
): Promise<CheckResult[]> {
  const [redirects, screenshots, webhookTest, calls] = await Promise.all([
    probeAll(ctx, JSON.parse(app.redirect_uris) as string[]),
    listScreenshots(ctx, app.id),
    lastWebhookTest(ctx, app.id),
    sandboxCalls(ctx, app.id),
  ]);
  return runRules({
    now: ctx.now,
    type: app.type as AppType,
    scopes: JSON.parse(app.scopes) as string[],
    listing,
    screenshots: screenshots.map(({ id }) => id),
    redirects,
    webhookTest,
    calls,
    scopeOf,
  });
}
