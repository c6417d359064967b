/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["ApiKeyCreate"]["scopes"][number]} Scope */

/**
 * What a scope allows, in words for who gives it away; said of an application or a key.
 * @type {Record<Scope, string>}
 */
export const SCOPE_WORDS = {
  "read:clients": "See your clients",
  "write:clients": "Add, change and delete your clients",
  "read:projects": "See your projects",
  "write:projects": "Add, change and delete your projects",
  "read:cost_codes": "See your cost codes",
  "write:cost_codes": "Add, change and delete your cost codes",
  "read:budgets": "See your budgets and their lines",
  "write:budgets": "Add, change and delete your budgets",
  "read:schedules": "See your schedules and their tasks",
  "write:schedules": "Add, change and delete your schedules",
  "read:vendors": "See your vendors",
  "write:vendors": "Add, change and delete your vendors",
  "read:invoices": "See your invoices",
  "write:invoices": "Add, change, approve and void your invoices",
  "read:payments": "See your payments",
  "write:payments": "Add, change and delete your payments",
  "read:permits": "See your permits, and the registry of jurisdictions",
  "write:permits": "Add, file, follow and withdraw your permits, and report jurisdictions",
  "read:change_orders": "See your change orders",
  "write:change_orders": "Add, submit, approve and reject your change orders",
  "read:documents": "See and download your documents",
  "write:documents": "Upload, change and delete your documents",
  "read:events": "See everything that happened to your records",
  "read:webhooks": "See your webhooks and what they delivered",
  "write:webhooks": "Add, change and remove webhooks, which send your data elsewhere",
  "read:surveys": "See what surveys say of lots and sites",
  "write:surveys": "Import surveys from documents, and delete them",
  "read:integrations": "See your integrations and the data they brought",
  "write:integrations": "Install, run, change and remove integrations",
  "read:usage": "See how your keys and applications use the API",
  "read:notifications": "See what the platform has told you",
  "write:notifications": "Mark notifications as read",
  "read:api_keys": "See your API keys, without the keys themselves",
  "write:api_keys": "Create, roll and revoke API keys",
  "read:authorized_apps": "See the applications you let in",
  "write:authorized_apps": "Revoke the applications you let in",
};

/** Scopes that give out access, or send data elsewhere. */
export const POWERFUL = new Set(["write:api_keys", "write:webhooks", "write:integrations", "write:authorized_apps"]);

export const ALL_SCOPES = /** @type {Scope[]} */ (Object.keys(SCOPE_WORDS));

/**
 * @param {string} scope
 * @returns {string}
 */
export const wordsOf = (scope) => /** @type {Record<string, string>} */ (SCOPE_WORDS)[scope] ?? scope;

/** @param {string} noun `cost_codes` */
export const nounLabel = (noun) => {
  const words = noun.replaceAll("_", " ").replace("api", "API");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The scopes by noun, in their order. */
export const nouns = [...new Set(ALL_SCOPES.map((scope) => scope.split(":")[1] ?? ""))].map((noun) => ({
  noun,
  label: nounLabel(noun),
  read: ALL_SCOPES.find((scope) => scope === `read:${noun}`),
  write: ALL_SCOPES.find((scope) => scope === `write:${noun}`),
}));
