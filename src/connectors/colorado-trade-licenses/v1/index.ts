import { licenseBoard, partsOf } from "#connectors/sdk";
import { manifest } from "../manifest";
import { listLicenses } from "./client";
import { KINDS, toLicense } from "./mapper";

const FORM = new RegExp(`^(${Object.keys(KINDS).join("|")})[ .-]*0*(\\d+)$`, "u");

export const v1 = licenseBoard(
  manifest,
  { baseUrl: "https://data.colorado.gov/resource", licenses: listLicenses },
  async (call, asked) => {
    const [licensetype = "", licensenumber = ""] = partsOf(asked, FORM, "EC.0004751");
    const query = { licensetype, licensenumber };
    return toLicense(`${licensetype}.${licensenumber}`, await call(listLicenses, { query }));
  },
);
