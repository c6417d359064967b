import { defineVersion } from "#connectors/sdk";
import { manifest } from "../manifest";
import { listLicenses } from "./client";
import { toLicense } from "./mapper";

export const v1 = defineVersion(manifest, {
  baseUrl: "https://data.oregon.gov/resource",
  check: async ({ call }) => {
    await call(listLicenses, { query: { $limit: 1 } });
  },
  actions: {
    verify_license: {
      repeat: "safe",
      run: async ({ call, input }) => {
        const number = input.number.trim();
        return toLicense(number, await call(listLicenses, { query: { license_number: number } }));
      },
    },
  },
});
