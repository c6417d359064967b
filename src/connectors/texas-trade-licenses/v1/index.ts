import { licenseBoard, partsOf } from "#connectors/sdk";
import { manifest } from "../manifest";
import { listLicenses } from "./client";
import { KINDS, toLicense } from "./mapper";

/** As contractors have to show it: `TACLA00135747C`, `TECL 39935`. */
const FORM = /^(TECL|TACLA|TACLB)[ #.-]*0*(\d+)[A-Z]?$/u;

export const v1 = licenseBoard(
  manifest,
  { baseUrl: "https://data.texas.gov/resource", licenses: listLicenses },
  async (call, asked, now) => {
    const [letters = "", number = ""] = partsOf(asked, FORM, "TECL 39935, or TACLA00135747C");
    const query = { license_type: KINDS[letters], license_number: number };
    return toLicense(`${letters}${number}`, await call(listLicenses, { query }), now.toISOString().slice(0, 10));
  },
);
