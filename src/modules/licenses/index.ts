export { type Board, licenseBoards } from "./boards";
export type { LicenseCheck } from "./store";
export { getLicense, type LicenseOfVendor, recordManualCheck, verifyLicense } from "./verify-license";
export { watchLicenses } from "./watch-licenses";
