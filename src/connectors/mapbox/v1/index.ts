import { type Action, type Call, defineVersion, refused } from "#connectors/sdk";
import { manifest } from "../manifest";
import { api, LONGEST_ADDRESS } from "./client";

/** The Census Bureau's own, which is where it says. */
const SOME_ADDRESS = "4600 Silver Hill Road, Washington, DC 20233";

/** What is kept of an answer has to be asked for as permanent (docs.mapbox.com, temporary versus permanent geocoding). */
const placesOf = (call: Call, address: string) =>
  call(api.findPlaces, {
    query: { q: address, country: "us", types: "address,street", autocomplete: false, limit: 5, permanent: true },
  });

const geocodeAddress: Action<unknown, "geocode_address"> = {
  repeat: "safe",
  async run({ call, input: { address } }) {
    if (address.length > LONGEST_ADDRESS)
      throw refused(`Mapbox takes addresses of at most ${LONGEST_ADDRESS} characters.`);
    const { features } = await placesOf(call, address);
    return { matches: features };
  },
};

export const v1 = defineVersion(manifest, {
  baseUrl: "https://api.mapbox.com",
  quota: { calls: 300, perSeconds: 60 },
  check: ({ call }) => placesOf(call, SOME_ADDRESS),
  actions: { geocode_address: geocodeAddress },
});
