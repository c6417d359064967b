import { SECRETS } from "../../../scripts/lib/local-worker";
import { newSecret } from "../../../src/lib/api-key-format";
import { base64, hmacSha256, sha256Hex } from "../../../src/lib/digest";
import { newId } from "../../../src/lib/ids";
import type { Operation } from "../documents";
import type { Asked } from "./api";
import type { World } from "./world";

export type Person = { id: string; email: string; session: string };
/** An owner and a member of the builder, a developer and a stranger who belong to none, and a platform admin. */
export type People = Record<"owner" | "member" | "developer" | "stranger" | "admin", Person>;

const USER =
  "insert into users (id, name, email, email_verified, is_platform_admin, created_at, updated_at) values (?1, ?2, ?3, 1, ?4, ?5, ?5)";
const SESSION =
  "insert into sessions (id, user_id, token, expires_at, created_at, updated_at) values (?1, ?2, ?3, ?4 + 3600000, ?4, ?4)";
const MEMBERSHIP =
  "insert into memberships (id, builder_id, user_id, role, created_at, last_used_at) values (?, ?, ?, ?, ?, ?)";

async function seedPerson(platform: D1Database, name: string): Promise<Person> {
  const now = Date.now();
  const [id, token] = [newId(now), newSecret("", 32)];
  const email = `${name}-${id.slice(-12)}@example.com`;
  await platform.batch([
    platform.prepare(USER).bind(id, name, email, name === "admin" ? 1 : 0, now),
    platform.prepare(SESSION).bind(newId(now), id, await sha256Hex(token), now),
  ]);
  const signature = base64(await hmacSha256(SECRETS.SESSION_SECRET, token));
  // Its name is that of the document: the deployment is told that it is reached by https.
  return { id, email, session: `__Host-rossos.session_token=${encodeURIComponent(`${token}.${signature}`)}` };
}

export async function seedPeople(platform: D1Database, builderId: string): Promise<People> {
  const person = (name: string) => seedPerson(platform, name);
  const [owner, member] = [await person("owner"), await person("member")];
  for (const [{ id }, role] of [[owner, "owner"] as const, [member, "member"] as const])
    await platform.prepare(MEMBERSHIP).bind(newId(Date.now()), builderId, id, role, Date.now(), Date.now()).run();
  return {
    owner,
    member,
    developer: await person("developer"),
    stranger: await person("stranger"),
    admin: await person("admin"),
  };
}

const takes = ({ security = [] }: Operation, scheme: string): boolean => security.some((one) => scheme in one);

/** Whether people alone may call the operation. */
export const isForPeople = (operation: Operation): boolean =>
  !takes(operation, "apiKey") && (takes(operation, "session") || takes(operation, "adminSession"));

/** Whether it acts for a builder, which a header names. */
const isForMembers = ({ parameters = [] }: Operation): boolean =>
  parameters.some(({ $ref }) => $ref === "#/components/parameters/BuilderId");

type Callers = { allowed: Asked; refused: Asked | undefined };

/** Who may call an operation for people, and who may not. */
export function callersOf({ people, builderId }: World, operation: Operation): Callers {
  const { admin, developer, owner, stranger } = people;
  if (takes(operation, "adminSession"))
    return { allowed: { session: admin.session }, refused: { session: owner.session } };
  if (!isForMembers(operation)) return { allowed: { session: developer.session }, refused: undefined };
  const headers = { "x-builder-id": builderId };
  return { allowed: { session: owner.session }, refused: { session: stranger.session, headers } };
}
