import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The versions a connector's folder holds, oldest first. */
const versionsIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => /^v\d+$/u.test(name))
    .toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1)));

const load = (path: string, name: string): string => `async () => (await import(${JSON.stringify(path)})).${name}`;

/**
 * A connector as the registry has it: nothing of it is loaded before it is needed.
 * @param at its folder as it is imported
 */
export function registryEntry(slug: string, folder: string, at: string): string {
  const versions = versionsIn(folder).map((version) => {
    const recorded = existsSync(join(folder, version, "recordings"));
    const recordings = recorded ? load(`${at}/${version}/recordings`, "recordings") : "async () => []";
    return `      ${version}: {
        load: ${load(`${at}/${version}`, version)},
        recordings: ${recordings},
      },\n`;
  });
  const key = /^[a-z]+$/u.test(slug) ? slug : JSON.stringify(slug);
  return `  ${key}: {
    manifest: ${load(`${at}/manifest`, "manifest")},
    versions: {
${versions.join("")}    },
  },\n`;
}

/** The registry of the connectors in a folder, all but those that are left out, as source. */
export function connectorRegistry(root: string, without: readonly string[] = []): string {
  const slugs = readdirSync(root)
    .filter((slug) => existsSync(join(root, slug, "manifest.ts")) && slug !== "sdk" && !without.includes(slug))
    .toSorted();
  return `import type { Registered } from "./sdk";

/** Every connector, by its slug. */
export const connectors: Record<string, Registered> = {
${slugs.map((slug) => registryEntry(slug, join(root, slug), `./${slug}`)).join("")}};
`;
}
