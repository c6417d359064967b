import { licenseBoard } from "#connectors/sdk";
import { manifest } from "../manifest";
import { listLicenses } from "./client";
import { toLicense } from "./mapper";

export const v1 = licenseBoard(manifest, listLicenses, async (call, number) =>
  toLicense(number, await call(listLicenses, { query: { license_number: number } })),
);
