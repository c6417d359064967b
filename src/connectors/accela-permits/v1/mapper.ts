import { centsOrNull } from "#lib/money";
import {
  type FiledPermit,
  type Permit,
  type PermitApplication,
  type PermitStatus,
  permitStatusOf,
  type PermitStep,
} from "#models";
import type { Listed, Task, Written } from "./client";

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

const textOf = ({ status }: Pick<Listed, "status">): string => status?.text ?? status?.value ?? "";

function statusOf(record: Listed): PermitStatus | null {
  const text = textOf(record);
  const [type] = [record.statusType ?? []].flat();
  return permitStatusOf(text) ?? TYPES[type ?? ""] ?? null;
}

const day = (local: string | null | undefined): string | null => local?.slice(0, 10) ?? null;

function addressOf({ addresses }: Listed): string | null {
  const found = addresses?.find(({ isPrimary }) => isPrimary === "Y") ?? addresses?.[0];
  if (!found) return null;
  const street = [found.streetStart, found.streetName, found.streetSuffix?.text].filter(Boolean).join(" ");
  const town = [found.state?.value, found.postalCode].filter(Boolean).join(" ");
  return [found.addressLine1 ?? street, found.city, town].filter(Boolean).join(", ") || null;
}

/** Applications that were begun and never filed are records too. */
export const isFiled = ({ recordClass }: Listed): boolean => (recordClass ?? "COMPLETE") === "COMPLETE";

export function toPermit(record: Listed): Permit {
  const status = statusOf(record);
  const ended = day(record.completedDate) ?? day(record.closedDate);
  return {
    number: record.customId ?? null,
    reference: record.shortNotes || null,
    type: record.type?.text ?? record.type?.value ?? null,
    description: record.description || null,
    status,
    status_text: textOf(record),
    status_at: day(record.statusDate),
    applied_at: day(record.openedDate),
    issued_at: day(record.firstIssuedDate),
    completed_at: status === "permit_finaled" ? ended : null,
    expires_at: null,
    address: addressOf(record),
    job_value_cents: centsOrNull(record.jobValue),
    fees_due_cents: centsOrNull(record.balance),
  };
}

export const toFiled = (record: Listed, said: Partial<Written> = {}): FiledPermit => ({
  permit_id: record.id,
  number: record.customId ?? null,
  status: statusOf(record),
  status_text: textOf(record),
  warning: said.code === "emse_error" ? (said.message ?? said.code) : null,
});

function stateOf({ isActive, isCompleted }: Task, text: string): PermitStep["state"] {
  if (isCompleted === "Y") return /den(?:y|ied)|reject|disapproved/iu.test(text) ? "rejected" : "done";
  if (isActive !== "Y") return "waiting";
  return /hold/iu.test(text) ? "on_hold" : "active";
}

export function toStep(permitId: string, task: Task): PermitStep {
  const text = textOf(task);
  const state = stateOf(task, text);
  return {
    permit_id: permitId,
    name: task.description ?? String(task.id),
    state,
    status_text: text,
    started_at: day(task.assignedDate),
    ended_at: state === "done" || state === "rejected" ? day(task.statusDate) : null,
  };
}

export const toApplication = ({ address: at, ...sent }: PermitApplication) => ({
  type: { id: sent.record_type },
  name: sent.name,
  description: sent.description,
  shortNotes: sent.reference,
  ...(sent.job_value_cents === null ? {} : { jobValue: sent.job_value_cents / 100 }),
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

/** A field that is left out where nothing is known of it. */
const known = <K extends string>(name: K, value: string | null) => (value === null ? {} : { [name]: value });

export const toContacts = ({ applicant }: PermitApplication) =>
  applicant
    ? [
        {
          type: { value: "Applicant" },
          isPrimary: "Y",
          fullName: applicant.name,
          ...known("organizationName", applicant.company),
          ...known("email", applicant.email),
          ...known("phone1", applicant.phone),
        },
      ]
    : [];

export const toParcels = ({ parcel_number: number }: PermitApplication) =>
  number === null ? [] : [{ parcelNumber: number, isPrimary: "Y" }];

export function toOwners({ owner }: PermitApplication) {
  if (!owner) return [];
  const { mail_address: mail } = owner;
  const mailAddress = mail && {
    addressLine1: mail.line1,
    ...known("addressLine2", mail.line2),
    ...known("city", mail.city),
    ...(mail.state === null ? {} : { state: { value: mail.state } }),
    ...known("postalCode", mail.postal_code),
  };
  return [
    {
      fullName: owner.name,
      isPrimary: "Y",
      ...known("email", owner.email),
      ...known("phone", owner.phone),
      ...(mailAddress ? { mailAddress } : {}),
    },
  ];
}
