/** What cities' words mean: each as its portal has it. */
import { expect, test } from "vitest";
import { CITIES } from "../../src/connectors/city-permits/v1/cities";
import { statusOf } from "../../src/connectors/city-permits/v1/mapper";
import { manifest } from "../../src/connectors/city-permits/manifest";
import { entries } from "../../src/modules/jurisdictions/catalogue/entries";

const SAID: Readonly<Record<string, readonly (readonly [status: string | null, words: string])[]>> = {
  austin: [
    ["permit_issued", "Active"],
    ["permit_finaled", "Final, Closed"],
    ["permit_cancelled", "Expired, VOID, Withdrawn, Cancelled, Aborted, Denied but Closed, Revoked, Rejected"],
    ["in_review", "On Hold"],
    ["application_accepted", "Pending"],
    [null, "Inactive, Suspended, New Permit Required"],
  ],
  chicago: [
    ["permit_issued", "ACTIVE, PHASED PERMITTING"],
    ["permit_finaled", "COMPLETE"],
    ["permit_cancelled", "EXPIRED, CANCELLED, REVOKED"],
    [null, "SUSPENDED"],
  ],
  "los-angeles": [
    ["application_accepted", "Submitted"],
    ["in_review", "PC Info Complete, PC Assigned, PC Approved, Quality Review, Verifications in Progress"],
    ["in_review", "Corrections Issued, Plans on Hold, Ready to Issue, Not Ready to Issue, Reviewed by Supervisor"],
    ["permit_issued", "Issued, Permit Extended, Re-Activate Permit"],
    ["inspection_phase", "CofO in Progress, OK for CofC, TCO Issued"],
    ["permit_finaled", "Permit Finaled, CofO Issued, CofC Issued, Permit Closed"],
    ["permit_cancelled", "Permit Expired, Revoked, Permit Withdrawn, Cancelled"],
    [null, "Intent to Revoke, No Progress"],
  ],
  "new-york": [
    ["in_review", "Objections, Pending Plan Examiner Assignment, Plan Examiner Review, Approved, QA Failed"],
    ["in_review", "Permit Entire - BC/DBC Review Objections, On Hold"],
    ["permit_issued", "Permit Entire, Permit Issued"],
    ["permit_finaled", "LOC Issued, CO Issued, PA Certificate of Operation Issued, Full Demolition Signed-off"],
    ["permit_finaled", "Inspection Complete"],
    ["permit_cancelled", "Filing Withdrawn, Revoked, LL 158-2017-Denied"],
    [null, "Intent to Revoke"],
  ],
  "san-francisco": [
    ["application_accepted", "filed, filing, triage"],
    ["in_review", "plancheck, approved, issuing"],
    ["permit_issued", "issued, reinstated"],
    ["inspection_phase", "inspection"],
    ["permit_finaled", "complete"],
    ["permit_cancelled", "expired, cancelled, withdrawn, disapproved, revoked, denied"],
    [null, "suspend, appeal, incomplete, upheld"],
  ],
};

test.each(CITIES)("what $agency says", (city) => {
  const said = SAID[city.agency] ?? [];
  const read = said.map(([, words]) => words.split(", ").map((text) => [text, statusOf(city, text)]));
  expect(read).toEqual(said.map(([status, words]) => words.split(", ").map((text) => [text, status])));
  expect(said.length).toBeGreaterThan(3);
});

test("every city is a jurisdiction of the registry, on a host that may be asked", () => {
  const listed = entries.filter(({ connector }) => connector === "city-permits");
  expect(listed.map(({ agency_code: agency }) => String(agency)).toSorted()).toEqual(
    CITIES.map(({ agency }) => agency),
  );
  expect(CITIES.map(({ host }) => host).toSorted()).toEqual(manifest.allowedHosts);
});
