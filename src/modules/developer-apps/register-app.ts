import { commitPlatform, mustChange } from "#db/commit";
import { prepare } from "#db/client";
import { newSecret } from "#lib/api-key-format";
import { sha256Hex } from "#lib/digest";
import { newId } from "#lib/ids";
import { checkWebhookUrl } from "#lib/url-guard";
import type { UserContext } from "../../context";
import { DomainError, type Fault, invalid } from "../../errors";
import { redirectUriFaults } from "./redirect-uris";
import { type AppRow, insertApp, toApp } from "./store";
import type { AppPatch, AppType, AppWithSecret, NewApp } from "./types";

/** Applications one developer may have. */
const MOST_APPS = 50;

/** @throws DomainError invalid_request naming every fault */
export function refuseBadApp(ctx: UserContext, input: AppPatch, type: AppType): void {
  const faults: Fault[] = [
    ...(input.redirect_uris === undefined ? [] : redirectUriFaults(input.redirect_uris, type)),
    ...homepageFaults(ctx, input.homepage_url),
  ];
  if (faults.length > 0) throw invalid(faults);
}

function homepageFaults(ctx: UserContext, url: string | null | undefined): Fault[] {
  if (url === undefined || url === null) return [];
  const verdict = checkWebhookUrl(url, { allowLoopback: ctx.env.WEBHOOK_ALLOW_LOOPBACK === "true" });
  return verdict.ok ? [] : [{ pointer: "/homepage_url", detail: verdict.reason }];
}

export const sortedScopes = (scopes: readonly string[]): string => JSON.stringify([...new Set(scopes)].toSorted());

/** Base62: clients that percent-encode more than they must, and those that encode nothing, send the same text. */
export const newClientSecret = (): string => newSecret("ross_cs_", 40);

/** Fails its batch when the developer has too many already, also when many are registered at once. */
const ROOM = `update users set updated_at = updated_at where id = ?1 and
 (select count(*) from oauth_applications where developer_id = ?1) < ${MOST_APPS}`;

/** Registers an application. A confidential one gets a secret, which is shown this once; a public one has none. */
export async function registerApp(ctx: UserContext, input: NewApp): Promise<AppWithSecret> {
  refuseBadApp(ctx, input, input.type);
  const { n = 0 } =
    (await prepare(
      ctx.platform,
      "select count(*) as n from oauth_applications where developer_id = ?1",
      ctx.user.id,
    ).first<{ n: number }>()) ?? {};
  if (n >= MOST_APPS)
    throw new DomainError("conflict", `A developer has at most ${MOST_APPS} applications. Delete one first.`);
  const secret = input.type === "confidential" ? newClientSecret() : null;
  const row: AppRow = {
    id: newId(ctx.now),
    developer_id: ctx.user.id,
    name: input.name,
    description: input.description ?? "",
    client_id: newSecret("app", 24),
    type: input.type,
    client_secret_hash: secret === null ? null : await sha256Hex(secret),
    previous_secret_hash: null,
    previous_secret_expires_at: null,
    redirect_uris: JSON.stringify(input.redirect_uris),
    scopes: sortedScopes(input.scopes),
    logo_url: null,
    homepage_url: input.homepage_url ?? null,
    access_ttl: input.access_ttl ?? null,
    refresh_ttl: input.refresh_ttl ?? null,
    status: "draft",
    is_published: 0,
    is_approved: 0,
    install_count: 0,
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  return await commitPlatform(ctx, {
    writes: [...mustChange(ctx.platform, prepare(ctx.platform, ROOM, ctx.user.id)), insertApp(ctx, row)],
    result: { ...toApp(row, ctx.now), client_secret: secret },
  });
}
