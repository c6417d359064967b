import { z } from "zod";
import { cells, type RowOf, socrataTable } from "#connectors/sdk";

const { words, day, nameIn } = cells();

/**
 * Professional and Occupational Licenses in Colorado. A number is one within its type alone, and has no zeros before it. A
 * license has a row for each case of discipline.
 */
export const listLicenses = socrataTable("listLicenses", "7s5z-vewr", {
  number: ["licensenumber", z.string()],
  kind: ["licensetype", z.string()],
  status: ["licensestatusdescription", words],
  name: ["", nameIn("entityname", "firstname", "middlename", "lastname", "suffix")],
  effective_on: ["licensefirstissuedate", day],
  expires_on: ["licenseexpirationdate", day],
  action: ["programaction", words],
  action_on: ["disciplineeffectivedate", day],
});

export type License = RowOf<typeof listLicenses>;
