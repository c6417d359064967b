import type { LicenseStanding } from "#models";

/** Whether one that is `Ready for Renewal` still holds cannot be told from here. */
export const STANDINGS: Readonly<Record<string, LicenseStanding>> = {
  ACTIVE: "active",
  EXPIRED: "expired",
  "FAILED TO RENEW": "expired",
  SUSPENDED: "suspended",
  REVOKED: "inactive",
  SURRENDERED: "inactive",
  VOIDED: "inactive",
  "OUT OF BUSINESS": "inactive",
  CLOSE: "inactive",
};
