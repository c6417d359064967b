import type { BetterAuthOptions, DBAdapter, Where } from "better-auth";
import { sha256Hex } from "#lib/digest";

type Row = Record<string, unknown>;
type Opener = (options: BetterAuthOptions) => DBAdapter;

/**
 * Keeps of a session's token its SHA-256 alone: on its way into the database, and in every condition, the token is hashed;
 * a row found by its token is given the token back.
 */
export const hashSessionTokens =
  (open: Opener): Opener =>
  (options) => {
    const inner = open(options);
    const adapter: DBAdapter = {
      ...inner,
      create: (async (data: Parameters<DBAdapter["create"]>[0]) => {
        const token = (data.data as Row)["token"];
        if (data.model !== "session" || typeof token !== "string") return await inner.create(data);
        const row = await inner.create({ ...data, data: { ...data.data, token: await sha256Hex(token) } });
        return withToken(row, token);
      }) as DBAdapter["create"],
      findOne: async <T>(data: Parameters<DBAdapter["findOne"]>[0]) =>
        withToken(await inner.findOne<T>(await hashed(data)), tokenIn(data)),
      findMany: async <T>(data: Parameters<DBAdapter["findMany"]>[0]) => await inner.findMany<T>(await hashed(data)),
      count: async (data) => await inner.count(await hashed(data)),
      update: async <T>(data: Parameters<DBAdapter["update"]>[0]) =>
        withToken(await inner.update<T>(await hashed(data)), tokenIn(data)),
      updateMany: async (data) => await inner.updateMany(await hashed(data)),
      delete: async (data) => await inner.delete(await hashed(data)),
      deleteMany: async (data) => await inner.deleteMany(await hashed(data)),
      consumeOne: async <T>(data: Parameters<DBAdapter["consumeOne"]>[0]) =>
        withToken(await inner.consumeOne<T>(await hashed(data)), tokenIn(data)),
      incrementOne: async <T>(data: Parameters<DBAdapter["incrementOne"]>[0]) =>
        withToken(await inner.incrementOne<T>(await hashed(data)), tokenIn(data)),
      transaction: (work) => work(adapter),
    };
    return adapter;
  };

async function hashed<T extends { model: string; where?: Where[] | undefined }>(data: T): Promise<T> {
  if (data.model !== "session" || !data.where) return data;
  const where = await Promise.all(
    data.where.map(async (condition) => {
      if (condition.field !== "token") return condition;
      const { value } = condition;
      if (Array.isArray(value))
        return { ...condition, value: await Promise.all(value.map((one) => sha256Hex(String(one)))) };
      return { ...condition, value: await sha256Hex(String(value)) };
    }),
  );
  return { ...data, where };
}

function tokenIn({ model, where }: { model: string; where: Where[] }): string | undefined {
  const value = model === "session" ? where.find(({ field }) => field === "token")?.value : undefined;
  return typeof value === "string" ? value : undefined;
}

const withToken = <R>(row: R, token: string | undefined): R =>
  row !== null && typeof row === "object" && token !== undefined ? { ...row, token } : row;
