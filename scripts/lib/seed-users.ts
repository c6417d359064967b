import { newSecret } from "../../src/lib/api-key-format";
import { newId } from "../../src/lib/ids";
import { hashPassword } from "../../src/modules/accounts/password";

type Credentials = { email: string; password: string };
export type DemoUsers = Record<"owner" | "member" | "developer" | "admin", Credentials>;

/** Who they are; the developer belongs to no builder, the admin runs the platform. */
const PEOPLE = {
  owner: { name: "Olive Owner", role: "owner", isAdmin: 0 },
  member: { name: "Milo Member", role: "member", isAdmin: 0 },
  developer: { name: "Dana Developer", role: null, isAdmin: 0 },
  admin: { name: "Ada Admin", role: null, isAdmin: 1 },
} as const;

const USER = `insert into users (id, name, email, email_verified, is_platform_admin, created_at, updated_at) values (?1, ?2, ?3, 1, ?4, ?5, ?5)
 on conflict (email) do update set email_verified = 1, is_platform_admin = excluded.is_platform_admin`;
const NO_PASSWORD = `delete from accounts where provider_id = 'credential' and account_id = (select id from users where email = ?1)`;
const PASSWORD = `insert into accounts (id, user_id, provider_id, account_id, password, created_at, updated_at)
 select ?1, id, 'credential', id, ?2, ?3, ?3 from users where email = ?4`;
const MEMBERSHIP = `insert into memberships (id, builder_id, user_id, role, created_at, last_used_at)
 select ?1, ?2, id, ?3, ?4, ?4 from users where email = ?5 on conflict (user_id, builder_id) do update set role = excluded.role`;

/** An owner and a member of the demo builder, a developer, and a platform admin, each with a random password. */
export async function seedUsers(platform: D1Database, builderId: string, now: number): Promise<DemoUsers> {
  const users: Partial<DemoUsers> = {};
  for (const [kind, { name, role, isAdmin }] of Object.entries(PEOPLE)) {
    const email = `${kind}@amity-island.example`;
    const password = newSecret("", 20);
    await platform.batch([
      platform.prepare(USER).bind(newId(now), name, email, isAdmin, now),
      platform.prepare(NO_PASSWORD).bind(email),
      platform.prepare(PASSWORD).bind(newId(now), await hashPassword(password), now, email),
      ...(role === null ? [] : [platform.prepare(MEMBERSHIP).bind(newId(now), builderId, role, now, email)]),
    ]);
    users[kind as keyof DemoUsers] = { email, password };
  }
  return users as DemoUsers;
}

/** Whether all of them can still sign in, and the owner's builder is the demo's. */
export async function areUsersSeeded(platform: D1Database, users: DemoUsers, builderId: string): Promise<boolean> {
  const emails = Object.values(users).map(({ email }) => email);
  const sql = `select (select count(*) from users u join accounts a on a.user_id = u.id and a.password is not null
 where u.email in (select value from json_each(?1))) as signing_in,
 (select count(*) from memberships m join users u on u.id = m.user_id where m.builder_id = ?2 and u.email = ?3) as owns`;
  const row = await platform
    .prepare(sql)
    .bind(JSON.stringify(emails), builderId, users.owner.email)
    .first<{ signing_in: number; owns: number }>();
  return row?.signing_in === Object.keys(PEOPLE).length && row.owns === 1;
}
