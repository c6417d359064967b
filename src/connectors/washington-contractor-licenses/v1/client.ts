import { z } from "zod";
import { endpoint } from "#connectors/sdk";

/** Empty cells are left out of rows. */
const cell = z.string().nullish();

const license = z.object({
  contractorlicensenumber: z.string(),
  contractorlicensestatus: z.string(),
  businessname: cell,
  contractorlicensetypecodedesc: cell,
  specialtycode1desc: cell,
  specialtycode2desc: cell,
  licenseeffectivedate: cell,
  licenseexpirationdate: cell,
  contractorlicensesuspenddate: cell,
});

/** L&I Contractor License Data - General. */
export const listLicenses = endpoint({
  name: "listLicenses",
  method: "GET",
  path: "/m8qx-ubtq.json",
  response: z.array(license),
});

const bond = z.object({
  contractorlicensenumber: z.string(),
  bondfirmname: cell,
  bondamt: cell,
  bondeffectivedate: cell,
  /** A day, or "Until Canceled". */
  bondexpirationdate: cell,
  bondcanceldate: cell,
  bondimpaired: cell,
  bondimpaireddate: cell,
});

/** L&I Contractor License Data - Bond. */
export const listBonds = endpoint({
  name: "listBonds",
  method: "GET",
  path: "/bzff-4fmt.json",
  response: z.array(bond),
});

const insurance = z.object({
  contractorlicensenumber: z.string(),
  insurancecompany: cell,
  insuranceamt: cell,
  effectivedate: cell,
  expirationdate: cell,
});

/** L&I Contractor License Data - Insurance. */
export const listInsurance = endpoint({
  name: "listInsurance",
  method: "GET",
  path: "/ciwg-agsx.json",
  response: z.array(insurance),
});

export type License = z.output<typeof license>;
export type Bond = z.output<typeof bond>;
export type Insurance = z.output<typeof insurance>;
