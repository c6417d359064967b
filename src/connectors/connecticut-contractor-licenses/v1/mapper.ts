import { licenseOf } from "#connectors/sdk";
import type { ContractorLicense, LicenseStanding } from "#models";
import type { License } from "./client";

const GOOD = new Set(["", "CURRENT", "ACTIVE", "ACCEPTED", "REGISTERED", "CERTIFIED", "LICENSED", "IN RENEWAL"]);

/** An active one with another reason than these, a pending one, and what is new are unknown. */
function standingOf(status: string, reason: string): LicenseStanding {
  if (/SUSPEN/u.test(`${status} ${reason}`)) return "suspended";
  if (status === "ACTIVE" || status === "ACTIVE IN RENEWAL") return GOOD.has(reason) ? "active" : "unknown";
  if (status === "LAPSED" || (status === "INACTIVE" && /RENEW|EXPIRED/u.test(reason))) return "expired";
  return /^(?:INACTIVE|CLOSED|RETIRED|DENIED)\b/u.test(status) ? "inactive" : "unknown";
}

export function toLicense(license: License): ContractorLicense {
  const [status, reason] = [license.status.trim(), (license.reason ?? "").trim()];
  return {
    ...licenseOf(license, {}),
    standing: standingOf(status.toUpperCase(), reason.toUpperCase()),
    status_text: [status, reason].filter(Boolean).join(": "),
  };
}
