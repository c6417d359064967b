import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, openObject, textSchema } from "#models";
import { maybeText, shortText } from "../integrations/schemas";
import { jurisdictionExample, jurisdictionSchema } from "./jurisdiction-schemas";

export const PERMIT_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b8a";

const formShape = once(() => ({
  id: shortText("The form's own id.", "CUSTOM-1", 200).min(1),
  values: openObject(200).openapi({
    description: "Its values, by the names or ids of its fields.",
    example: { "Number of stories": 2 },
  }),
}));

const formsOf = <F extends z.ZodType>(form: F) =>
  z
    .array(form)
    .max(50)
    .openapi({
      description: "Values of the jurisdiction's own forms, form by form. They stay with the permit.",
      example: [{ id: "CUSTOM-1", values: { "Number of stories": 2 } }],
    });

export const submitSchema = once(() =>
  z
    .strictObject({ forms: formsOf(z.strictObject(formShape())).optional() })
    .openapi("PermitSubmission", { description: "What the jurisdiction asks beyond the project's own data." }),
);

const fault = once(() =>
  z.object({
    pointer: shortText(
      "Where it is entered: `/project/…` of the project, the rest of the permit.",
      "/project/city",
      200,
    ),
    detail: shortText("What is needed.", "The project's city is needed.", 500),
  }),
);

export const applicationExample = {
  application: {
    reference: PERMIT_ID,
    record_type: "Building-Residential-New-NA",
    name: "New single-family residence",
    description: "Two-storey coastal house on piles, 3,200 sq ft.",
    address: {
      street_number: "1204",
      street_name: "Bayshore Drive",
      city: "Key Largo",
      state: "FL",
      postal_code: "33037",
    },
    location_id: null,
    parcel_number: "00567-089100",
    owner: {
      name: "Amelia Ortiz",
      email: "amelia@example.com",
      phone: null,
      address: "88 Coral Way, Key Largo, FL 33037",
      mail_address: { line1: "88 Coral Way", line2: null, city: "Key Largo", state: "FL", postal_code: "33037" },
    },
    contractor: { name: "Amity Island Homes", license: "CGC1519001" },
    applicant: { name: "Ray Delgado", email: "office@example.com", phone: "+1 305 555 0170" },
    job_value_cents: 125_000_000,
    forms: [],
  },
  missing: [],
  can_submit: true,
  reason: null,
  status_address: null,
  jurisdiction: jurisdictionExample,
};

const mailAddress = () =>
  z.object({
    line1: shortText("First line.", "88 Coral Way", 200),
    line2: maybeText("Second line.", null, 200),
    city: maybeText("City.", "Key Largo", 100),
    state: maybeText("State.", "FL", 100),
    postal_code: maybeText("ZIP code.", "33037", 20),
  });

const application = once(() =>
  z.object({
    reference: idSchema().openapi({ description: "Goes along to find it again: the permit's id.", example: PERMIT_ID }),
    record_type: maybeText("The kind of permit.", "Building-Residential-New-NA", 200),
    name: shortText("What it permits.", "New single-family residence", 200),
    description: shortText("The work.", "Two-storey coastal house on piles.", 2000),
    address: z
      .object({
        street_number: maybeText("House number.", "1204", 200),
        street_name: maybeText("Street.", "Bayshore Drive", 200),
        city: maybeText("City.", "Key Largo", 100),
        state: maybeText("State.", "FL", 2),
        postal_code: maybeText("ZIP code.", "33037", 10),
      })
      .openapi({ description: "The site.", example: applicationExample.application.address }),
    location_id: maybeText("The jurisdiction's own id of the place.", null, 100),
    parcel_number: maybeText("The assessor's number of the parcel.", "00567-089100", 60),
    owner: z
      .object({
        name: shortText("Name.", "Amelia Ortiz", 200),
        email: maybeText("E-mail address.", "amelia@example.com", 254),
        phone: maybeText("Phone number.", null, 40),
        address: maybeText("Postal address, in one line.", "88 Coral Way, Key Largo, FL 33037", 700),
        mail_address: mailAddress().nullable().openapi({
          description: "The same in its parts.",
          example: applicationExample.application.owner.mail_address,
        }),
      })
      .nullable()
      .openapi({ description: "The project's client.", example: applicationExample.application.owner }),
    contractor: z
      .object({
        name: shortText("The builder.", "Amity Island Homes", 200),
        license: maybeText("License number.", "CGC1519001", 60),
      })
      .openapi({ description: "Who builds.", example: applicationExample.application.contractor }),
    applicant: z
      .object({
        name: shortText("Name.", "Ray Delgado", 200),
        email: maybeText("E-mail address.", "office@example.com", 254),
        phone: maybeText("Phone number.", "+1 305 555 0170", 40),
      })
      .openapi({ description: "Who applies.", example: applicationExample.application.applicant }),
    job_value_cents: z
      .int()
      .min(0)
      .max(10_000_000_000_000)
      .nullable()
      .openapi({ format: "int64", description: "Value of the work, in US cents.", example: 125_000_000 }),
    forms: formsOf(z.object(formShape())),
  }),
);

export const applicationSchema = once(() =>
  z
    .object({
      application: application().openapi({ description: "The form.", example: applicationExample.application }),
      missing: z.array(fault()).max(50).openapi({ description: "What an electronic application lacks.", example: [] }),
      can_submit: z
        .boolean()
        .openapi({ description: "Whether it can be filed electronically as it stands.", example: true }),
      reason: textSchema(500)
        .nullable()
        .openapi({ description: "Why it cannot be, beside what is missing.", example: null }),
      status_address: maybeText(
        "Where the jurisdiction, or a rule of your mailbox, sends mail about it, so that its status is read from there; null where no mail is taken in.",
        null,
        320,
      ),
      // Made nullable, a schema with a name would be so wherever it is named.
      jurisdiction: z
        .object(jurisdictionSchema().shape)
        .nullable()
        .openapi({ description: "Who decides on it; null until one is chosen.", example: jurisdictionExample }),
    })
    .openapi("PermitApplication", { description: "A permit's application, filled in from its project." }),
);
