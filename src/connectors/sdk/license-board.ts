import { z } from "zod";
import { centsIn, dayIn } from "#lib/published-cells";
import type { ContractorLicense, LicenseCover } from "#models";
import { type Call, type Endpoint, endpoint } from "./endpoint";
import { defineManifest, type Manifest, type ManifestSpec } from "./manifest";
import { defineVersion, type Version } from "./version";

type Cell = string | null | undefined;
type Told = "slug" | "name" | "description" | "support" | "vendorUrl" | "versions";

/**
 * The manifest of a state's board whose open data is looked into, license by license.
 * @param host where its data is
 * @param reads what the data holds
 */
export const defineBoardManifest = (
  told: Pick<ManifestSpec, Told>,
  { host, reads }: { host: string; reads: readonly string[] },
): Manifest<Record<never, never>> =>
  defineManifest({
    ...told,
    category: "licensing",
    kind: "live_api",
    tagline: "Licenses verified every day",
    allowedHosts: [host],
    permissions: [
      "Read the names and license numbers of your vendors",
      `Send license numbers to ${host}`,
      "Store what is on record of them, with the day it was read",
    ],
    setupGuide: [
      "Enter the license number and the state with each vendor.",
      "Install. There is no account and no key.",
      "Verify a vendor's license once; from then on it is looked up every day, and you are told 60, 30 and 7 days before it ends.",
    ],
    data: { reads, writes: ["The license of a vendor, with its source and the day it was verified"] },
    actions: [{ name: "verify_license", description: "What is on record of a license number." }],
  });

/** A row of a table that has been asked for. */
export type RowOf<E> = E extends Endpoint<(infer R)[]> ? R : never;

/**
 * A table of open data on Socrata.
 * @param columns those that are read: `key`s stand in every row, `cells` may be empty
 */
export const socrataTable = <K extends string, N extends string>(
  name: string,
  dataset: string,
  { keys, cells }: { keys: readonly K[]; cells: readonly N[] },
): Endpoint<(Record<K, string> & Partial<Record<N, Cell>>)[]> => {
  const named = (names: readonly string[], kind: z.ZodType) => names.map((column) => [column, kind] as const);
  const row = z.object(Object.fromEntries([...named(keys, z.string()), ...named(cells, z.string().nullish())]));
  const response = z.array(row as unknown as z.ZodType<Record<K, string> & Partial<Record<N, Cell>>>);
  return endpoint({ name, method: "GET", path: `/${dataset}.json`, response });
};

/**
 * A version that verifies licenses.
 * @param licenses a table that can be asked for one row, to see that it is there
 */
export const licenseBoard = (
  manifest: { config: Record<never, never> },
  { baseUrl, licenses }: { baseUrl: string; licenses: Endpoint },
  lookUp: (call: Call, number: string) => Promise<ContractorLicense>,
): Version<Record<never, never>> =>
  defineVersion(manifest, {
    baseUrl,
    check: async ({ call }) => {
      await call(licenses, { query: { $limit: 1 } });
    },
    actions: {
      verify_license: {
        repeat: "safe",
        run: ({ call, input }) => lookUp(call, input.number.trim()),
      },
    },
  });

/** A bond or an insurance, from the columns that tell it; null where there is no row. */
export const coverOf = <N extends string>(
  row: Partial<Record<N, Cell>> | undefined,
  columns: { company: N; amount: N; expires: N; cancelled?: N },
): LicenseCover | null =>
  row
    ? {
        company: row[columns.company] ?? null,
        amount_cents: centsIn(row[columns.amount]),
        expires_on: dayIn(row[columns.expires]),
        cancelled_on: columns.cancelled ? dayIn(row[columns.cancelled]) : null,
      }
    : null;

/** The row with the latest day. */
export const latest = <T>(rows: readonly T[], dayOf: (row: T) => Cell): T | undefined =>
  rows.toSorted((a, b) => ((dayIn(dayOf(a)) ?? "") < (dayIn(dayOf(b)) ?? "") ? 1 : -1))[0];
