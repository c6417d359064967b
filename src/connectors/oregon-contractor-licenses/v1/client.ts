import { z } from "zod";
import { endpoint } from "#connectors/sdk";

/** Empty cells are left out of rows. */
const cell = z.string().nullish();

/** A license has a row for each of its endorsements. Days are MM/DD/YYYY. */
const license = z.object({
  license_number: z.string(),
  full_name: cell,
  endorsement_text: cell,
  license_type: cell,
  orig_regis_date: cell,
  lic_exp_date: cell,
  bond_company: cell,
  bond_amount: cell,
  bond_exp_date: cell,
  ins_company: cell,
  ins_amount: cell,
  ins_exp_date: cell,
});

/** CCB Active Licenses. */
export const listLicenses = endpoint({
  name: "listLicenses",
  method: "GET",
  path: "/g77e-6bhs.json",
  response: z.array(license),
});

export type License = z.output<typeof license>;
