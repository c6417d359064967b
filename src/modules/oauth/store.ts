import { type Db, prepare } from "#db/client";

/** An application as the protocol sees it. */
export type Application = {
  application_id: string;
  developer_id: string;
  application_name: string;
  client_id: string;
  type: "public" | "confidential";
  client_secret_hash: string | null;
  previous_secret_hash: string | null;
  previous_secret_expires_at: number | null;
  redirect_uris: string;
  application_scopes: string;
  access_ttl: number | null;
  refresh_ttl: number | null;
  is_approved: number;
};

export const APPLICATION = `p.id as application_id, p.developer_id, p.name as application_name, p.client_id, p.type,
 p.client_secret_hash, p.previous_secret_hash, p.previous_secret_expires_at, p.redirect_uris, p.scopes as application_scopes,
 p.access_ttl, p.refresh_ttl, p.is_approved`;

export const selectClient = (platform: Db, clientId: string): Promise<Application | null> =>
  prepare(platform, `select ${APPLICATION} from oauth_applications p where p.client_id = ?1`, clientId).first();

export const selectApplication = (platform: Db, id: string): Promise<Application | null> =>
  prepare(platform, `select ${APPLICATION} from oauth_applications p where p.id = ?1`, id).first();

/** A builder the user may speak for, or would if the role allowed it. */
export type Candidate = {
  id: string;
  name: string;
  environment: "live" | "sandbox";
  role: "owner" | "admin" | "member";
  /** Whether the application's developer belongs to it. */
  developers_own: number;
};

/** The user's builders with their sandboxes, and the user's own sandbox. */
const CANDIDATES = `select b.id, b.name, b.environment, m.role,
  exists (select 1 from memberships d where d.builder_id = b.id and d.user_id = ?2) as developers_own
 from memberships m join builders b on b.id = m.builder_id where m.user_id = ?1 and b.is_active = 1
 union select s.id, s.name, s.environment, m.role, 0
 from memberships m join builders s on s.sandbox_of = m.builder_id where m.user_id = ?1 and s.is_active = 1
 union select s.id, s.name, s.environment, 'owner', 0 from builders s where s.sandbox_of_user = ?1 and s.is_active = 1
 order by 3, 2, 1 limit 200`;

export async function selectCandidates(platform: Db, userId: string, developerId: string): Promise<Candidate[]> {
  const { results } = await prepare(platform, CANDIDATES, userId, developerId).all<Candidate>();
  const byId = new Map<string, Candidate>();
  for (const candidate of results) if (!byId.has(candidate.id)) byId.set(candidate.id, candidate);
  return [...byId.values()];
}

export const selectUserName = async (platform: Db, id: string): Promise<string | undefined> =>
  (await prepare(platform, "select name from users where id = ?1", id).first<{ name: string }>())?.name;
