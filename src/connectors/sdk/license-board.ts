import { z } from "zod";
import { once } from "#lib/once";
import { centsIn, dayIn } from "#lib/published-cells";
import { absentLicense, type ContractorLicense, type LicenseCover, type LicenseStanding } from "#models";
import { type Call, type Endpoint, endpoint, refused } from "./endpoint";
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

/**
 * Readers of cells: words, days, the name of a business or else of a person, and a bond or an insurance, from the columns
 * that tell it.
 */
export const cells = once(() => {
  const { text: words } = readers();
  const day = words.transform(dayIn);
  const nameIn = (business: string, ...person: string[]) =>
    z
      .looseObject(Object.fromEntries([business, ...person].map((column) => [column, words])))
      .transform((row) => row[business] || person.flatMap((column) => row[column] || []).join(" ") || null);
  const cover = (columns: { company: string; amount: string; expires: string; cancelled?: string }) =>
    fields<LicenseCover>({
      company: [columns.company, words],
      amount_cents: [columns.amount, words.transform(centsIn)],
      expires_on: [columns.expires, day],
      cancelled_on: [columns.cancelled ?? "", columns.cancelled ? day : z.unknown().transform(() => null)],
    });
  return { words, day, nameIn, cover };
});

/** What a board says of a license in one row. */
export type LicenseRow = Pick<ContractorLicense, "number" | "name" | "effective_on" | "expires_on"> & {
  status: string | null;
  /** What it is a license for. */
  kind: string | null;
};

/**
 * A license as its row tells it.
 * @param standings what the board's words mean, in capitals. Any other is unknown, however good it sounds: some boards let
 * licensees work under conditions only
 */
export function licenseOf(
  { number, name, status, kind, effective_on, expires_on }: LicenseRow,
  standings: Readonly<Record<string, LicenseStanding>>,
): ContractorLicense {
  const text = status?.trim() || null;
  return {
    ...absentLicense(number),
    name,
    effective_on,
    expires_on,
    standing: standings[text?.toUpperCase() ?? ""] ?? "unknown",
    status_text: text,
    classifications: [kind ?? ""].filter(Boolean),
  };
}

/** Discipline, of rows that tell of an action each, or of none. */
export const disciplineIn = (rows: readonly { action: string | null; action_on: string | null }[]): string[] => {
  const told = rows.flatMap(({ action, action_on: on }) => (action ? [on ? `${action} (${on})` : action] : []));
  return [...new Set(told)].slice(0, 50);
};

/**
 * The parts of a number that is written as its board does. Where a board counts each kind of license for itself, the
 * letters of the kind are one of them: without them a number could be another trade's.
 * @param form in capitals, with a group for each part
 * @throws CallFailure when it is written otherwise
 */
export function partsOf(asked: string, form: RegExp, example: string): (string | undefined)[] {
  const [, ...parts] = form.exec(asked.toUpperCase()) ?? [];
  if (parts.length === 0)
    throw refused(`The board's numbers are written like ${example}. Put it right, or look it up by hand.`);
  return parts;
}

/**
 * A version that verifies licenses.
 * @param lookUp is given the number without spaces around it
 * @param licenses a table that can be asked for one row, to see that it is there
 */
export const licenseBoard = (
  manifest: { config: Record<never, never> },
  { baseUrl, licenses }: { baseUrl: string; licenses: Endpoint },
  lookUp: (call: Call, number: string, now: Date) => Promise<ContractorLicense>,
): Version<Record<never, never>> =>
  defineVersion(manifest, {
    baseUrl,
    check: ({ call }) => call(licenses, { query: { $limit: 1 } }),
    actions: {
      verify_license: {
        repeat: "safe",
        run: ({ call, input, now }) => lookUp(call, input.number.trim(), now),
      },
    },
  });

/** The row with the latest day. */
export const latest = <T>(rows: readonly T[], dayOf: (row: T) => string | null): T | undefined =>
  rows.toSorted((a, b) => ((dayOf(a) ?? "") < (dayOf(b) ?? "") ? 1 : -1))[0];
