import { env } from "cloudflare:test";
import type { Bindings } from "../../src/bindings";
import worker from "../../src/worker";
import { type Reply, readReply } from "./harness";
import { watch } from "./worker";

/** Calls the worker itself with some bindings replaced. What it leaves for after the response goes on by itself. */
export async function callWith<T = Record<string, unknown>>(
  replaced: Partial<Bindings>,
  request: Request,
): Promise<Reply<T>> {
  const waitUntil = (work: Promise<unknown>) => void watch("a request", work);
  const execution = { waitUntil, passThroughOnException: () => undefined };
  const response = await worker.fetch(request, { ...env, ...replaced }, execution as unknown as ExecutionContext);
  return await readReply<T>(response);
}

/** A binding of which some methods are replaced; the others are its own. */
export function withMethods<T extends object>(binding: T, methods: Partial<T>): T {
  return new Proxy(binding, {
    get(target, name) {
      const replaced = methods[name as keyof T];
      if (replaced !== undefined) return replaced;
      const own: unknown = Reflect.get(target, name, target);
      return typeof own === "function" ? (own as (...args: unknown[]) => unknown).bind(target) : own;
    },
  });
}
