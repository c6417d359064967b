import { sizeIn, textIn } from "#lib/published-cells";
import { SQFT_OF_AN_ACRE } from "#lib/units";
import { noParcel } from "#models";
import type { Attributes } from "./client";
import type { County } from "./counties";

/** @param rows parcels at the place: units of a building may lie upon each other */
export function toParcel({ fields, name, noZoning = [] }: County, rows: readonly Attributes[]) {
  const numbered = rows.filter((row) => textIn(row[fields.number]) !== null);
  const [row] = numbered;
  if (!row) return noParcel("no_parcel", name);
  const valueOf = (field: string | undefined) => (field === undefined ? null : row[field]);
  const zoning = textIn(valueOf(fields.zoning));
  const acres = sizeIn(valueOf(fields.lot_acres));
  const sqft = sizeIn(valueOf(fields.lot_sqft)) ?? (acres === null ? null : acres * SQFT_OF_AN_ACRE);
  return {
    ...noParcel("found", name),
    number: textIn(valueOf(fields.number)),
    address: textIn(valueOf(fields.address)),
    city: textIn(valueOf(fields.city)),
    lot_sqft: sqft === null ? null : Math.round(sqft),
    zoning: zoning !== null && noZoning.includes(zoning) ? null : zoning,
    land_use: textIn(valueOf(fields.land_use)),
    others: new Set(numbered.map((one) => textIn(one[fields.number]))).size - 1,
  };
}
