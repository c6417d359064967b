import { type Db, openDb, type Write } from "#db/client";
import type { Bindings } from "./bindings";

export type Environment = "live" | "sandbox";

export type Role = "owner" | "admin" | "member";

export type Actor =
  | { type: "api_key"; id: string; scopes: readonly string[]; rateLimit: number }
  /** A third-party application, by the authorization a member gave it. */
  | { type: "application"; id: string; authorizationId: string; scopes: readonly string[]; rateLimit: number }
  /** A signed-in member, with the scopes of the role. */
  | { type: "user"; id: string; role: Role; scopes: readonly string[]; rateLimit: number }
  | { type: "system"; job: string };

/** What an actor is known by in logs, claims and usage. */
export const actorName = (actor: Actor): string => (actor.type === "system" ? actor.job : actor.id);

/** The tenant a request acts in. */
export type Tenant = { builderId: string; shard: number; environment: Environment; plan: string };

/** Completes the claim of an Idempotency-Key, in the batch that does the work. */
export type AnswerRecorder = (db: Db, result: unknown) => Promise<Write[]>;

/** Who asks, for which builder, against which shard, and when. Every operation of a module takes it first. */
export type Context = Tenant & {
  db: Db;
  platform: Db;
  actor: Actor;
  /** Epoch ms. */
  now: number;
  env: Bindings;
  waitUntil: (work: Promise<unknown>) => void;
  recordAnswer?: AnswerRecorder | undefined;
};

/** What a signed-in user's operation that acts for no builder gets: a developer's, or a platform admin's. */
export type UserContext = {
  platform: Db;
  user: { id: string; email: string; name: string; isPlatformAdmin: boolean };
  /** Epoch ms. */
  now: number;
  env: Bindings;
  waitUntil: (work: Promise<unknown>) => void;
  recordAnswer?: AnswerRecorder | undefined;
};

/** What an operation gets that anyone may call. */
export type OpenContext = {
  platform: Db;
  /** Whose credential came with the request; null when none came, or that of an application. */
  builder: Pick<Tenant, "builderId" | "environment"> | null;
  /** Epoch ms. */
  now: number;
  env: Bindings;
};

const SHARD_BINDINGS = ["TENANT_DB_0", "TENANT_DB_1"] as const;

/** How many tenant databases there are; a builder's number is below it. */
export const SHARD_COUNT = SHARD_BINDINGS.length;

export function shardOf(env: Bindings, shard: number): Db {
  const binding = SHARD_BINDINGS[shard];
  if (!binding) throw new RangeError(`there is no tenant database ${shard}`);
  return openDb(env[binding]);
}

export const platformOf = (env: Bindings): Db => openDb(env.PLATFORM_DB);

type Waiter = Pick<ExecutionContext, "waitUntil">;

export const createContext = (
  env: Bindings,
  execution: Waiter,
  tenant: Tenant,
  actor: Actor,
  now: number = Date.now(),
): Context => ({
  ...tenant,
  db: shardOf(env, tenant.shard),
  platform: platformOf(env),
  actor,
  now,
  env,
  waitUntil: (work) => execution.waitUntil(work),
});
