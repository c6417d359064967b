/** Which of two faults a database call has, if any. */
export type Fault = "overloaded" | "lost" | undefined;

/** A fault for so many in a hundred calls of each kind; the same sequence for the same seed (mulberry32). */
export function faultsOf(percent: number, seed: number): () => Fault {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const chance = (((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * 100;
    if (chance < percent) return "overloaded";
    return chance < 2 * percent ? "lost" : undefined;
  };
}

export type FaultyD1 = { database: D1Database; seen: { calls: number; overloaded: number; lost: number } };

/**
 * A database that now and then answers as an overloaded D1 does, without having done anything, or loses the connection
 * after it has done it all.
 */
export function faultyD1(real: D1Database, next: () => Fault): FaultyD1 {
  const seen = { calls: 0, overloaded: 0, lost: 0 };
  const behind = new WeakMap<object, D1PreparedStatement>();

  async function call<T>(work: () => Promise<T>): Promise<T> {
    seen.calls += 1;
    const fault = next();
    if (fault === "overloaded") {
      seen.overloaded += 1;
      throw new Error("D1_ERROR: D1 DB is overloaded. Requests queued for too long.");
    }
    const result = await work();
    if (fault === undefined) return result;
    seen.lost += 1;
    throw new Error("D1_ERROR: Network connection lost.");
  }

  function statement(own: D1PreparedStatement): D1PreparedStatement {
    const wrapped = {
      bind: (...values: unknown[]) => statement(own.bind(...values)),
      run: () => call(() => own.run()),
      all: () => call(() => own.all()),
      raw: (options?: { columnNames?: false }) => call(() => own.raw(options)),
      first: (column?: string) => call(() => (column === undefined ? own.first() : own.first(column))),
    } as unknown as D1PreparedStatement;
    behind.set(wrapped, own);
    return wrapped;
  }

  const database = {
    prepare: (sql: string) => statement(real.prepare(sql)),
    batch: (statements: D1PreparedStatement[]) =>
      call(() => real.batch(statements.map((wrapped) => behind.get(wrapped) ?? wrapped))),
  } as unknown as D1Database;
  return { database, seen };
}
