import { env, SELF } from "cloudflare:test";
import { newApiKey } from "#lib/api-key-format";
import { sha256Hex } from "#lib/digest";
import { newId } from "#lib/ids";
import { allScopes } from "#modules/access";

type Json = Record<string, unknown>;

export type BuilderOptions = { plan?: string; shard?: number; environment?: "live" | "sandbox" };
export type KeyOptions = { scopes?: readonly string[]; rateLimit?: number; expiresAt?: number | null };

/** A new builder, straight in the database. */
export async function newBuilder({
  plan = "business",
  shard = 0,
  environment = "live",
}: BuilderOptions = {}): Promise<string> {
  const id = newId(Date.now());
  await env.PLATFORM_DB.prepare(
    "insert into builders (id, name, plan, environment, shard, is_active, created_at) values (?, 'Test builder', ?, ?, ?, 1, ?)",
  )
    .bind(id, plan, environment, shard, Date.now())
    .run();
  return id;
}

/** A key of the builder, straight in the database. */
export async function newKey(
  builderId: string,
  { scopes = allScopes, rateLimit = 2000, expiresAt = null }: KeyOptions = {},
  environment: "live" | "sandbox" = "live",
): Promise<{ id: string; key: string }> {
  const { key, prefix } = newApiKey(environment);
  const id = newId(Date.now());
  await env.PLATFORM_DB.prepare(
    "insert into api_keys (id, builder_id, name, key_hash, key_prefix, scopes, rate_limit, expires_at, is_active, created_at) values (?, ?, 'Test', ?, ?, ?, ?, ?, 1, ?)",
  )
    .bind(id, builderId, await sha256Hex(key), prefix, JSON.stringify(scopes), rateLimit, expiresAt, Date.now())
    .run();
  return { id, key };
}

export type Reply<T = Json> = { status: number; headers: Headers; body: T };

/** A client of the API with one key. Paths are below `/api`. */
export class Client {
  readonly key: string | undefined;
  readonly builderId: string;

  constructor(builderId: string, key: string | undefined) {
    this.builderId = builderId;
    this.key = key;
  }

  async call<T = Json>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply<T>> {
    const response = await SELF.fetch(`https://rossos.test/api${path}`, {
      method,
      headers: {
        ...(this.key === undefined ? {} : { authorization: `Bearer ${this.key}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      redirect: "manual",
    });
    const text = await response.text();
    const json = /json/u.test(response.headers.get("content-type") ?? "") && text !== "";
    return { status: response.status, headers: response.headers, body: (json ? JSON.parse(text) : text) as T };
  }

  get<T = Json>(path: string, headers?: Record<string, string>) {
    return this.call<T>("GET", path, undefined, headers);
  }
  post<T = Json>(path: string, body: unknown = {}, headers?: Record<string, string>) {
    return this.call<T>("POST", path, body, headers);
  }
  patch<T = Json>(path: string, body: unknown, headers?: Record<string, string>) {
    return this.call<T>("PATCH", path, body, headers);
  }
  delete<T = Json>(path: string, headers?: Record<string, string>) {
    return this.call<T>("DELETE", path, undefined, headers);
  }
}

/** A client of a new builder, with a key for everything unless said otherwise. */
export async function newClient(options: BuilderOptions & KeyOptions = {}): Promise<Client> {
  const builderId = await newBuilder(options);
  const { key } = await newKey(builderId, options, options.environment);
  return new Client(builderId, key);
}
