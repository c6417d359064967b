import { latest, licenseBoard, licenseOf, partsOf } from "#connectors/sdk";
import { absentLicense } from "#models";
import { manifest } from "../manifest";
import { listLicenses } from "./client";
import { STANDINGS } from "./mapper";

/** Numbers of other counties have another form, and are not looked for here. */
const FORM = /^(\d{7}(?:-\d+)?-(?:DCA|DCWP))$/u;

export const v1 = licenseBoard(
  manifest,
  { baseUrl: "https://data.cityofnewyork.us/resource", licenses: listLicenses },
  async (call, asked) => {
    const [number = ""] = partsOf(asked, FORM, "2054609-DCA");
    const license = latest(await call(listLicenses, { query: { license_nbr: number } }), (row) => row.expires_on);
    return license ? licenseOf(license, STANDINGS) : absentLicense(number);
  },
);
