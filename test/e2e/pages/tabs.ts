/** Pages are gone through in several tabs at once: much of it is waiting. */
const TABS = 3;

/**
 * @param open a tab
 * @param look at one of them, in a tab
 * @returns what was wrong with any of them
 */
export async function inTabs<T, Tab>(
  items: readonly T[],
  open: () => Promise<Tab>,
  look: (tab: Tab, item: T) => Promise<readonly string[]>,
): Promise<string[]> {
  const found: string[] = [];
  const left = [...items];
  const lane = async () => {
    const tab = await open();
    for (let next = left.shift(); next !== undefined; next = left.shift()) found.push(...(await look(tab, next)));
  };
  await Promise.all(Array.from({ length: TABS }, lane));
  return found;
}
