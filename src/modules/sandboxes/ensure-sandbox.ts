import { prepare } from "#db/client";
import { newId } from "#lib/ids";
import { shardOf, SHARD_COUNT, type Tenant, type UserContext } from "../../context";
import { DomainError, notFound } from "../../errors";
import { buildSeed } from "./seed";
import { COLUMNS, deleteStrays, replaceRecords, type SandboxRow } from "./store";
import type { Sandbox, SandboxOwner } from "./types";

type Owner = { column: "sandbox_of" | "sandbox_of_user"; id: string; name: string; plan: string; role: string };

/** A developer's own sandbox has the limits of this plan. */
const DEVELOPER_PLAN = "professional";

/** @throws DomainError not_found for a builder the user is no member of, or that is itself a sandbox */
async function ownerOf(ctx: UserContext, { builderId }: SandboxOwner): Promise<Owner> {
  if (builderId === undefined) {
    const { id, name } = ctx.user;
    return { column: "sandbox_of_user", id, name: `${name}'s sandbox`, plan: DEVELOPER_PLAN, role: "owner" };
  }
  const row = await prepare(
    ctx.platform,
    `select b.name, b.plan, b.environment, m.role from memberships m join builders b on b.id = m.builder_id
 where m.user_id = ?1 and m.builder_id = ?2 and b.is_active = 1`,
    ctx.user.id,
    builderId,
  ).first<{ name: string; plan: string; environment: string; role: string }>();
  if (!row) throw notFound("builder");
  if (row.environment !== "live")
    throw new DomainError("invalid_state", "The builder is a sandbox itself. Name the live builder.");
  return { column: "sandbox_of", id: builderId, name: `${row.name} (sandbox)`, plan: row.plan, role: row.role };
}

const select = (ctx: UserContext, owner: Owner): Promise<SandboxRow | null> =>
  prepare(ctx.platform, `select ${COLUMNS} from builders where ${owner.column} = ?1`, owner.id).first<SandboxRow>();

const INSERT = (column: Owner["column"]) =>
  `insert into builders (id, name, plan, environment, ${column}, shard, is_active, created_at) values (?1, ?2, ?3, 'sandbox', ?4, ?5, 1, ?6)
 on conflict do nothing`;

/** The sandbox with everything a context for it takes. */
export async function ensureRow(ctx: UserContext, whose: SandboxOwner): Promise<{ row: SandboxRow; role: string }> {
  const owner = await ownerOf(ctx, whose);
  const row = (await select(ctx, owner)) ?? (await create(ctx, owner));
  if (row.is_active !== 1) throw new DomainError("forbidden", "The sandbox is suspended.");
  await fillUnused(ctx, row);
  return { row, role: owner.role };
}

const UNUSED = `not exists (select 1 from projects where builder_id = ?1) and not exists (select 1 from clients where builder_id = ?1)
 and not exists (select 1 from cost_codes where builder_id = ?1) and not exists (select 1 from events where builder_id = ?1)`;

/**
 * A sandbox without records, which is new or whose filling died, gets them now, once; one that was emptied by its owner has
 * events that say so.
 */
async function fillUnused(ctx: UserContext, { id, shard }: SandboxRow): Promise<void> {
  const db = shardOf(ctx.env, shard);
  const found = await prepare(db, `select ${UNUSED} as unused`, id).first<{ unused: number }>();
  if (found?.unused !== 1) return;
  const { records, contents } = await buildSeed(id, ctx.now);
  const place = { db, builderId: id, env: ctx.env };
  if (await replaceRecords(place, records, contents, UNUSED)) await deleteStrays(place, contents);
}

/** It is known before it is filled, so that what is filled is always somebody's. Of two that are made at once, one stays. */
async function create(ctx: UserContext, owner: Owner): Promise<SandboxRow> {
  const id = newId(ctx.now);
  const shard = (crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) % SHARD_COUNT;
  const name = owner.name.slice(0, 200);
  await prepare(ctx.platform, INSERT(owner.column), id, name, owner.plan, owner.id, shard, ctx.now).run();
  const row = await select(ctx, owner);
  if (!row) throw new Error("the sandbox was written and cannot be read");
  return row;
}

/** The sandbox, made and filled on first use. */
export async function ensureSandbox(ctx: UserContext, owner: SandboxOwner): Promise<Sandbox> {
  return toSandbox((await ensureRow(ctx, owner)).row);
}

const toSandbox = (row: SandboxRow): Sandbox => ({
  id: row.id,
  name: row.name,
  environment: "sandbox",
  builder_id: row.sandbox_of,
  user_id: row.sandbox_of_user,
  created_at: new Date(row.created_at).toISOString(),
});

export const tenantOf = (row: SandboxRow): Tenant => ({
  builderId: row.id,
  shard: row.shard,
  environment: "sandbox",
  plan: row.plan,
});
