import { commitPlatform, LostRace, mustChange } from "#db/commit";
import { prepare } from "#db/client";
import { sha256Hex } from "#lib/digest";
import { newId } from "#lib/ids";
import type { Role, UserContext } from "../../context";
import { DomainError, notFound } from "../../errors";

export type Accepted = { builder_id: string; builder_name: string; role: Role };

type Row = {
  id: string;
  builder_id: string;
  builder_name: string;
  is_active: number;
  email: string;
  role: Role;
  expires_at: number;
  email_verified: number;
  membership: Role | null;
  newest: number | null;
};

const SELECT = `select i.id, i.builder_id, b.name as builder_name, b.is_active, i.email, i.role, i.expires_at,
 (select u.email_verified from users u where u.id = ?2) as email_verified,
 (select m.role from memberships m where m.user_id = ?2 and m.builder_id = i.builder_id) as membership,
 (select max(m.last_used_at) from memberships m where m.user_id = ?2) as newest
 from invitations i join builders b on b.id = i.builder_id where i.token_hash = ?1`;

const JOIN = `insert into memberships (id, builder_id, user_id, role, invited_by, created_at, last_used_at)
 select ?1, builder_id, ?2, role, invited_by, ?3, ?4 from invitations where id = ?5 and expires_at > ?3`;

/**
 * Makes the user a member by the token of an invitation to their e-mail address. The token is good once.
 * @throws DomainError not_found for an unknown or used token, invalid_state for an expired one, forbidden for another address
 */
export async function acceptInvitation(ctx: UserContext, token: string): Promise<Accepted> {
  const { platform, user, now } = ctx;
  const row = await prepare(platform, SELECT, await sha256Hex(token), user.id).first<Row>();
  if (!row) throw notFound("invitation; it may have been used, taken back or replaced by a newer one");
  refuse(row, ctx);
  const accepted = { builder_id: row.builder_id, builder_name: row.builder_name, role: row.membership ?? row.role };
  const gone = mustChange(platform, prepare(platform, "delete from invitations where id = ?1", row.id));
  if (row.membership !== null) return await commitPlatform(ctx, { writes: gone, result: accepted });
  const lastUsed = Math.max(now, (row.newest ?? 0) + 1);
  const join = prepare(platform, JOIN, newId(now), user.id, now, lastUsed, row.id);
  try {
    return await commitPlatform(ctx, { writes: [...mustChange(platform, join), ...gone], result: accepted });
  } catch (error) {
    if (error instanceof LostRace) throw notFound("invitation; it was used or taken back just now");
    throw error;
  }
}

function refuse(row: Row, { user, now }: UserContext): void {
  if (row.email !== user.email)
    throw new DomainError("forbidden", "The invitation is for another e-mail address. Sign in with that one.");
  if (row.email_verified !== 1)
    throw new DomainError("forbidden", "Confirm your e-mail address first; a link was sent to it.");
  if (row.expires_at <= now) throw new DomainError("invalid_state", "The invitation has expired. Ask for a new one.");
  if (row.is_active !== 1) throw new DomainError("forbidden", "The builder is suspended.");
}
