import { z } from "zod";
import { fields, orNone, orNull, readers } from "#connectors/sdk";
import { withoutNulls } from "#lib/without-nulls";
import { type Permit, type PermitApplication, type PermitStatus, permitStatusOf, type PermitStep } from "#models";

/** Accela's own kinds of status, for words that are not known. */
const TYPES: Readonly<Record<string, PermitStatus>> = {
  APPROVED: "permit_issued",
  CLOSED: "permit_finaled",
  COMPLETE: "permit_finaled",
  DENIED: "permit_cancelled",
  INCOMPLETE: "application_accepted",
  OPEN: "in_review",
  PENDING: "in_review",
  UNASSIGNED: "application_accepted",
  VOID: "permit_cancelled",
};

const { text, cents } = readers();
const said = text.transform((words) => words ?? "");
const textOrNone = orNone(z.string());
/** Dates are the agency's local time, `YYYY-MM-DD hh:mm:ss`, without a zone. */
const day = text.transform((local) => local?.slice(0, 10) ?? null);

const named = z.object({ value: text, text }).nullish();
const STATUS_TEXT = [["status?.text", "status?.value"], said] as const;

const status = z
  .object({ status: named, statusType: z.union([z.string(), z.array(z.string())]).nullish() })
  .transform(({ status: of, statusType }): PermitStatus | null => {
    const [type] = [statusType ?? []].flat();
    return permitStatusOf(of?.text ?? of?.value ?? "") ?? TYPES[type ?? ""] ?? null;
  });

const address = z
  .object({
    streetStart: z.number().nullish(),
    streetName: text,
    streetSuffix: named,
    addressLine1: text,
    city: text,
    state: named,
    postalCode: text,
    isPrimary: text,
  })
  .transform(({ isPrimary, ...at }) => {
    const street = [at.streetStart, at.streetName, at.streetSuffix?.text].filter(Boolean).join(" ");
    const town = [at.state?.value, at.postalCode].filter(Boolean).join(" ");
    const line = [at.addressLine1 ?? street, at.city, town].filter(Boolean).join(", ") || null;
    return { isPrimary: isPrimary === "Y", line };
  });

const permit = fields<Permit>({
  number: ["customId", text],
  reference: ["shortNotes", textOrNone],
  type: [["type?.text", "type?.value"], text],
  description: textOrNone,
  status: ["", status],
  status_text: STATUS_TEXT,
  status_at: ["statusDate", day],
  applied_at: ["openedDate", day],
  issued_at: ["firstIssuedDate", day],
  completed_at: [["completedDate", "closedDate"], day],
  expires_at: ["", z.unknown().transform(() => null)],
  address: [
    "addresses",
    orNull(z.array(address)).transform((all) => (all?.find(({ isPrimary }) => isPrimary) ?? all?.[0])?.line ?? null),
  ],
  job_value_cents: ["jobValue", cents],
  fees_due_cents: ["balance", cents],
}).transform((read) => (read.status === "permit_finaled" ? read : { ...read, completed_at: null }));

/** Applications that were begun and never filed are records too, of another class than `COMPLETE`. */
export const record = fields<{ id: string; permit: Permit; isFiled: boolean }>({
  id: z.string(),
  permit: ["", permit],
  isFiled: ["recordClass", text.transform((kind) => (kind ?? "COMPLETE") === "COMPLETE")],
});

const state = z
  .object({ status: named, isActive: text, isCompleted: text })
  .transform(({ status: of, isActive, isCompleted }): PermitStep["state"] => {
    const words = of?.text ?? of?.value ?? "";
    if (isCompleted === "Y") return /den(?:y|ied)|reject|disapproved/iu.test(words) ? "rejected" : "done";
    if (isActive !== "Y") return "waiting";
    return /hold/iu.test(words) ? "on_hold" : "active";
  });
const label = z.union([z.string(), z.number()]).transform(String);

const step = fields<Omit<PermitStep, "permit_id">>({
  name: [["description", "id"], label],
  state: ["", state],
  status_text: STATUS_TEXT,
  started_at: ["assignedDate", day],
  ended_at: ["statusDate", day],
}).transform((read) => (read.state === "done" || read.state === "rejected" ? read : { ...read, ended_at: null }));

export const task = fields<{ id: string; data: Omit<PermitStep, "permit_id"> }>({ id: label, data: ["", step] });

export const toApplication = ({ address: at, ...sent }: PermitApplication) =>
  withoutNulls({
    type: { id: sent.record_type },
    name: sent.name,
    description: sent.description,
    shortNotes: sent.reference,
    jobValue: sent.job_value_cents === null ? null : sent.job_value_cents / 100,
    addresses: [
      {
        isPrimary: "Y",
        addressLine1: `${at.street_number} ${at.street_name}`,
        city: at.city,
        state: { value: at.state },
        postalCode: at.postal_code,
      },
    ],
  });

const toContact = ({ name, company, email, phone }: NonNullable<PermitApplication["applicant"]>) =>
  withoutNulls({
    type: { value: "Applicant" },
    isPrimary: "Y",
    fullName: name,
    organizationName: company,
    email,
    phone1: phone,
  });

function toOwner({ name, email, phone, mail_address: at }: NonNullable<PermitApplication["owner"]>) {
  const mailAddress =
    at &&
    withoutNulls({
      addressLine1: at.line1,
      addressLine2: at.line2,
      city: at.city,
      state: at.state === null ? null : { value: at.state },
      postalCode: at.postal_code,
    });
  return withoutNulls({ fullName: name, isPrimary: "Y", email, phone, mailAddress });
}

/** What goes along with an application, each to an operation of its own: that which begins one names them otherwise. */
export const toAdded = ({ applicant, parcel_number: number, owner, forms }: PermitApplication) => ({
  addContacts: applicant ? [toContact(applicant)] : [],
  addParcels: number === null ? [] : [{ parcelNumber: number, isPrimary: "Y" }],
  addOwners: owner ? [toOwner(owner)] : [],
  putForms: forms.map(({ id, values }) => ({ ...values, id })),
});
