import { latest, licenseBoard, licenseOf, partsOf } from "#connectors/sdk";
import { absentLicense } from "#models";
import { manifest } from "../manifest";
import { listLicenses } from "./client";
import { STANDINGS } from "./mapper";

const FORM = /^([A-Z][A-Z\d])[ .-]*(\d{7})$/u;

export const v1 = licenseBoard(
  manifest,
  { baseUrl: "https://data.delaware.gov/resource", licenses: listLicenses },
  async (call, asked) => {
    const number = partsOf(asked, FORM, "M9-0012482").join("-");
    const license = latest(await call(listLicenses, { query: { license_no: number } }), (row) => row.expires_on);
    return license ? licenseOf(license, STANDINGS) : absentLicense(number);
  },
);
