/** Our Worker, with every call to a database or an object counted on the way. `GET /counts` tells. */
import worker, { RateLimiter } from "../../../src/worker";
import type { Bindings } from "../../../src/bindings";
import type { Counts } from "../counts";

export { RateLimiter };

const counts: Counts = { databaseCalls: 0, objectCalls: 0, rowsRead: 0, rowsWritten: 0 };

function count<T extends { meta: D1Meta }>(results: readonly T[]): void {
  counts.databaseCalls += 1;
  for (const { meta } of results) {
    counts.rowsRead += meta.rows_read;
    counts.rowsWritten += meta.rows_written;
  }
}

/** What a write of which D1 says nothing would hide. */
const WRITES = /\b(?:insert|update|delete|replace)\b/iu;

class CountedStatement {
  readonly inner: D1PreparedStatement;
  readonly #sql: string;

  constructor(inner: D1PreparedStatement, sql: string) {
    this.inner = inner;
    this.#sql = sql;
  }

  bind(...values: unknown[]): CountedStatement {
    return new CountedStatement(this.inner.bind(...values), this.#sql);
  }

  async all<T>(): Promise<D1Result<T>> {
    const result = await this.inner.all<T>();
    count([result]);
    return result;
  }

  run<T>(): Promise<D1Result<T>> {
    return this.all<T>();
  }

  async first<T extends Record<string, unknown>>(column?: string): Promise<unknown> {
    const [row] = (await this.all<T>()).results;
    return row === undefined ? null : column === undefined ? row : row[column];
  }

  async raw(options?: { columnNames?: false }): Promise<unknown[]> {
    if (WRITES.test(this.#sql)) throw new Error(`What this writes is not counted: ${this.#sql}`);
    counts.databaseCalls += 1;
    return await this.inner.raw(options);
  }
}

class CountedDatabase {
  readonly #inner: D1Database;

  constructor(inner: D1Database) {
    this.#inner = inner;
  }

  prepare(sql: string): CountedStatement {
    return new CountedStatement(this.#inner.prepare(sql), sql);
  }

  async batch<T>(statements: readonly CountedStatement[]): Promise<D1Result<T>[]> {
    const results = await this.#inner.batch<T>(statements.map(({ inner }) => inner));
    count(results);
    return results;
  }
}

const database = (inner: D1Database) => new CountedDatabase(inner) as unknown as D1Database;

const namespace = (inner: DurableObjectNamespace): DurableObjectNamespace =>
  ({
    idFromName: (name: string) => inner.idFromName(name),
    idFromString: (id: string) => inner.idFromString(id),
    get: (id: DurableObjectId) => {
      const stub = inner.get(id);
      return {
        fetch: (...request: Parameters<typeof stub.fetch>) => {
          counts.objectCalls += 1;
          return stub.fetch(...request);
        },
      };
    },
  }) as unknown as DurableObjectNamespace;

const wrapped = new WeakMap<Bindings, Bindings>();

function wrap(env: Bindings): Bindings {
  const known = wrapped.get(env) ?? {
    ...env,
    PLATFORM_DB: database(env.PLATFORM_DB),
    TENANT_DB_0: database(env.TENANT_DB_0),
    TENANT_DB_1: database(env.TENANT_DB_1),
    RATE_LIMITER: namespace(env.RATE_LIMITER),
  };
  wrapped.set(env, known);
  return known;
}

export default {
  fetch: (request, env, execution) =>
    new URL(request.url).pathname === "/counts" ? Response.json(counts) : worker.fetch(request, wrap(env), execution),
  queue: (batch, env, execution) => worker.queue(batch, wrap(env), execution),
  scheduled: (controller, env) => worker.scheduled(controller, wrap(env)),
} satisfies ExportedHandler<Bindings>;
