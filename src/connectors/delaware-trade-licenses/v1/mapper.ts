import type { LicenseStanding } from "#models";

/** Nobody can tell from here what `Probation`, `Delinquent` or `Under Review` allow. */
export const STANDINGS: Readonly<Record<string, LicenseStanding>> = {
  ACTIVE: "active",
  EXPIRED: "expired",
  "EXPIRED INACTIVE": "expired",
  SUSPENDED: "suspended",
  "NON-DISCIPLINARY SUSPENSION": "suspended",
  INACTIVE: "inactive",
  DEACTIVATED: "inactive",
  CLOSED: "inactive",
  REVOKED: "inactive",
  ANNULLED: "inactive",
  TERMINATED: "inactive",
  WITHDRAWN: "inactive",
  DENIED: "inactive",
  DECEASED: "inactive",
};
