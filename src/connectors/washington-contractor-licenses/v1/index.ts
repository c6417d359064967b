import { defineVersion } from "#connectors/sdk";
import { absentLicense } from "#models";
import { manifest } from "../manifest";
import { listBonds, listInsurance, listLicenses } from "./client";
import { current, toLicense } from "./mapper";

export const v1 = defineVersion(manifest, {
  baseUrl: "https://data.wa.gov/resource",
  check: async ({ call }) => {
    await call(listLicenses, { query: { $limit: 1 } });
  },
  actions: {
    verify_license: {
      repeat: "safe",
      run: async ({ call, input }) => {
        const number = input.number.trim().toUpperCase();
        const query = { contractorlicensenumber: number };
        const license = current(await call(listLicenses, { query }));
        if (!license) return absentLicense(number);
        return toLicense(license, await call(listBonds, { query }), await call(listInsurance, { query }));
      },
    },
  },
});
