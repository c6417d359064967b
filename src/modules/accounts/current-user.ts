import { prepare } from "#db/client";
import { sha256Hex } from "#lib/digest";
import type { Bindings } from "../../bindings";
import { platformOf } from "../../context";
import { readSessionToken } from "./cookie";

/** Who is signed in, and by which session. */
export type SessionUser = {
  id: string;
  /** Lower case. */
  email: string;
  name: string;
  isPlatformAdmin: boolean;
  sessionId: string;
};

type Row = {
  id: string;
  email: string;
  name: string;
  email_verified: number;
  is_platform_admin: number;
  session_id: string;
};

const SELECT = `select u.id, u.email, u.name, u.email_verified, u.is_platform_admin, s.id as session_id
 from sessions s join users u on u.id = s.user_id where s.token = ?1 and s.expires_at > ?2`;

/** The signed-in user by the session cookie, or null. One look-up; nothing of the sign-in library is loaded. */
export async function currentUser(
  env: Bindings,
  request: Request,
  now: number = Date.now(),
): Promise<SessionUser | null> {
  const token = await readSessionToken(env, request);
  if (token === undefined) return null;
  const row = await prepare(platformOf(env), SELECT, await sha256Hex(token), now).first<Row>();
  if (!row) return null;
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    isPlatformAdmin: row.is_platform_admin === 1 || (row.email_verified === 1 && isNamedAdmin(env, row.email)),
    sessionId: row.session_id,
  };
}

const isNamedAdmin = (env: Bindings, email: string): boolean =>
  env.PLATFORM_ADMINS.split(",").some((named) => named.trim().toLowerCase() === email);
