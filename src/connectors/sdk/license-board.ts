import { z } from "zod";
import { once } from "#lib/once";
import { centsIn, dayIn } from "#lib/published-cells";
import type { ContractorLicense, LicenseCover } from "#models";
import { type Call, type Endpoint, endpoint } from "./endpoint";
import { fields, readers, type Sources } from "./fields";
import { defineManifest, type Manifest, type ManifestSpec } from "./manifest";
import { defineVersion, type Version } from "./version";

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
    actions: ["verify_license"],
  });

/** A row of a table that has been asked for. */
export type RowOf<E> = E extends Endpoint<(infer R)[]> ? R : never;

/** A table of open data on Socrata. @param columns what is read of a row; a cell that is empty is left out there */
export const socrataTable = <T extends object>(name: string, dataset: string, columns: Sources<T>): Endpoint<T[]> =>
  endpoint({ name, method: "GET", path: `/${dataset}.json`, response: z.array(fields(columns)) });

/** Readers of cells: words, days, and a bond or an insurance, from the columns that tell it. */
export const cells = once(() => {
  const { text: words } = readers();
  const day = words.transform(dayIn);
  const cover = (columns: { company: string; amount: string; expires: string; cancelled?: string }) =>
    fields<LicenseCover>({
      company: [columns.company, words],
      amount_cents: [columns.amount, words.transform(centsIn)],
      expires_on: [columns.expires, day],
      cancelled_on: [columns.cancelled ?? "", columns.cancelled ? day : z.unknown().transform(() => null)],
    });
  return { words, day, cover };
});

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
    check: ({ call }) => call(licenses, { query: { $limit: 1 } }),
    actions: {
      verify_license: {
        repeat: "safe",
        run: ({ call, input }) => lookUp(call, input.number.trim()),
      },
    },
  });

/** The row with the latest day. */
export const latest = <T>(rows: readonly T[], dayOf: (row: T) => string | null): T | undefined =>
  rows.toSorted((a, b) => ((dayOf(a) ?? "") < (dayOf(b) ?? "") ? 1 : -1))[0];
