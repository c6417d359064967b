import { latest, licenseBoard } from "#connectors/sdk";
import { absentLicense } from "#models";
import { manifest } from "../manifest";
import { listBonds, listInsurance, listLicenses } from "./client";
import { toLicense } from "./mapper";

export const v1 = licenseBoard(manifest, listLicenses, async (call, asked) => {
  const number = asked.toUpperCase();
  const query = { contractorlicensenumber: number };
  // Of several rows of a number, the one that runs longest.
  const license = latest(await call(listLicenses, { query }), (row) => row.expires_on);
  if (!license) return absentLicense(number);
  return toLicense(license, await call(listBonds, { query }), await call(listInsurance, { query }));
});
