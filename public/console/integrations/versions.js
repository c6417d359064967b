/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["Integration"]["versions"][number]} Version */

/** @param {string} install its id */
export const upgradeLink = (install) => `/console/integrations/upgrade/?id=${install}`;

/** @returns {string} today in UTC, YYYY-MM-DD */
const today = () => new Date().toISOString().slice(0, 10);

/**
 * Which versions an install has before it and behind it.
 * @param {Pick<Schemas["Install"], "version" | "previous_version">} install
 * @param {readonly Version[]} versions of its listing
 */
export function standingOf({ version, previous_version: before }, versions) {
  const present = versions.find(({ version: name }) => name === version);
  const newest = versions.find(({ status }) => status === "current");
  const previous = versions.find(({ version: name }) => name === before);
  const deadline = previous?.upgrade_deadline ?? null;
  return {
    present,
    /** undefined when nothing is newer than what is in use. */
    next: newest && newest.version !== version ? newest : undefined,
    /** What can be gone back to; undefined when there is nothing, or it has ended. */
    previous: previous && (deadline === null || deadline > today()) ? previous : undefined,
  };
}

/** @param {string} day YYYY-MM-DD @returns {number} begun days until then; 0 once it has come */
export const daysUntil = (day) => Math.max(0, Math.ceil((Date.parse(`${day}T00:00:00Z`) - Date.now()) / 86_400_000));
