export { authenticateKey, type Principal } from "./authenticate-key";
export { addressDenial, limitAddress } from "./limit-address";
export { forgetKey } from "./limiter";
export { planLimit } from "./plans";
export { allScopes, missingScopes } from "./scopes";
