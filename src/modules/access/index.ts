export { authenticate } from "./authenticate";
export { addressDenial, limitAddress } from "./limit-address";
export { forgetAuthorization, forgetKey } from "./limiter";
export { limitInBlocks } from "./limit-in-blocks";
export { isHeld } from "./recent-uses";
export { refuseFlood } from "./refuse-flood";
export { planLimit } from "#lib/plan-limits";
export { allScopes, applicationScopes, describeScope, missingScopes } from "./scopes";
