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

/** An address of its own, so that no client uses up what another's address is allowed. */
export const newAddress = (): string => `198.18.${[...crypto.getRandomValues(new Uint8Array(2))].join(".")}`;

/** A client of the API with one key. Paths are below `/api`. Text, bytes and streams are sent as they are. */
export class Client {
  readonly key: string | undefined;
  readonly builderId: string;
  readonly address = newAddress();

  constructor(builderId: string, key: string | undefined) {
    this.builderId = builderId;
    this.key = key;
  }

  /** The request that `call` sends; for calling the worker with other bindings. */
  request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Request {
    const raw = typeof body === "string" || body instanceof Uint8Array || body instanceof ReadableStream;
    return new Request(`https://rossos.test/api${path}`, {
      method,
      headers: {
        "cf-connecting-ip": this.address,
        ...(this.key === undefined ? {} : { authorization: `Bearer ${this.key}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
      redirect: "manual",
    });
  }

  async call<T = Json>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply<T>> {
    return await readReply<T>(await SELF.fetch(this.request(method, path, body, headers)));
  }

  get<T = Json>(path: string, headers?: Record<string, string>) {
    return this.call<T>("GET", path, undefined, headers);
  }
  post<T = Json>(path: string, body: unknown = {}, headers?: Record<string, string>) {
    return this.call<T>("POST", path, body, headers);
  }
  put<T = Json>(path: string, body: unknown, headers?: Record<string, string>) {
    return this.call<T>("PUT", path, body, headers);
  }
  patch<T = Json>(path: string, body: unknown, headers?: Record<string, string>) {
    return this.call<T>("PATCH", path, body, headers);
  }
  delete<T = Json>(path: string, headers?: Record<string, string>) {
    return this.call<T>("DELETE", path, undefined, headers);
  }
}

/** The answer with its JSON parsed; any other body as text. */
export async function readReply<T = Json>(response: Response): Promise<Reply<T>> {
  const text = await response.text();
  const json = /json/u.test(response.headers.get("content-type") ?? "") && text !== "";
  return { status: response.status, headers: response.headers, body: (json ? JSON.parse(text) : text) as T };
}

/** A client of a new builder, with a key for everything unless said otherwise. */
export async function newClient(options: BuilderOptions & KeyOptions = {}): Promise<Client> {
  const builderId = await newBuilder(options);
  const { key } = await newKey(builderId, options, options.environment);
  return new Client(builderId, key);
}

/** Asks again until the answer is there, for what happens after a response; a busy machine takes its time. */
export async function eventually<T>(ask: () => Promise<T | undefined>, timeoutMs = 20_000): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`it did not happen in ${timeoutMs} ms`);
    await scheduler.wait(25);
  }
}
