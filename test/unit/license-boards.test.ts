/** What boards' numbers and words mean, where a mistake would pass one license off as another. */
import { describe, expect, test } from "vitest";
import { CallFailure, disciplineIn, licenseOf, partsOf, type Version } from "#connectors/sdk";
import { toLicense as connecticut } from "../../src/connectors/connecticut-contractor-licenses/v1/mapper";
import { toLicense as texas } from "../../src/connectors/texas-trade-licenses/v1/mapper";
import { connectors } from "#connectors";
import { absentLicense } from "#models";

/** What a version asks for, of a number; null where it refuses the number. */
async function askedFor(slug: string, number: string): Promise<unknown> {
  const version = (await connectors[slug]?.versions["v1"]?.load()) as unknown as Version<object>;
  let query: unknown;
  const call = (_endpoint: unknown, input?: { query?: unknown }) => {
    query = input?.query;
    return Promise.resolve([] as never);
  };
  const run = { call, config: {}, now: new Date(0), since: new Date(0), input: { number }, key: "" };
  const isRefused = (error: unknown) => error instanceof CallFailure && error.class === "config" && error.rejected;
  const outcome = await version.actions?.verify_license?.run(run).catch((error: unknown) => isRefused(error));
  expect([true, absentLicense(String((outcome as { number?: string }).number))]).toContainEqual(outcome);
  return outcome === true ? null : query;
}

describe("a number of one trade is never looked for among another's", () => {
  test.each([
    ["colorado-trade-licenses", "EC.0004751", { licensetype: "EC", licensenumber: "4751" }],
    ["colorado-trade-licenses", "pc 2225", { licensetype: "PC", licensenumber: "2225" }],
    ["colorado-trade-licenses", "4751", null],
    ["colorado-trade-licenses", "RN.4751", null],
    ["texas-trade-licenses", "TECL #39935", { license_type: "Electrical Contractor", license_number: "39935" }],
    ["texas-trade-licenses", "TACLB00112806E", { license_type: "A/C Contractor", license_number: "112806" }],
    ["texas-trade-licenses", "39935", null],
    ["texas-trade-licenses", "M-42142", null],
    ["connecticut-contractor-licenses", "HIC.0512350", { credentialtype: "HIC", credentialnumber: "512350" }],
    ["connecticut-contractor-licenses", "512350", null],
    ["delaware-trade-licenses", "L10055996", { license_no: "L1-0055996" }],
    ["delaware-trade-licenses", "0055996", null],
    ["illinois-roofing-licenses", "104.012345", { license_number: "104012345" }],
    ["illinois-roofing-licenses", "012345", null],
    ["new-york-city-licenses", "2072476-1-dca", { license_nbr: "2072476-1-DCA" }],
    ["new-york-city-licenses", "2072476", null],
  ])("%s: %s", async (slug, number, query) => {
    expect(await askedFor(slug, number)).toEqual(query);
  });

  test("a number that is written otherwise is refused, with how it is written", () => {
    expect(() => partsOf("4751", /^([A-Z]+)(\d+)$/u, "EC.0004751")).toThrow(CallFailure);
    expect(() => partsOf("4751", /^([A-Z]+)(\d+)$/u, "EC.0004751")).toThrow(/like EC\.0004751/u);
    expect(partsOf("ab12", /^([A-Z]+)(\d+)(X)?$/u, "")).toEqual(["AB", "12", undefined]);
  });
});

const row = { number: "1", name: "Rivers", kind: null, effective_on: null, expires_on: "2026-11-20" };

describe("what a board says", () => {
  test.each([
    ["Active", "active"],
    [" ACTIVE ", "active"],
    ["Active - Restricted", "unknown"],
    ["", "unknown"],
    [null, "unknown"],
  ])("%s is %s", (status, standing) => {
    expect(licenseOf({ ...row, status }, { ACTIVE: "active" })).toMatchObject({ standing });
  });

  test("its own words stay", () => {
    const license = licenseOf({ ...row, status: " Under Review ", kind: "Roofer" }, {});
    expect(license).toMatchObject({ status_text: "Under Review", classifications: ["Roofer"], discipline: null });
  });

  test("actions are told once each, with their day where there is one", () => {
    const told = [
      { action: "Fine", action_on: "2023-05-09" },
      { action: "Fine", action_on: "2023-05-09" },
      { action: "Reprimand", action_on: null },
      { action: null, action_on: null },
    ];
    expect(disciplineIn(told)).toEqual(["Fine (2023-05-09)", "Reprimand"]);
  });
});

describe("Texas has no status but an end", () => {
  const rows = [{ number: "39935", kind: "Electrical Contractor", name: "Rivers", expires_on: "2026-11-20" }];
  test.each([
    ["2026-11-20", "active"],
    ["2026-11-21", "expired"],
  ])("on %s it is %s", (today, standing) => {
    expect(texas("TECL39935", rows, today)).toMatchObject({ standing, status_text: null });
  });

  test("without an end nothing is known, and of several rows the one that runs longest counts", () => {
    const [first] = rows;
    const endless = { number: "39935", kind: "Electrical Contractor", name: null, expires_on: null };
    expect(texas("TECL39935", [endless], "2026-11-21").standing).toBe("unknown");
    const later = { number: "39935", kind: "Electrical Contractor", name: null, expires_on: "2027-11-20" };
    expect(texas("TECL39935", [first ?? later, later], "2026-11-21").expires_on).toBe("2027-11-20");
    expect(texas("TECL1", [], "2026-11-21").standing).toBe("absent");
  });
});

describe("Connecticut says why", () => {
  test.each([
    ["ACTIVE", "CURRENT", "active"],
    ["ACTIVE", null, "active"],
    ["ACTIVE IN RENEWAL", "CURRENT", "active"],
    ["ACTIVE", "SOMETHING NEW", "unknown"],
    ["INACTIVE", "LAPSED DUE TO NON-RENEWAL", "expired"],
    ["INACTIVE", "EXPIRED MORE THAN 3 YEARS - MUST REAPPLY", "expired"],
    ["LAPSED", null, "expired"],
    ["INACTIVE", "TERMINATED", "inactive"],
    ["INACTIVE", "SUSPENDED BY ORDER", "suspended"],
    ["RETIRED", "NOT ACTIVELY ENGAGING", "inactive"],
    ["PENDING", "PENDING", "unknown"],
    ["APPROVED", "CURRENT", "unknown"],
  ])("%s, %s: %s", (status, reason, standing) => {
    expect(connecticut({ ...row, status, reason })).toMatchObject({ standing });
  });
});
