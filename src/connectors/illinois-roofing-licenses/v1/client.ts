import { z } from "zod";
import { cells, type RowOf, socrataTable } from "#connectors/sdk";

const { words, day, nameIn } = cells();

/**
 * Professional Licensing. A number begins with three digits of its profession, so that each is one in the whole state. A
 * license has a row for each case of discipline. Days are MM/DD/YYYY.
 */
export const listLicenses = socrataTable("listLicenses", "pzzh-kp68", {
  number: ["license_number", z.string()],
  kind: ["description", words],
  status: ["license_status", words],
  name: ["", nameIn("business_name", "first_name", "middle", "last_name", "suffix")],
  effective_on: ["effective_date", day],
  expires_on: ["expiration_date", day],
  disciplined: ["ever_disciplined", words],
  action: ["action", words],
  action_on: ["discipline_start_date", day],
});

export type License = RowOf<typeof listLicenses>;
