import { latest, licenseBoard, partsOf } from "#connectors/sdk";
import { absentLicense } from "#models";
import { manifest } from "../manifest";
import { listLicenses } from "./client";
import { toLicense } from "./mapper";

const FORM = /^([A-Z]{2,5})[ .-]*0*(\d+)(?:-([A-Z]+\d*))?$/u;

export const v1 = licenseBoard(
  manifest,
  { baseUrl: "https://data.ct.gov/resource", licenses: listLicenses },
  async (call, asked) => {
    const [type, number, subcategory] = partsOf(asked, FORM, "HIC.0512350, or ELC.0012234-E2");
    const query = {
      credentialtype: type,
      credentialnumber: number,
      ...(subcategory ? { credentialsubcategory: subcategory } : {}),
    };
    const license = latest(await call(listLicenses, { query }), (row) => row.expires_on);
    return license ? toLicense(license) : absentLicense(asked);
  },
);
