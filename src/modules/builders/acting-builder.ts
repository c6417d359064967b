import { type Db, prepare } from "#db/client";
import { planLimit } from "#modules/access";
import type { Bindings } from "../../bindings";
import { type Environment, platformOf, type Role, type Tenant } from "../../context";
import { DomainError } from "../../errors";

type Row = {
  id: string;
  shard: number;
  environment: Environment;
  plan: string;
  custom_rate_limit: number | null;
  is_active: number;
  role: Role;
  membership_id: string | null;
  last_used_at: number | null;
  newest: number | null;
};

export type Acting = { tenant: Tenant; role: Role; rateLimit: number };

const COLUMNS = `b.id, b.shard, b.environment, b.plan, b.custom_rate_limit, b.is_active, m.id as membership_id, m.last_used_at,
 (select max(n.last_used_at) from memberships n where n.user_id = ?1) as newest`;

/** A builder's members act in its sandbox with the same role; a developer owns the sandbox that is theirs. */
const NAMED = `select ${COLUMNS}, case when b.sandbox_of_user = ?1 then 'owner' else m.role end as role from builders b
 left join memberships m on m.user_id = ?1 and m.builder_id = coalesce(b.sandbox_of, b.id)
 where b.id = ?2 and (m.id is not null or b.sandbox_of_user = ?1)`;
const LAST_USED = `select ${COLUMNS}, m.role from memberships m join builders b on b.id = m.builder_id
 where m.user_id = ?1 order by m.last_used_at desc limit 1`;

/**
 * The builder a signed-in user acts for: the named one, else the only or the last used.
 * @throws DomainError forbidden without a membership, or when the builder is suspended
 */
export async function actingBuilder(
  env: Bindings,
  execution: Pick<ExecutionContext, "waitUntil">,
  userId: string,
  builderId: string | null,
  now: number,
): Promise<Acting> {
  const db = platformOf(env);
  const query = builderId === null ? prepare(db, LAST_USED, userId) : prepare(db, NAMED, userId, builderId);
  const row = await query.first<Row>();
  if (!row) {
    throw new DomainError(
      "forbidden",
      builderId === null
        ? "You belong to no builder. Create one, or ask for an invitation."
        : "You are not a member of the builder that X-Builder-Id names.",
    );
  }
  if (row.is_active !== 1) throw new DomainError("forbidden", "The builder is suspended.");
  if (builderId !== null && row.membership_id !== null && (row.last_used_at ?? 0) < (row.newest ?? 0))
    execution.waitUntil(remember(db, row.membership_id, Math.max(now, (row.newest ?? 0) + 1)));
  return {
    tenant: { builderId: row.id, shard: row.shard, environment: row.environment, plan: row.plan },
    role: row.role,
    rateLimit: planLimit(row.plan, row.custom_rate_limit),
  };
}

const remember = (db: Db, membershipId: string, at: number) =>
  prepare(db, "update memberships set last_used_at = ?2 where id = ?1", membershipId, at).run();
