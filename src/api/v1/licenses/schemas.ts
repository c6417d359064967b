import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, isDay, LICENSE_STANDINGS, textSchema, timeSchema } from "#models";

const VENDOR_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b13";
const TIME = "2026-04-14T08:00:00.000Z";

const words = (description: string, example: string, max = 200) => textSchema(max).openapi({ description, example });
const maybe = (description: string, example: string | null, max = 500) =>
  textSchema(max).nullable().openapi({ description, example });
const day = (description: string, example: string | null) =>
  z.string().max(10).nullable().openapi({ format: "date", description, example });
const texts = (description: string, example: string[], max = 50) =>
  z.array(textSchema(500)).max(max).openapi({ description, example });

const standing = () =>
  z.enum(LICENSE_STANDINGS).openapi({
    description:
      "What it is good for. `absent`: the source does not have the number, which is not to say that it has expired.",
    example: "active",
  });

export const boardExample = {
  state: "OR",
  name: "Oregon",
  board: "Construction Contractors Board (CCB)",
  regime: "license",
  note: "licence w/ bond + insurance",
  lookup_url: "https://search.ccb.state.or.us/search/",
  method: "live",
  integration: "oregon-contractor-licenses",
};

const boardShape = once(() => ({
  state: words("Its code.", "OR", 2),
  name: words("Its name.", "Oregon"),
  board: words("Who keeps the licenses.", boardExample.board),
  regime: z.enum(["license", "registration", "none"]).openapi({
    description: "Whether builders need a license of the state, have to register with it, or neither.",
    example: "license",
  }),
  note: maybe("What else there is to know.", boardExample.note),
  lookup_url: maybe("The board's page for looking a license up.", boardExample.lookup_url),
  method: z.enum(["live", "file", "manual"]).openapi({
    description:
      "How a license is verified: by a `live` look-up with an integration, in the `file` that the state publishes, or by a person on the board's page, who records it here.",
    example: "live",
  }),
  integration: maybe("The integration that looks it up.", boardExample.integration, 100),
}));
const boardSchema = once(() =>
  z.object(boardShape()).openapi("LicenseBoard", { description: "A state's way with contractors." }),
);

export const boardsSchema = once(() =>
  z
    .object({
      data: z
        .array(boardSchema())
        .max(60)
        .openapi({ description: "The 50 states and the District of Columbia.", example: [boardExample] }),
    })
    .openapi("LicenseBoardList", { description: "All boards." }),
);

const coverExample = {
  company: "FCCI Insurance Company",
  amount_cents: 2_500_000,
  expires_on: "2027-12-23",
  cancelled_on: null,
};
const cover = (description: string) =>
  z
    .object({
      company: maybe("Who gives it.", coverExample.company),
      amount_cents: z
        .int()
        .min(0)
        .max(10_000_000_000_000)
        .nullable()
        .openapi({ format: "int64", description: "How much, in cents (USD).", example: coverExample.amount_cents }),
      expires_on: day("Its last day; null where it runs until it is cancelled.", coverExample.expires_on),
      cancelled_on: day("When it was cancelled.", null),
    })
    .nullable()
    .openapi({ description, example: coverExample });

export const checkExample = {
  id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b80",
  vendor_id: VENDOR_ID,
  state: "OR",
  number: "259529",
  standing: "active",
  status_text: null,
  name: "AJS Remodel & Repair LLC",
  classifications: ["Residential General Contractor"],
  effective_on: "2025-12-23",
  expires_on: "2027-12-23",
  discipline: null,
  bond: coverExample,
  insurance: null,
  source: "oregon-contractor-licenses",
  source_url: "https://search.ccb.state.or.us/search/",
  checked_by: null,
  note: null,
  found_at: TIME,
  checked_at: TIME,
};

const checkShape = once(() => ({
  id: idSchema().openapi({ description: "Identifier.", example: checkExample.id }),
  vendor_id: idSchema().openapi({ description: "The vendor.", example: VENDOR_ID }),
  state: words("The state that was asked.", "OR", 2),
  number: words("The number that was looked for.", "259529", 100),
  standing: standing(),
  status_text: maybe("The board's own words.", "ACTIVE"),
  name: maybe("Whose license it is.", checkExample.name),
  classifications: texts("What it is for.", checkExample.classifications),
  effective_on: day("Since when.", "2025-12-23"),
  expires_on: day("Its last day.", "2027-12-23"),
  discipline: texts("Discipline on record; null where the source says nothing of it.", []).nullable(),
  bond: cover("The bond on file."),
  insurance: cover("The insurance on file."),
  source: words("The integration that looked it up, `file`, or `manual`.", checkExample.source, 100),
  source_url: maybe("Where the board shows it to people.", checkExample.source_url),
  checked_by: maybe("Id of who asked; null for the daily look-up.", null, 100),
  note: maybe("What the person noted.", null, 2000),
  found_at: timeSchema().openapi({ description: "When this was first found.", example: TIME }),
  checked_at: timeSchema().openapi({ description: "When it was last found to be so.", example: TIME }),
}));
export const checkSchema = once(() =>
  z
    .object(checkShape())
    .openapi("LicenseCheck", { description: "What was found out about a license, from which source and when." }),
);

export const licenseExample = {
  vendor_id: VENDOR_ID,
  state: "OR",
  number: "259529",
  board: boardExample,
  current: checkExample,
  checks: [checkExample],
};

export const licenseSchema = once(() =>
  z
    .object({
      vendor_id: idSchema().openapi({ description: "The vendor.", example: VENDOR_ID }),
      state: maybe("Its licensing state.", "OR", 2),
      number: maybe("Its license number.", "259529", 100),
      board: z.object(boardShape()).nullable().openapi({ description: "The state's board.", example: boardExample }),
      current: z.object(checkShape()).nullable().openapi({
        description: "The last check of the license the vendor has now; null when there was none.",
        example: checkExample,
      }),
      checks: z
        .array(checkSchema())
        .max(50)
        .openapi({ description: "All checks, newest first, at most 50.", example: [checkExample] }),
    })
    .openapi("VendorLicense", { description: "What is known of a vendor's license." }),
);

export const manualExample = { standing: "active", expires_on: "2027-08-31", note: "Seen on the board's page." };

export const manualSchema = () =>
  z
    .strictObject({
      standing: standing(),
      status_text: words("The board's own words.", "Current, Active").optional(),
      name: words("Whose license it is.", "Keys Concrete LLC").optional(),
      classifications: z
        .array(textSchema(200))
        .max(50)
        .optional()
        .openapi({ description: "What it is for.", example: ["Certified General Contractor"] }),
      expires_on: z
        .string()
        .max(10)
        .refine(isDay, "This is not a day, YYYY-MM-DD.")
        .optional()
        .openapi({ format: "date", description: "Its last day.", example: "2027-08-31" }),
      discipline: z
        .array(textSchema(500))
        .max(50)
        .optional()
        .openapi({ description: "Discipline on record; left out when nobody looked.", example: [] }),
      note: words("What else there is to say.", manualExample.note, 2000).optional(),
    })
    .openapi("LicenseCheckCreate", { description: "What a person found on a board's page." });

export type ManualInput = z.output<ReturnType<typeof manualSchema>>;
