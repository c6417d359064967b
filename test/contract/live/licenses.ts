import { expect } from "vitest";
import type { Api } from "./api";
import type { Refs } from "./records";

/** Boards, and the license of a vendor whose state has to be looked up by hand. */
export async function exerciseLicenses(api: Api, refs: Refs): Promise<void> {
  const boards = await api.does<{ data: unknown[] }>("listLicenseBoards", 200);
  expect(boards.body.data).toHaveLength(51);
  const params = { id: refs["vendor"] ?? "" };
  await api.does("updateVendor", 200, { params, body: { license_number: "CGC1523456", license_state: "FL" } });
  const byHand = await api.does("verifyVendorLicense", 409, { params });
  expect(byHand.body["detail"]).toContain("https://www.myfloridalicense.com/");
  const once = {
    params,
    body: { standing: "active", expires_on: "2099-08-31" },
    headers: { "idempotency-key": "seen" },
  };
  const made = await api.does("recordLicenseCheck", 201, once);
  expect((await api.does("recordLicenseCheck", 201, once)).body).toEqual(made.body);
  await api.does("recordLicenseCheck", 422, { ...once, body: { standing: "expired" } });
  await api.refuses("recordLicenseCheck", 400, { params, body: { standing: "active", expires_on: "2099-02-30" } });
  const license = await api.does("getVendorLicense", 200, { params });
  expect(license.body).toMatchObject({ current: made.body, checks: [made.body] });
}
