export { createApiKey } from "./create-api-key";
export { apiKeyList, getApiKey, listApiKeys } from "./list-api-keys";
export { revokeApiKey } from "./revoke-api-key";
export { rollApiKey } from "./roll-api-key";
export type { ApiKey, ApiKeyWithSecret, NewApiKey } from "./types";
