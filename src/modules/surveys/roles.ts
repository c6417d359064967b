import type { Role } from "./types";

/**
 * What the names of layers and plan features tell, in the words of the National CAD Standard and of what surveyors write
 * besides. The first that fits holds: an easement's line is often on a layer of the property, too.
 */
const WORDS: readonly (readonly [Role, RegExp])[] = [
  ["easement", /ESMT|EASE|R-?O-?W\b|RWAY/iu],
  ["setback", /SETB|SBCK|\bBSL\b|\bBRL\b|BLDG[-_ ]?LINE|BUILDING[-_ ]?LINE/iu],
  ["contour", /CONT|TOPO[-_ ]?(?:MAJR|MINR|INDX)|\bSPOT/iu],
  ["utility", /UTIL|STRM|SEWR|SSWR|WATR|WATER|NGAS|\bGAS|POWR|ELEC|COMM|TELE|FIBR|SEPTIC|HYDR|MANHOLE/iu],
  ["building", /BLDG|BUILDING|STRUCT|HOUSE|FOOTPRINT|FNDN|FOUNDATION/iu],
  ["boundary", /BNDY|BOUND|PROP|\bLOT|PARCEL|DEED|PLAT/iu],
];

/** What the layer stands for, by what the caller says of it or by its name. */
export function roleOf(name: string, said: Readonly<Record<string, Role>>): Role {
  if (Object.hasOwn(said, name)) return said[name] ?? "other";
  return WORDS.find(([, words]) => words.test(name))?.[0] ?? "other";
}
