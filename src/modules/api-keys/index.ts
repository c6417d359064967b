export { createApiKey } from "./create-api-key";
export { apiKeyList, listApiKeys } from "./list-api-keys";
export { revokeApiKey } from "./revoke-api-key";
export { rollApiKey } from "./roll-api-key";
export type { ApiKeyWithSecret, NewApiKey } from "./types";
