import { once } from "#lib/once";
import { addressMatches, addressToFind, textSchema } from "#models";
import { findAddress, type FoundAddress } from "#modules/address-lookup";
import { z } from "@hono/zod-openapi";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { shortText } from "../integrations/schemas";

const ADDRESS = "1600 Pennsylvania Avenue NW, Washington, DC 20500";
const match = {
  address: "1600 PENNSYLVANIA AVE NW, WASHINGTON, DC, 20502",
  latitude: 38.898754,
  longitude: -77.03535,
  precision: "along_street",
};
const example = { address: ADDRESS, matches: [match], slug: "us-census-geocoder", source: "US Census Geocoder" };

const address = (description: string) => textSchema(300).min(1).openapi({ description, example: ADDRESS });

const inputSchema = once(() =>
  addressToFind()
    .extend({ address: address("Street, city, state and ZIP code in one line.") })
    .openapi("AddressLookup", { description: "The address whose place is looked for." }),
);

const schema = once(() =>
  z
    .object({
      address: address("What was asked."),
      matches: addressMatches().shape.matches.openapi({
        description: "The best first; none where the address is not known.",
        example: [match],
      }),
      slug: shortText("The integration that was asked.", example.slug),
      source: shortText("Its name.", example.source),
    })
    .openapi("AddressMatches", { description: "The places that an address may be." }),
);

export const addressMatchEndpoints: readonly AnyEndpoint[] = [
  endpoint<FoundAddress, { address: string }>({
    operationId: "findAddress",
    method: "post",
    path: "/address-matches",
    scope: "read:projects",
    tag: "Projects",
    summary: "Find the place of an address",
    description:
      "The places that an address may be, with how near to it they are, for a person to choose from: nothing is stored. It needs US Census Geocoder to be installed; without it the answer is a 409.",
    callsUpstream: true,
    body: { schema: inputSchema, example: { address: ADDRESS } },
    responses: { 200: { description: "What was found.", schema, example } },
    run: ({ ctx, body }) => findAddress(ctx, body.address),
    answer: (found) => ({ status: 200, body: found }),
  }),
];
