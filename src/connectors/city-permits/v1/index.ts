import { defineVersion, latest, ofEachPermit, unlessFailed } from "#connectors/sdk";
import { manifest } from "../manifest";
import { CITIES, type City, permitsOf } from "./cities";
import { toPermit } from "./mapper";

export const v1 = defineVersion(manifest, {
  baseUrl: "https://data.austintexas.gov",
  syncs: {
    permits: ofEachPermit(({ call }) => {
      const asked = unlessFailed<City>();
      return async (permit) => {
        const city = CITIES.find(({ agency }) => agency === permit.agency);
        if (!city) return null;
        const query = { [city.number]: permit.number };
        const told = latest(await asked(city, () => call(permitsOf(city), { query })), (row) => row.status_at ?? null);
        return told?.status_text ? toPermit(city, permit, told) : null;
      };
    }),
  },
});
