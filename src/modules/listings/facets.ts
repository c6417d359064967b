import type { DirectoryQuery, FacetName, Facets } from "./types";

/** How many listings have the same values. */
export type Group = Record<Exclude<FacetName, "installed">, string> & { installed: number | null; count: number };

const NAMES: readonly FacetName[] = ["category", "kind", "pricing", "status", "installed"];

const valueOf = (group: Group, name: FacetName): string | null =>
  name === "installed" ? (group.installed === null ? null : String(group.installed === 1)) : group[name];

function fits(group: Group, name: FacetName, query: DirectoryQuery): boolean {
  const value = valueOf(group, name);
  if (name === "installed") return query.installed === undefined || value === String(query.installed);
  return query[name] === undefined || (value !== null && query[name].includes(value));
}

/** For each filter, how many listings each of its values would show, the other filters staying as they are. */
export function facetsOf(groups: readonly Group[], query: DirectoryQuery): { facets: Facets; total: number } {
  const facet = (name: FacetName) => {
    const counts = new Map<string, number>();
    for (const group of groups) {
      const value = valueOf(group, name);
      if (value === null || !NAMES.every((other) => other === name || fits(group, other, query))) continue;
      counts.set(value, (counts.get(value) ?? 0) + group.count);
    }
    return [...counts]
      .map(([value, count]) => ({ value, count }))
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  };
  const facets = {
    category: facet("category"),
    kind: facet("kind"),
    pricing: facet("pricing"),
    status: facet("status"),
    installed: facet("installed"),
  };
  const shown = groups.filter((group) => NAMES.every((name) => fits(group, name, query)));
  return { facets, total: shown.reduce((sum, { count }) => sum + count, 0) };
}
