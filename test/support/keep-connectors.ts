/** Each import that is made while a test runs goes by way of Node.js, also that of a module which is here already. */
import { connectors } from "#connectors";
import type { Registered } from "#connectors/sdk";

const kept = new WeakSet<Registered>();

async function keep<T>(load: () => Promise<T>): Promise<() => Promise<T>> {
  const loaded = await load();
  return () => Promise.resolve(loaded);
}

async function keepOne({ manifest, versions }: Registered): Promise<Registered> {
  const held = Object.entries(versions).map(
    async ([name, { load, recordings }]) =>
      [name, { load: await keep(load), recordings: await keep(recordings) }] as const,
  );
  return { manifest: await keep(manifest), versions: Object.fromEntries(await Promise.all(held)) };
}

/**
 * Has each connector imported once. Besides the time it takes, of two requests that import the same at once the runtime cuts
 * the one off that waits for the other's import.
 */
export async function keepConnectors(): Promise<void> {
  await Promise.all(
    Object.entries(connectors).map(async ([slug, one]) => {
      if (kept.has(one)) return;
      const held = await keepOne(one);
      kept.add(held);
      connectors[slug] = held;
    }),
  );
}
