import { z } from "zod";
import { type Answered, endpoints, type Judgement, judgeRefused, judgeStatus } from "#connectors/sdk";

const envelope = z.object({
  status: z.number().default(200),
  code: z.string().nullish(),
  message: z.string().default("no reason given"),
  result: z.unknown().optional(),
});

/** What the body says beside the HTTP status: an error may come as 200, and 500 may be an agency's own script that refuses. */
function judge({ status, body }: Answered): Judgement | undefined {
  const { data: said } = envelope.safeParse(body);
  if (!said) return undefined;
  const message = `Accela: ${said.message}`;
  // With a result, the request was done and only a script after it failed.
  if (said.code === "emse_error") return said.result ? undefined : judgeRefused(message);
  return status < 300 ? judgeStatus(said.status, message) : undefined;
}

/** A request that the agency's rules do not let pass is its sender's to correct. */
const judgeWrite = (answer: Answered): Judgement | undefined =>
  answer.status === 400
    ? judgeRefused(`Accela: ${envelope.safeParse(answer.body).data?.message ?? "refused"}`)
    : judge(answer);

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

const task = z.object({
  id: z.union([z.string(), z.number()]),
  description: z.string().nullish(),
  status: named.nullish(),
  statusDate: z.string().nullish(),
  assignedDate: z.string().nullish(),
  isActive: z.string().nullish(),
  isCompleted: z.string().nullish(),
});

const written = z.object({ code: z.string().nullish(), message: z.string().nullish(), result: record });

const usual = { judge };
/** The platform itself may take minutes. */
const write = { timeoutMs: 60_000, judge: judgeWrite };

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

const added = { ...write, judge: judgeAdded, response: results };

export const api = endpoints(usual, {
  /** Records of which the account is creator, contact, owner or professional. A page may hold fewer than its limit. */
  listMine: {
    at: "GET /v4/records/mine",
    response: z.object({
      status: z.literal(200),
      result: z.array(record).nullish(),
      page: z.object({ hasmore: z.boolean().nullish(), total: z.number().nullish() }).nullish(),
    }),
  },
  listTasks: {
    at: "GET /v4/records/{id}/workflowTasks",
    response: z.object({ status: z.literal(200), result: z.array(task).nullish() }),
  },
  /** An application that is not filed yet. */
  initialize: { ...write, at: "POST /v4/records/initialize", response: written },
  /** What goes along with an application. Each has an operation of its own: that which begins one names them otherwise. */
  addContacts: { ...added, at: "POST /v4/records/{id}/contacts" },
  addParcels: { ...added, at: "POST /v4/records/{id}/parcels" },
  addOwners: { ...added, at: "POST /v4/records/{id}/owners" },
  putForms: {
    ...write,
    at: "PUT /v4/records/{id}/customForms",
    repeatable: true,
    response: z.object({ status: z.literal(200) }),
  },
  finalize: { ...write, at: "POST /v4/records/{id}/finalize", response: written },
});

export type Listed = z.output<typeof record>;
export type Task = z.output<typeof task>;
export type Written = z.output<typeof written>;
