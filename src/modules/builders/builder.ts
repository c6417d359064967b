import { commitPlatform, mustChange } from "#db/commit";
import { prepare } from "#db/client";
import { type Page, page } from "#db/page";
import { newId } from "#lib/ids";
import { type Listable, type ListQuery, time } from "#models";
import { type Context, type Environment, type Role, SHARD_COUNT, type UserContext } from "../../context";
import { DomainError, notFound } from "../../errors";
import type { Builder, OwnBuilder, StoredBuilder } from "./types";

type Row = {
  id: string;
  name: string;
  plan: string;
  environment: Environment;
  sandbox_of: string | null;
  created_at: number;
  updated_at: number | null;
  version: number;
};

const COLUMNS = "id, name, plan, environment, sandbox_of, created_at, updated_at, version";

/** How many builders one user may belong to. */
const MOST_BUILDERS = 100;

const iso = (at: number): string => new Date(at).toISOString();

const toBuilder = (row: Row): Builder => ({
  id: row.id,
  name: row.name,
  plan: row.plan,
  environment: row.environment,
  sandbox_of: row.sandbox_of,
  created_at: iso(row.created_at),
  updated_at: iso(row.updated_at ?? row.created_at),
});

/** The builder the request acts for. */
export async function getBuilder(ctx: Context): Promise<StoredBuilder> {
  const row = await prepare(ctx.platform, `select ${COLUMNS} from builders where id = ?1`, ctx.builderId).first<Row>();
  if (!row) throw notFound("builder");
  return { builder: toBuilder(row), version: row.version };
}

/**
 * @param ifMatch versions the change is meant for, or any
 * @throws DomainError precondition_failed; LostRace when another change came in between
 */
export async function updateBuilder(
  ctx: Context,
  patch: { name?: string | undefined },
  ifMatch: "*" | readonly number[] | undefined,
): Promise<StoredBuilder> {
  const before = await getBuilder(ctx);
  if (ifMatch !== undefined && ifMatch !== "*" && !ifMatch.includes(before.version))
    throw new DomainError("precondition_failed", "The builder has changed since it was read. Read it again.");
  const name = patch.name ?? before.builder.name;
  if (name === before.builder.name) return before;
  const sql = "update builders set name = ?3, version = version + 1, updated_at = ?4 where id = ?1 and version = ?2";
  return await commitPlatform(ctx, {
    writes: mustChange(ctx.platform, prepare(ctx.platform, sql, ctx.builderId, before.version, name, ctx.now)),
    result: { builder: { ...before.builder, name, updated_at: iso(ctx.now) }, version: before.version + 1 },
  });
}

const INSERT = `insert into builders (id, name, plan, environment, shard, is_active, created_at, updated_at)
 select ?1, ?2, 'starter', 'live', ?3, 1, ?4, ?4 where (select count(*) from memberships where user_id = ?5) < ${MOST_BUILDERS}`;
const INSERT_OWNER = `insert into memberships (id, builder_id, user_id, role, created_at, last_used_at) values (?1, ?2, ?3, 'owner', ?4, ?5)`;

/** A new builder on the starter plan; the user becomes its owner, and acts for it until they choose another. */
export async function createBuilder(ctx: UserContext, input: { name: string }): Promise<StoredBuilder> {
  const id = newId(ctx.now);
  const shard = (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % SHARD_COUNT;
  const newest = await prepare(
    ctx.platform,
    "select max(last_used_at) as at, count(*) as held from memberships where user_id = ?1",
    ctx.user.id,
  ).first<{ at: number | null; held: number }>();
  if ((newest?.held ?? 0) >= MOST_BUILDERS)
    throw new DomainError("conflict", `A user belongs to at most ${MOST_BUILDERS} builders.`);
  const lastUsed = Math.max(ctx.now, (newest?.at ?? 0) + 1);
  const builder: Builder = {
    id,
    name: input.name,
    plan: "starter",
    environment: "live",
    sandbox_of: null,
    created_at: iso(ctx.now),
    updated_at: iso(ctx.now),
  };
  const { platform, user, now } = ctx;
  return await commitPlatform(ctx, {
    writes: [
      ...mustChange(platform, prepare(platform, INSERT, id, input.name, shard, now, user.id)),
      prepare(platform, INSERT_OWNER, newId(now), id, user.id, now, lastUsed),
    ],
    result: { builder, version: 1 },
  });
}

export const ownBuilderList: Listable = {
  fields: {
    created_at: time({
      description: "When you became a member.",
      example: "2026-04-14T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "created_at",
};

const OWN = `(select m.id as membership_id, m.user_id, m.role, m.created_at, m.last_used_at, b.id, b.name, b.plan
 from memberships m join builders b on b.id = m.builder_id where b.is_active = 1)`;

/** The builders the user belongs to. */
export async function listOwnBuilders(ctx: UserContext, query: ListQuery): Promise<Page<OwnBuilder>> {
  const source = {
    table: OWN,
    columns: "id, name, plan, role, membership_id, created_at, last_used_at",
    fixed: { user_id: ctx.user.id },
    idColumn: "membership_id",
  };
  const { data, nextCursor } = await page(ctx, ctx.platform, source, query);
  return {
    data: data.map((row) => ({
      id: row["id"] as string,
      name: row["name"] as string,
      plan: row["plan"] as string,
      role: row["role"] as Role,
      membership_id: row["membership_id"] as string,
      created_at: iso(row["created_at"] as number),
      last_used_at: iso(row["last_used_at"] as number),
    })),
    nextCursor,
  };
}
