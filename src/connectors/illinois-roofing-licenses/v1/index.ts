import { licenseBoard, partsOf } from "#connectors/sdk";
import { manifest } from "../manifest";
import { listLicenses } from "./client";
import { toLicense } from "./mapper";

export const v1 = licenseBoard(
  manifest,
  { baseUrl: "https://data.illinois.gov/resource", licenses: listLicenses },
  async (call, asked) => {
    const number = partsOf(asked, /^(\d{3})[ .-]*(\d{6})$/u, "104.012345").join("");
    return toLicense(number, await call(listLicenses, { query: { license_number: number } }));
  },
);
