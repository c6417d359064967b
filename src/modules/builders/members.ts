import { commitPlatform, LostRace, mustChange } from "#db/commit";
import { prepare } from "#db/client";
import { type Page, page } from "#db/page";
import { type Listable, type ListQuery, ref, time } from "#models";
import { endAuthorizations } from "#modules/oauth";
import type { Context, Role } from "../../context";
import { DomainError, notFound } from "../../errors";
import { notBelow, refuseInSandbox, refuseUnlessAbove } from "./powers";
import type { Member } from "./types";

type Row = {
  id: string;
  user_id: string;
  name: string;
  email: string;
  role: Role;
  invited_by: string | null;
  created_at: number;
};

export const memberList: Listable = {
  fields: {
    user_id: ref({
      description: "The user: who it was that did something.",
      example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b71",
      to: "user",
      filter: true,
    }),
    created_at: time({
      description: "When they became a member.",
      example: "2026-04-14T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "created_at",
};

const SOURCE = `(select m.id, m.builder_id, m.user_id, u.name, u.email, m.role, m.invited_by, m.created_at
 from memberships m join users u on u.id = m.user_id)`;
const COLUMNS = "id, user_id, name, email, role, invited_by, created_at";

const toMember = (row: Row): Member => ({ ...row, created_at: new Date(row.created_at).toISOString() });

export async function listMembers(ctx: Context, query: ListQuery): Promise<Page<Member>> {
  refuseInSandbox(ctx);
  const source = { table: SOURCE, columns: COLUMNS, fixed: { builder_id: ctx.builderId }, idColumn: "id" };
  const { data, nextCursor } = await page(ctx, ctx.platform, source, query);
  return { data: data.map((row) => toMember(row as Row)), nextCursor };
}

async function findMember(ctx: Context, id: string): Promise<Row> {
  refuseInSandbox(ctx);
  const sql = `select ${COLUMNS} from ${SOURCE} where id = ?1 and builder_id = ?2`;
  const row = await prepare(ctx.platform, sql, id, ctx.builderId).first<Row>();
  if (!row) throw notFound("member");
  return row;
}

/** Holds while an owner is left, whatever happens at the same time. */
const NOT_LAST_OWNER = `(role <> 'owner' or (select count(*) from memberships o where o.builder_id = ?2 and o.role = 'owner') > 1)`;
const lastOwner = () =>
  new DomainError("invalid_state", "A builder has at least one owner. Make another member an owner first.");

const VOID = `delete from invitations where builder_id = ?1 and invited_by = ?2 and role in (select value from json_each(?3))`;

/**
 * Changes what a member may do, from their next request on. Invitations they sent and could send no more are void.
 * @throws DomainError forbidden, invalid_state for the last owner
 */
export async function changeRole(ctx: Context, id: string, role: Role): Promise<Member> {
  const row = await findMember(ctx, id);
  refuseUnlessAbove(ctx, row.role);
  refuseUnlessAbove(ctx, role);
  if (row.role === role) return toMember(row);
  const sql = `update memberships set role = ?3 where id = ?1 and builder_id = ?2 and role = ?4 and ${NOT_LAST_OWNER}`;
  const { platform, builderId } = ctx;
  const write = prepare(platform, sql, id, builderId, role, row.role);
  const end = prepare(platform, VOID, builderId, row.user_id, JSON.stringify(notBelow(role)));
  return await unlessLastOwner(row.role, () =>
    commitPlatform(ctx, { writes: [...mustChange(platform, write), end], result: toMember({ ...row, role }) }),
  );
}

/**
 * Removes a member, or lets one leave. When it returns, their sessions act no longer for the builder, what they allowed
 * applications to do has ended, and invitations they sent are void.
 * @throws DomainError forbidden, invalid_state for the last owner
 */
export async function removeMember(ctx: Context, id: string): Promise<void> {
  const row = await findMember(ctx, id);
  const leaves = ctx.actor.type === "user" && ctx.actor.id === row.user_id;
  if (!leaves) refuseUnlessAbove(ctx, row.role);
  const { platform, builderId } = ctx;
  const sql = `delete from memberships where id = ?1 and builder_id = ?2 and role = ?3 and ${NOT_LAST_OWNER}`;
  await unlessLastOwner(row.role, async () => {
    if (row.role === "owner" && (await countOwners(ctx)) <= 1) throw lastOwner();
    // Before and after: an authorization given in between ends too, and a failure leaves the member there to try again.
    await endGrants(ctx, row.user_id);
    await commitPlatform(ctx, {
      writes: [
        ...mustChange(platform, prepare(platform, sql, id, builderId, row.role)),
        prepare(platform, "delete from invitations where builder_id = ?1 and invited_by = ?2", builderId, row.user_id),
      ],
      result: undefined,
    });
    await endGrants(ctx, row.user_id);
  });
}

async function endGrants(ctx: Context, userId: string): Promise<void> {
  const { platform, env, builderId, now } = ctx;
  const sandbox = await prepare(platform, "select id from builders where sandbox_of = ?1", builderId).first<{
    id: string;
  }>();
  await endAuthorizations(platform, env, { userId, builderId }, now);
  if (sandbox) await endAuthorizations(platform, env, { userId, builderId: sandbox.id }, now);
}

const countOwners = async (ctx: Context): Promise<number> =>
  (
    await prepare(
      ctx.platform,
      "select count(*) as owners from memberships where builder_id = ?1 and role = 'owner'",
      ctx.builderId,
    ).first<{ owners: number }>()
  )?.owners ?? 0;

async function unlessLastOwner<T>(role: Role, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof LostRace && role === "owner" ? lastOwner() : error;
  }
}
