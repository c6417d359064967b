import { z } from "zod";
import { cells, type RowOf, socrataTable } from "#connectors/sdk";

const { words, day, cover } = cells();

/** CCB Active Licenses. A license has a row for each of its endorsements. Days are MM/DD/YYYY. */
export const listLicenses = socrataTable("listLicenses", "g77e-6bhs", {
  number: ["license_number", z.string()],
  name: ["full_name", words],
  classification: [["endorsement_text", "license_type"], words],
  effective_on: ["orig_regis_date", day],
  expires_on: ["lic_exp_date", day],
  bond: ["", cover({ company: "bond_company", amount: "bond_amount", expires: "bond_exp_date" })],
  insurance: ["", cover({ company: "ins_company", amount: "ins_amount", expires: "ins_exp_date" })],
});

export type License = RowOf<typeof listLicenses>;
