import { z } from "zod";
import { type Answered, endpoint, type Judgement } from "#connectors/sdk";

const failed = z.object({
  errors: z.tuple(
    [z.object({ status: z.coerce.number(), title: z.string(), detail: z.string().optional() })],
    z.unknown(),
  ),
});

/** What a request says and the community's rules do not let pass. */
const REFUSED = new Set([400, 409, 422]);

function ofStatus(status: number): Omit<Judgement, "message"> {
  if (status === 401 || status === 403) return { class: "config" };
  if (status === 429) return { class: "transient", throttled: true };
  return { class: status >= 500 ? "transient" : "contract" };
}

/** JSON:API tells errors in the body, which counts even where the status says that all is well. */
function judge({ status: http, body }: Answered, isWrite: boolean): Judgement | undefined {
  const error = failed.safeParse(body).data?.errors[0];
  if (!error) return undefined;
  const status = http < 300 ? error.status : http;
  const message = `OpenGov: ${error.detail ?? error.title}`.slice(0, 300);
  if (isWrite && REFUSED.has(status)) return { class: "config", message, rejected: true };
  return { ...ofStatus(status), message };
}

const read = { method: "GET", judge: (answer: Answered) => judge(answer, false) } as const;
const write = {
  headers: { "content-type": "application/vnd.api+json" },
  judge: (answer: Answered) => judge(answer, true),
} as const;

const record = z.object({
  id: z.string(),
  attributes: z.object({
    number: z.string().nullish(),
    histID: z.string().nullish(),
    typeDescription: z.string().nullish(),
    status: z.enum(["DRAFT", "ACTIVE", "STOPPED", "COMPLETE"]),
    submittedAt: z.string().nullish(),
    expiresAt: z.string().nullish(),
    updatedAt: z.string().nullish(),
  }),
});

/** Pages count from 1; their size is at most 100. */
export const listRecords = endpoint({
  ...read,
  name: "listRecords",
  path: "/v2/{community}/records",
  response: z.object({
    data: z.array(record),
    meta: z.object({ totalPages: z.int(), totalRecords: z.int() }),
  }),
});

const step = z.object({
  id: z.string(),
  attributes: z.object({
    label: z.string().nullish(),
    stepType: z.string().nullish(),
    status: z.enum(["INACTIVE", "ACTIVE", "COMPLETE", "REJECTED", "SKIPPED", "ON_HOLD"]),
    activatedAt: z.string().nullish(),
    completedAt: z.string().nullish(),
  }),
});

export const listSteps = endpoint({
  ...read,
  name: "listSteps",
  path: "/v2/{community}/records/{record}/workflow-steps",
  response: z.object({ data: z.array(step) }),
});

/** Makes a draft, which nobody at the community sees yet. */
export const createRecord = endpoint({
  ...write,
  name: "createRecord",
  method: "POST",
  path: "/v2/{community}/records",
  response: z.object({ data: record }),
});

/** With the status ACTIVE, a draft is filed. */
export const updateRecord = endpoint({
  ...write,
  name: "updateRecord",
  method: "PATCH",
  path: "/v2/{community}/records/{record}",
  response: z.object({ data: record }),
});

export const listLocations = endpoint({
  ...read,
  name: "listLocations",
  path: "/v2/{community}/locations",
  response: z.object({ data: z.array(z.object({ id: z.string() })) }),
});

export const setLocation = endpoint({
  ...write,
  name: "setLocation",
  method: "PATCH",
  path: "/v2/{community}/records/{record}/primary-location",
  repeatable: true,
  response: z.object({ data: z.object({ id: z.string() }) }),
});

const form = z.object({
  id: z.string(),
  attributes: z.object({ fields: z.array(z.object({ id: z.string(), formFieldType: z.string() })) }),
});

export const getForm = endpoint({
  ...read,
  name: "getForm",
  path: "/v2/{community}/records/{record}/form",
  response: z.object({ data: form }),
});

export const updateForm = endpoint({
  ...write,
  name: "updateForm",
  method: "PATCH",
  path: "/v2/{community}/records/{record}/form",
  repeatable: true,
  response: z.object({ data: z.object({ id: z.string() }) }),
});

export type PermitRecord = z.output<typeof record>;
export type Step = z.output<typeof step>;
export type Form = z.output<typeof form>;
