import { z } from "zod";
import { fields, orNone, readers, wordIn } from "#connectors/sdk";
import { type Permit, type PermitApplication, type PermitStatus, type PermitStep, UNTOLD_PERMIT } from "#models";

const { text, ...read } = readers();
const time = orNone(read.time);

const STATES = {
  INACTIVE: "waiting",
  ACTIVE: "active",
  COMPLETE: "done",
  REJECTED: "rejected",
  SKIPPED: "skipped",
  ON_HOLD: "on_hold",
} as const;

type Step = { id: string; kind: string | null; label: string | null; data: Omit<PermitStep, "permit_id"> };

export const step = fields<Step>({
  id: z.string(),
  kind: ["attributes.stepType", text],
  label: ["attributes.label", text],
  data: [
    "",
    fields<Step["data"]>({
      name: [["attributes.label", "attributes.stepType", "id"], z.string()],
      state: ["attributes.status", wordIn(STATES)],
      status_text: ["attributes.status", z.string()],
      started_at: ["attributes.activatedAt", time],
      ended_at: ["attributes.completedAt", time],
    }),
  ],
});

/** What a record tells by itself. */
type Told = Pick<Permit, "number" | "reference" | "type" | "status_at" | "applied_at" | "expires_at">;
export type PermitRecord = { id: string; status: "DRAFT" | "ACTIVE" | "STOPPED" | "COMPLETE"; told: Told };

export const record = fields<PermitRecord>({
  id: z.string(),
  status: ["attributes.status", z.enum(["DRAFT", "ACTIVE", "STOPPED", "COMPLETE"])],
  told: [
    "attributes",
    fields<Told>({
      number: text,
      reference: ["histID", orNone(z.string())],
      type: ["typeDescription", text],
      status_at: ["updatedAt", time],
      applied_at: ["submittedAt", time],
      expires_at: ["expiresAt", time],
    }),
  ],
});

/** How far an active record is: its own status does not tell. */
function stageOf(steps: readonly Step[], isIssued: boolean): PermitStatus {
  if (steps.some(({ kind, data }) => kind === "INSPECTION" && data.state === "active")) return "inspection_phase";
  if (isIssued) return "permit_issued";
  return steps.some(({ data }) => data.state !== "waiting") ? "in_review" : "application_accepted";
}

/** The community's words: the record's status, and the step it is at. */
function wordsOf(status: PermitRecord["status"], steps: readonly Step[]): string {
  const at = steps.find(({ data }) => data.state === "active" || data.state === "on_hold");
  return status === "ACTIVE" && at?.label ? `${status}: ${at.label}` : status;
}

export function toPermit({ status, told }: PermitRecord, steps: readonly Step[]): Permit {
  // A permit is a document that a step of its workflow issues.
  const issue = steps.find(({ kind, data }) => kind === "DOCUMENT" && data.state === "done");
  const stages = { DRAFT: null, STOPPED: "permit_cancelled", COMPLETE: "permit_finaled" } as const;
  return {
    ...UNTOLD_PERMIT,
    ...told,
    status: status === "ACTIVE" ? stageOf(steps, issue !== undefined) : stages[status],
    status_text: wordsOf(status, steps),
    issued_at: issue?.data.ended_at ?? null,
    completed_at: status === "COMPLETE" ? told.status_at : null,
  };
}

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

type FormFields = readonly { id: string; formFieldType: string }[];

/** @returns the values as the form takes them, and the ids of those it has no field for */
export function toFields(all: FormFields, { forms }: Pick<PermitApplication, "forms">) {
  const types = new Map(all.map(({ id, formFieldType }) => [id, KEYS[formFieldType]]));
  const values = forms.flatMap((form) => Object.entries(form.values));
  return {
    fields: values.flatMap(([id, value]) => {
      const key = types.get(id);
      return key === undefined ? [] : [{ id, [key]: value }];
    }),
    unknown: values.map(([id]) => id).filter((id) => types.get(id) === undefined),
  };
}
