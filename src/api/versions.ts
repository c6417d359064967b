import { DAY_MS } from "#lib/time";

export type ApiVersion = {
  version: string;
  status: "preview" | "current" | "deprecated" | "sunset";
  /** Days, YYYY-MM-DD. */
  released: string;
  deprecated: string | null;
  sunset: string | null;
};

/** Every version of the API, oldest first. */
export const versions: readonly ApiVersion[] = [
  { version: "v1", status: "current", released: "2026-11-22", deprecated: null, sunset: null },
  { version: "v2", status: "preview", released: "2026-11-22", deprecated: null, sunset: null },
];

/** How long a version lives on after its deprecation, at the least. */
export const MIN_DEPRECATION_MS = 365 * DAY_MS;

/** @throws RangeError when a version would end too early, or ends without having been deprecated */
export function checkLifecycle(version: ApiVersion): void {
  if (version.sunset === null) return;
  if (version.deprecated === null) throw new RangeError(`${version.version} has a sunset but no deprecation`);
  if (Date.parse(version.sunset) - Date.parse(version.deprecated) < MIN_DEPRECATION_MS) {
    throw new RangeError(`${version.version} ends less than 12 months after its deprecation`);
  }
}

/**
 * Deprecation (RFC 9745: a structured date), Sunset (RFC 8594: an HTTP date) and the successor's link, for a version on
 * its way out; nothing for any other.
 */
export function lifecycleHeaders(version: ApiVersion, all: readonly ApiVersion[] = versions): Record<string, string> {
  if (version.deprecated === null) return {};
  const successor = all[all.indexOf(version) + 1];
  return {
    deprecation: `@${Date.parse(version.deprecated) / 1000}`,
    ...(version.sunset ? { sunset: new Date(version.sunset).toUTCString() } : {}),
    ...(successor ? { link: `</api/${successor.version}>; rel="successor-version"` } : {}),
  };
}
