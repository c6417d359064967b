import { type RowOf, socrataTable } from "#connectors/sdk";

/** L&I Contractor License Data - General. */
export const listLicenses = socrataTable("listLicenses", "m8qx-ubtq", {
  keys: ["contractorlicensenumber", "contractorlicensestatus"],
  cells: [
    "businessname",
    "contractorlicensetypecodedesc",
    "specialtycode1desc",
    "specialtycode2desc",
    "licenseeffectivedate",
    "licenseexpirationdate",
    "contractorlicensesuspenddate",
  ],
});

/** L&I Contractor License Data - Bond. It expires on a day, or "Until Canceled". */
export const listBonds = socrataTable("listBonds", "bzff-4fmt", {
  keys: ["contractorlicensenumber"],
  cells: [
    "bondfirmname",
    "bondamt",
    "bondeffectivedate",
    "bondexpirationdate",
    "bondcanceldate",
    "bondimpaired",
    "bondimpaireddate",
  ],
});

/** L&I Contractor License Data - Insurance. */
export const listInsurance = socrataTable("listInsurance", "ciwg-agsx", {
  keys: ["contractorlicensenumber"],
  cells: ["insurancecompany", "insuranceamt", "effectivedate", "expirationdate"],
});

export type License = RowOf<typeof listLicenses>;
export type Bond = RowOf<typeof listBonds>;
export type Insurance = RowOf<typeof listInsurance>;
