import { z } from "zod";
import { arcgisLayer, type Sources } from "#connectors/sdk";
import type { Box } from "#lib/geo";
import { sizeIn, textIn } from "#lib/published-cells";
import { SQFT_OF_AN_ACRE } from "#lib/units";
import type { Parcel } from "#models";

/** What a county tells of a parcel. What it does not publish is left out. */
export type Told = Pick<Parcel, "number"> &
  Partial<Pick<Parcel, "address" | "city" | "zoning" | "land_use" | "lot_sqft">>;

/** Whose parcels are known, and how its layer names what is wanted. */
export type County = {
  /** The county's own number (FIPS): state and county. */
  geoid: string;
  name: string;
  /** Around the county; it holds some of the neighbours too. */
  box: Box;
  /** The parcels' layer, without `/query`. */
  layer: string;
  fields: Sources<Told>;
};

/** Whether numbers come as text differs by county. */
const value = z.union([z.string(), z.number(), z.null()]).optional();

/** @param none what stands for nothing */
const words = (name: string, none?: string) =>
  [name, value.transform(textIn).transform((said) => (said === none ? null : said))] as const;

/** @param sqft of one of the units that the county measures in */
const size = (name: string, sqft = 1) =>
  [name, value.transform(sizeIn).transform((many) => (many === null ? null : Math.round(many * sqft)))] as const;

/** The parcels of a county: the fields of its layer that are mapped, and no others. */
export const parcelsOf = ({ layer, fields }: County) => arcgisLayer("queryParcels", layer, fields);

/** Owners' names, mailing addresses and values are in these layers too, and are not asked for. */
export const COUNTIES: readonly County[] = [
  {
    geoid: "53033",
    name: "King County, WA",
    box: [-122.55, 47.08, -121.06, 47.79],
    layer: "https://gismaps.kingcounty.gov/arcgis/rest/services/Property/KingCo_PropertyInfo/MapServer/2",
    fields: {
      number: words("PIN"),
      address: words("ADDR_FULL"),
      city: words("CTYNAME"),
      zoning: words("KCA_ZONING"),
      land_use: words("PREUSE_DESC"),
      lot_sqft: size("LOTSQFT"),
    },
  },
  {
    geoid: "04013",
    name: "Maricopa County, AZ",
    box: [-113.34, 32.5, -111.03, 34.05],
    layer: "https://gis.mcassessor.maricopa.gov/arcgis/rest/services/Parcels/MapServer/0",
    fields: {
      number: words("APN_DASH"),
      address: words("PHYSICAL_ADDRESS"),
      city: words("PHYSICAL_CITY"),
      zoning: words("CITY_ZONING", "CONTACT LOCAL JURISDICTION"),
      land_use: words("PUC"),
      lot_sqft: size("LAND_SIZE"),
    },
  },
  {
    geoid: "37183",
    name: "Wake County, NC",
    box: [-79, 35.51, -78.24, 36.08],
    layer: "https://maps.wake.gov/arcgis/rest/services/Property/Parcels/MapServer/0",
    fields: {
      number: words("PIN_NUM"),
      address: words("SITE_ADDRESS"),
      city: words("CITY_DECODE"),
      land_use: words("TYPE_USE_DECODE"),
      lot_sqft: size("DEED_ACRES", SQFT_OF_AN_ACRE),
    },
  },
];
