import { entities, readScope, type Scope, writeScope } from "#models";

/** Everything a key may be allowed to do. Write does not imply read. */
export const allScopes: readonly Scope[] = [
  ...new Set([
    ...Object.values(entities).flatMap((entity) => [readScope(entity), writeScope(entity)]),
    "read:webhooks" as const,
    "write:webhooks" as const,
    "read:events" as const,
    "read:api_keys" as const,
    "write:api_keys" as const,
    "read:usage" as const,
    "read:notifications" as const,
    "write:notifications" as const,
  ]),
].toSorted();

/** @returns what is wanted and not granted */
export const missingScopes = (wanted: readonly string[], granted: readonly string[]): string[] =>
  wanted.filter((scope) => !granted.includes(scope));
