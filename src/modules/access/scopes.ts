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
    "read:authorized_apps" as const,
    "write:authorized_apps" as const,
    "read:integrations" as const,
    "write:integrations" as const,
    "read:surveys" as const,
    "write:surveys" as const,
  ]),
].toSorted();

/** What would let an application outlive its authorization, or look into what others may do: for keys and people alone. */
const NOT_FOR_APPLICATIONS = /:(?:api_keys|authorized_apps|builder|members)$/u;

/** Everything an application may be registered for and a builder may grant it. */
export const applicationScopes: readonly Scope[] = allScopes.filter((scope) => !NOT_FOR_APPLICATIONS.test(scope));

const SPECIAL: Readonly<Record<string, string>> = {
  "read:webhooks": "See the webhooks it made and what they delivered",
  "write:webhooks": "Make webhooks, which send whatever happens in your data to addresses of its choice",
  "read:events": "See everything that happened to your records",
  "read:integrations": "See your integrations, what they bring and the requests they make",
  "write:integrations": "Install, configure, run and remove your integrations",
  "read:surveys": "See what your surveys say of lots and sites",
  "write:surveys": "Import surveys from your documents, lay them over site plans, and delete them",
  "read:usage": "See how your keys and applications use the API",
};

/** What a scope lets an application do, in words for the person who decides. */
export function describeScope(scope: string): string {
  const [verb, noun = ""] = scope.split(":");
  const words = noun.replaceAll("_", " ");
  return SPECIAL[scope] ?? (verb === "read" ? `See your ${words}` : `Add, change and delete your ${words}`);
}

/** @returns what is wanted and not granted */
export const missingScopes = (wanted: readonly string[], granted: readonly string[]): string[] =>
  wanted.filter((scope) => !granted.includes(scope));
