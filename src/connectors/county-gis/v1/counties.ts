import type { Box } from "#lib/geo";

/** Whose parcels are known, and how its layer names what is wanted. What it does not publish is left out. */
export type County = {
  /** The county's own number (FIPS): state and county. */
  geoid: string;
  name: string;
  /** Around the county; it holds some of the neighbours too. */
  box: Box;
  /** The parcels' layer, without `/query`. */
  layer: string;
  fields: {
    number: string;
    address?: string;
    city?: string;
    zoning?: string;
    land_use?: string;
    /** One of them. */
    lot_sqft?: string;
    lot_acres?: string;
  };
  /** What stands for no zoning. */
  noZoning?: readonly string[];
};

/** Owners' names, mailing addresses and values are in these layers too, and are not asked for. */
export const COUNTIES: readonly County[] = [
  {
    geoid: "53033",
    name: "King County, WA",
    box: [-122.55, 47.08, -121.06, 47.79],
    layer: "https://gismaps.kingcounty.gov/arcgis/rest/services/Property/KingCo_PropertyInfo/MapServer/2",
    fields: {
      number: "PIN",
      address: "ADDR_FULL",
      city: "CTYNAME",
      zoning: "KCA_ZONING",
      land_use: "PREUSE_DESC",
      lot_sqft: "LOTSQFT",
    },
  },
  {
    geoid: "04013",
    name: "Maricopa County, AZ",
    box: [-113.34, 32.5, -111.03, 34.05],
    layer: "https://gis.mcassessor.maricopa.gov/arcgis/rest/services/Parcels/MapServer/0",
    fields: {
      number: "APN_DASH",
      address: "PHYSICAL_ADDRESS",
      city: "PHYSICAL_CITY",
      zoning: "CITY_ZONING",
      land_use: "PUC",
      lot_sqft: "LAND_SIZE",
    },
    noZoning: ["CONTACT LOCAL JURISDICTION"],
  },
  {
    geoid: "37183",
    name: "Wake County, NC",
    box: [-79, 35.51, -78.24, 36.08],
    layer: "https://maps.wake.gov/arcgis/rest/services/Property/Parcels/MapServer/0",
    fields: {
      number: "PIN_NUM",
      address: "SITE_ADDRESS",
      city: "CITY_DECODE",
      land_use: "TYPE_USE_DECODE",
      lot_acres: "DEED_ACRES",
    },
  },
];
