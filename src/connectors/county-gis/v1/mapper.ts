import { noParcel } from "#models";
import type { County, Told } from "./counties";

/** @param all parcels at the place: units of a building may lie upon each other */
export function toParcel({ name }: County, all: readonly Told[]) {
  const numbered = all.filter(({ number }) => number !== null);
  const [parcel] = numbered;
  if (!parcel) return noParcel("no_parcel", name);
  const others = new Set(numbered.map(({ number }) => number)).size - 1;
  return { ...noParcel("found", name), ...parcel, others };
}
