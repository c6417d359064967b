import { type RowOf, socrataTable } from "#connectors/sdk";

/** CCB Active Licenses. A license has a row for each of its endorsements. Days are MM/DD/YYYY. */
export const listLicenses = socrataTable("listLicenses", "g77e-6bhs", {
  keys: ["license_number"],
  cells: [
    "full_name",
    "endorsement_text",
    "license_type",
    "orig_regis_date",
    "lic_exp_date",
    "bond_company",
    "bond_amount",
    "bond_exp_date",
    "ins_company",
    "ins_amount",
    "ins_exp_date",
  ],
});

export type License = RowOf<typeof listLicenses>;
