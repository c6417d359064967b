import type { Parcel } from "#models";
import type { Attributes } from "./client";
import type { County } from "./counties";

const SQFT_OF_AN_ACRE = 43_560;

type Value = Attributes[string];

/** Keys and codes may be padded. */
const text = (value: Value): string | null =>
  value === null || value === undefined ? null : String(value).trim() || null;

/** A positive number, also where it is text; zero stands for not known. */
function amount(value: Value): number | null {
  const number =
    typeof value === "string" ? Number(value.replaceAll(",", "").trim() || Number.NaN) : (value ?? Number.NaN);
  return Number.isFinite(number) && number > 0 ? number : null;
}

function lotOf({ fields }: County, row: Attributes): number | null {
  const sqft = fields.lot_sqft === undefined ? null : amount(row[fields.lot_sqft]);
  const acres = fields.lot_acres === undefined ? null : amount(row[fields.lot_acres]);
  if (sqft !== null) return Math.round(sqft);
  return acres === null ? null : Math.round(acres * SQFT_OF_AN_ACRE);
}

function setbacksOf({ fields: { setbacks } }: County, row: Attributes): Parcel["setbacks"] {
  if (!setbacks) return null;
  const [front, side, rear] = [setbacks.front, setbacks.side, setbacks.rear].map((name) => amount(row[name]));
  return { front_ft: front ?? null, side_ft: side ?? null, rear_ft: rear ?? null };
}

export type Found = Omit<Parcel, "site_id" | "latitude" | "longitude">;

export const nothing = (status: Parcel["status"], county: string | null): Found => ({
  status,
  county,
  number: null,
  address: null,
  city: null,
  lot_sqft: null,
  zoning: null,
  land_use: null,
  setbacks: null,
  others: 0,
});

/** @param rows parcels at the place: units of a building may lie upon each other */
export function toParcel(county: County, rows: readonly Attributes[]): Found {
  const { fields, name, noZoning = [] } = county;
  const numbered = rows.filter((row) => text(row[fields.number]) !== null);
  const [row] = numbered;
  if (!row) return nothing("no_parcel", name);
  const read = (field: string | undefined) => (field === undefined ? null : text(row[field]));
  const zoning = read(fields.zoning);
  return {
    status: "found",
    county: name,
    number: read(fields.number),
    address: read(fields.address),
    city: read(fields.city),
    lot_sqft: lotOf(county, row),
    zoning: zoning !== null && noZoning.includes(zoning) ? null : zoning,
    land_use: read(fields.land_use),
    setbacks: setbacksOf(county, row),
    others: new Set(numbered.map((one) => text(one[fields.number]))).size - 1,
  };
}
