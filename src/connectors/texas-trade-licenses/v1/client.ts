import { z } from "zod";
import { cells, type RowOf, socrataTable } from "#connectors/sdk";

const { words, day } = cells();

/** TDLR - All Licenses. A number is one within its type alone, without letters and zeros. Days are MM/DD/YYYY. */
export const listLicenses = socrataTable("listLicenses", "7358-krk7", {
  number: ["license_number", z.string()],
  kind: ["license_type", z.string()],
  name: [["business_name", "owner_name"], words],
  expires_on: ["license_expiration_date_mmddccyy", day],
});

export type License = RowOf<typeof listLicenses>;
