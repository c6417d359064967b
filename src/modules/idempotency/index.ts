export { claimKey, type Claim } from "./claim-key";
export { purgeKeys } from "./purge-keys";
