import { z } from "zod";
import { type Answered, endpoint, type Judgement } from "#connectors/sdk";

const envelope = z.object({
  status: z.number().default(200),
  code: z.string().nullish(),
  message: z.string().default("no reason given"),
  result: z.unknown().optional(),
});

function ofStatus(status: number, message: string): Judgement | undefined {
  if (status < 400) return undefined;
  if (status === 429) return { class: "transient", message, throttled: true };
  if (status === 401 || status === 403) return { class: "config", message };
  return { class: status >= 500 ? "transient" : "contract", message };
}

/** What the body says beside the HTTP status: an error may come as 200, and 500 may be an agency's own script that refuses. */
function judge({ status, body }: Answered): Judgement | undefined {
  const { data: said } = envelope.safeParse(body);
  if (!said) return undefined;
  const message = `Accela: ${said.message}`.slice(0, 300);
  // With a result, the request was done and only a script after it failed.
  if (said.code === "emse_error") return said.result ? undefined : { class: "config", message, rejected: true };
  return status < 300 ? ofStatus(said.status, message) : undefined;
}

/** A request that the agency's rules do not let pass is its sender's to correct. */
function judgeWrite(answer: Answered): Judgement | undefined {
  if (answer.status !== 400) return judge(answer);
  const said = envelope.safeParse(answer.body).data;
  return { class: "config", message: `Accela: ${said?.message ?? "refused"}`.slice(0, 300), rejected: true };
}

const named = z.object({ value: z.string().nullish(), text: z.string().nullish() });

const address = z.object({
  streetStart: z.number().nullish(),
  streetName: z.string().nullish(),
  streetSuffix: named.nullish(),
  addressLine1: z.string().nullish(),
  city: z.string().nullish(),
  state: named.nullish(),
  postalCode: z.string().nullish(),
  isPrimary: z.string().nullish(),
});

/** Dates are the agency's local time, `YYYY-MM-DD hh:mm:ss`, without a zone. */
const record = z.object({
  id: z.string(),
  customId: z.string().nullish(),
  type: named.nullish(),
  description: z.string().nullish(),
  shortNotes: z.string().nullish(),
  status: named.nullish(),
  statusType: z.union([z.string(), z.array(z.string())]).nullish(),
  statusDate: z.string().nullish(),
  openedDate: z.string().nullish(),
  firstIssuedDate: z.string().nullish(),
  completedDate: z.string().nullish(),
  closedDate: z.string().nullish(),
  /** `COMPLETE`, or a kind of incomplete for an application that has not been filed. */
  recordClass: z.string().nullish(),
  jobValue: z.number().nullish(),
  balance: z.number().nullish(),
  addresses: z.array(address).nullish(),
});

/** Records of which the account is creator, contact, owner or professional. A page may hold fewer than its limit. */
export const listMine = endpoint({
  name: "listMine",
  method: "GET",
  path: "/v4/records/mine",
  response: z.object({
    status: z.literal(200),
    result: z.array(record).nullish(),
    page: z.object({ hasmore: z.boolean().nullish(), total: z.number().nullish() }).nullish(),
  }),
  judge,
});

const task = z.object({
  id: z.union([z.string(), z.number()]),
  description: z.string().nullish(),
  status: named.nullish(),
  statusDate: z.string().nullish(),
  assignedDate: z.string().nullish(),
  isActive: z.string().nullish(),
  isCompleted: z.string().nullish(),
});

export const listTasks = endpoint({
  name: "listTasks",
  method: "GET",
  path: "/v4/records/{id}/workflowTasks",
  response: z.object({ status: z.literal(200), result: z.array(task).nullish() }),
  judge,
});

const written = z.object({ code: z.string().nullish(), message: z.string().nullish(), result: record });
/** The platform itself may take minutes. */
const write = { timeoutMs: 60_000, judge: judgeWrite } as const;

/** An application that is not filed yet. */
export const initialize = endpoint({
  name: "initialize",
  method: "POST",
  path: "/v4/records/initialize",
  response: written,
  ...write,
});

const results = z.object({
  status: z.literal(200),
  result: z.array(z.object({ isSuccess: z.boolean().nullish(), message: z.string().nullish() })).nullish(),
});

/** Of several that are added, some may be refused in an answer that is a success. */
function judgeAdded(answer: Answered): Judgement | undefined {
  const refused = results.safeParse(answer.body).data?.result?.find(({ isSuccess }) => isSuccess === false);
  if (!refused) return judgeWrite(answer);
  return { class: "config", message: `Accela: ${refused.message ?? "refused"}`.slice(0, 300), rejected: true };
}

const added = { method: "POST", response: results, ...write, judge: judgeAdded } as const;

/** What goes along with an application. Each has an operation of its own: that which begins one names them otherwise. */
export const addContacts = endpoint({ name: "addContacts", path: "/v4/records/{id}/contacts", ...added });
export const addParcels = endpoint({ name: "addParcels", path: "/v4/records/{id}/parcels", ...added });
export const addOwners = endpoint({ name: "addOwners", path: "/v4/records/{id}/owners", ...added });

export const putForms = endpoint({
  name: "putForms",
  method: "PUT",
  path: "/v4/records/{id}/customForms",
  response: z.object({ status: z.literal(200) }),
  repeatable: true,
  ...write,
});

export const finalize = endpoint({
  name: "finalize",
  method: "POST",
  path: "/v4/records/{id}/finalize",
  response: written,
  ...write,
});

export type Listed = z.output<typeof record>;
export type Task = z.output<typeof task>;
export type Written = z.output<typeof written>;
