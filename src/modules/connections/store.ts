import { prepare, type Write } from "#db/client";
import { mustChange } from "#db/commit";
import { seal, unseal } from "#lib/keyring";
import { keyringOf } from "#lib/sealing";
import type { Context } from "../../context";
import type { Stored } from "./credentials";

type Ctx = Pick<Context, "db" | "builderId" | "env" | "now">;

export type Connection = { credentials: Stored; generation: number; expiresAt: number | null };

const belongsTo = (installId: string): string => `connection:${installId}`;

const sealed = async (ctx: Ctx, installId: string, credentials: Stored): Promise<string> =>
  await seal(await keyringOf(ctx.env.ENCRYPTION_KEYS), JSON.stringify(credentials), belongsTo(installId));

export async function readConnection(ctx: Ctx, installId: string): Promise<Connection | undefined> {
  const row = await prepare(
    ctx.db,
    "select credentials_sealed, generation, expires_at from connections where builder_id = ?1 and install_id = ?2",
    ctx.builderId,
    installId,
  ).first<{ credentials_sealed: string; generation: number; expires_at: number | null }>();
  if (!row) return undefined;
  const keyring = await keyringOf(ctx.env.ENCRYPTION_KEYS);
  const text = await unseal(keyring, row.credentials_sealed, belongsTo(installId));
  return { credentials: JSON.parse(text) as Stored, generation: row.generation, expiresAt: row.expires_at };
}

const PUT = `insert into connections (builder_id, install_id, credentials_sealed, generation, expires_at, created_at, updated_at)
 values (?1, ?2, ?3, 1, ?4, ?5, ?5) on conflict (builder_id, install_id) do update set credentials_sealed = excluded.credentials_sealed,
 generation = connections.generation + 1, expires_at = excluded.expires_at, updated_at = excluded.updated_at`;

/** Credentials that replace whatever there was. */
export const putConnection = async (
  ctx: Ctx,
  installId: string,
  credentials: Stored,
  expiresAt: number | null,
): Promise<Write> =>
  prepare(ctx.db, PUT, ctx.builderId, installId, await sealed(ctx, installId, credentials), expiresAt, ctx.now);

const RENEW = `update connections set credentials_sealed = ?4, generation = generation + 1, expires_at = ?5, updated_at = ?6
 where builder_id = ?1 and install_id = ?2 and generation = ?3`;

/** Renewed credentials, if those they came from are still there. */
export const renewConnection = async (
  ctx: Ctx,
  installId: string,
  from: Connection,
  to: { credentials: Stored; expiresAt: number | null },
): Promise<Write[]> =>
  mustChange(
    ctx.db,
    prepare(
      ctx.db,
      RENEW,
      ctx.builderId,
      installId,
      from.generation,
      await sealed(ctx, installId, to.credentials),
      to.expiresAt,
      ctx.now,
    ),
  );

export const deleteConnection = (ctx: Ctx, installId: string): Write =>
  prepare(ctx.db, "delete from connections where builder_id = ?1 and install_id = ?2", ctx.builderId, installId);
