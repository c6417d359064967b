import { z } from "zod";
import { cells, socrataTable } from "#connectors/sdk";

const { words, day } = cells();

/**
 * Professional and Occupational Licensing. The letters of a number are its profession's, so that each is one in the whole
 * state.
 */
export const listLicenses = socrataTable("listLicenses", "pjnv-eaih", {
  number: ["license_no", z.string()],
  kind: ["license_type", words],
  status: ["license_status", words],
  name: ["combined_name", words],
  effective_on: ["issue_date", day],
  expires_on: ["expiration_date", day],
});
