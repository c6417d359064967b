import type { FiledPermit, Permit, PermitApplication, PermitStatus, PermitStep } from "#models";
import type { Form, PermitRecord, Step } from "./client";

const STATES: Readonly<Record<Step["attributes"]["status"], PermitStep["state"]>> = {
  INACTIVE: "waiting",
  ACTIVE: "active",
  COMPLETE: "done",
  REJECTED: "rejected",
  SKIPPED: "skipped",
  ON_HOLD: "on_hold",
};

const utc = (text: string | null | undefined): string | null => (text ? new Date(text).toISOString() : null);

/** A permit is a document that a step of its workflow issues. */
const issuedBy = (steps: readonly Step[]): Step | undefined =>
  steps.find(({ attributes: { stepType, status } }) => stepType === "DOCUMENT" && status === "COMPLETE");

/** How far an active record is: its own status does not tell. */
function stageOf(steps: readonly Step[]): PermitStatus {
  const isInspected = steps.some(
    ({ attributes: { stepType, status } }) => stepType === "INSPECTION" && status === "ACTIVE",
  );
  if (isInspected) return "inspection_phase";
  if (issuedBy(steps)) return "permit_issued";
  return steps.some(({ attributes }) => attributes.status !== "INACTIVE") ? "in_review" : "application_accepted";
}

function statusOf({ attributes: { status } }: PermitRecord, steps: readonly Step[]): PermitStatus | null {
  if (status === "DRAFT") return null;
  if (status === "STOPPED") return "permit_cancelled";
  return status === "COMPLETE" ? "permit_finaled" : stageOf(steps);
}

/** The community's words: the record's status, and the step it is at. */
function textOf({ attributes: { status } }: PermitRecord, steps: readonly Step[]): string {
  const at = steps.find(({ attributes }) => attributes.status === "ACTIVE" || attributes.status === "ON_HOLD");
  return status === "ACTIVE" && at?.attributes.label ? `${status}: ${at.attributes.label}` : status;
}

export const toPermit = (record: PermitRecord, steps: readonly Step[]): Permit => ({
  number: record.attributes.number ?? null,
  reference: record.attributes.histID || null,
  type: record.attributes.typeDescription ?? null,
  description: null,
  status: statusOf(record, steps),
  status_text: textOf(record, steps),
  status_at: utc(record.attributes.updatedAt),
  applied_at: utc(record.attributes.submittedAt),
  issued_at: utc(issuedBy(steps)?.attributes.completedAt),
  completed_at: record.attributes.status === "COMPLETE" ? utc(record.attributes.updatedAt) : null,
  expires_at: utc(record.attributes.expiresAt),
  address: null,
  job_value_cents: null,
  fees_due_cents: null,
});

export const toFiled = (record: PermitRecord): FiledPermit => ({
  permit_id: record.id,
  number: record.attributes.number ?? null,
  status: statusOf(record, []),
  status_text: record.attributes.status,
  warning: null,
});

export const toStep = (permitId: string, { id, attributes }: Step): PermitStep => ({
  permit_id: permitId,
  name: attributes.label ?? attributes.stepType ?? id,
  state: STATES[attributes.status],
  status_text: attributes.status,
  started_at: utc(attributes.activatedAt),
  ended_at: utc(attributes.completedAt),
});

/** Which key of a field holds its value depends on the field's type. */
const KEYS: Readonly<Record<string, string>> = {
  CHECKBOX: "checkbox",
  DATE: "date",
  DATE_TIME: "dateTime",
  DROP_DOWN: "dropDown",
  E_SIGNATURE: "signature",
  LONG_TEXT: "longText",
  NUMBER: "number",
  SHORT_TEXT: "shortText",
};

/** @returns the values as the form takes them, and the ids of those it has no field for */
export function toFields({ attributes }: Form, { forms }: Pick<PermitApplication, "forms">) {
  const types = new Map(attributes.fields.map(({ id, formFieldType }) => [id, KEYS[formFieldType]]));
  const values = forms.flatMap((form) => Object.entries(form.values));
  return {
    fields: values.flatMap(([id, value]) => {
      const key = types.get(id);
      return key === undefined ? [] : [{ id, [key]: value }];
    }),
    unknown: values.map(([id]) => id).filter((id) => types.get(id) === undefined),
  };
}
