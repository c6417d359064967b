import { z } from "zod";
import { cells, type RowOf, socrataTable } from "#connectors/sdk";

const { words, day, cover } = cells();

/** L&I Contractor License Data - General. */
export const listLicenses = socrataTable("listLicenses", "m8qx-ubtq", {
  number: ["contractorlicensenumber", z.string()],
  status: ["contractorlicensestatus", z.string()],
  name: ["businessname", words],
  type: ["contractorlicensetypecodedesc", words],
  specialty: ["specialtycode1desc", words],
  specialty2: ["specialtycode2desc", words],
  effective_on: ["licenseeffectivedate", day],
  expires_on: ["licenseexpirationdate", day],
  suspended_on: ["contractorlicensesuspenddate", day],
});

const BOND = { company: "bondfirmname", amount: "bondamt", expires: "bondexpirationdate", cancelled: "bondcanceldate" };

/** L&I Contractor License Data - Bond. It expires on a day, or "Until Canceled". */
export const listBonds = socrataTable("listBonds", "bzff-4fmt", {
  effective_on: ["bondeffectivedate", day],
  impaired: ["bondimpaired", words],
  impaired_on: ["bondimpaireddate", day],
  cover: ["", cover(BOND)],
});

/** L&I Contractor License Data - Insurance. */
export const listInsurance = socrataTable("listInsurance", "ciwg-agsx", {
  effective_on: ["effectivedate", day],
  cover: ["", cover({ company: "insurancecompany", amount: "insuranceamt", expires: "expirationdate" })],
});

export type License = RowOf<typeof listLicenses>;
export type Bond = RowOf<typeof listBonds>;
export type Insurance = RowOf<typeof listInsurance>;
