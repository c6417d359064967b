import { z } from "zod";
import { cells, type RowOf, socrataTable } from "#connectors/sdk";

const { words, day, nameIn } = cells();

/**
 * State Licenses and Credentials. A number is one within its type, and has no zeros before it; the code is both, as in
 * `HIC.0512350` or `ELC.0012234-E2`, whose end is a subcategory.
 */
export const listLicenses = socrataTable("listLicenses", "ngch-56tr", {
  number: ["fullcredentialcode", z.string()],
  kind: ["credential", words],
  status: ["status", z.string()],
  reason: ["statusreason", words],
  name: ["", nameIn("businessname", "name")],
  effective_on: ["effectivedate", day],
  expires_on: ["expirationdate", day],
});

export type License = RowOf<typeof listLicenses>;
