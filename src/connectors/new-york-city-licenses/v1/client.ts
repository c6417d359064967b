import { z } from "zod";
import { cells, socrataTable } from "#connectors/sdk";

const { words, day } = cells();

/** Issued Licenses of the Department of Consumer and Worker Protection. */
export const listLicenses = socrataTable("listLicenses", "w7w3-xahh", {
  number: ["license_nbr", z.string()],
  kind: ["business_category", words],
  status: ["license_status", words],
  name: ["business_name", words],
  effective_on: ["license_creation_date", day],
  expires_on: ["lic_expir_dd", day],
});
