import { z } from "zod";
import { type Answered, endpoints, type Judgement, judgeRefused, judgeStatus } from "#connectors/sdk";
import { record, task } from "./mapper";

const envelope = z.object({
  status: z.number().default(200),
  code: z.string().nullish(),
  message: z.string().default("no reason given"),
  result: z.unknown().optional(),
});
const results = z.array(z.object({ isSuccess: z.boolean().nullish(), message: z.string().nullish() })).nullish();

/** Of several things that are added, one that is refused in an answer that is a success. */
const refusedIn = (result: unknown) => results.safeParse(result).data?.find(({ isSuccess }) => isSuccess === false);

/**
 * What the body says beside the HTTP status: an error may come as 200, and 500 may be an agency's own script that refuses. A
 * write that the agency's rules do not let pass is its sender's to correct.
 */
const judge =
  (isWrite: boolean) =>
  ({ status, body }: Answered): Judgement | undefined => {
    const said = envelope.safeParse(body).data;
    const message = `Accela: ${said?.message ?? "refused"}`;
    if (isWrite && status === 400) return judgeRefused(message);
    if (!said) return undefined;
    // With a result, the request was done and only a script after it failed.
    if (said.code === "emse_error") return said.result ? undefined : judgeRefused(message);
    const refused = refusedIn(said.result);
    if (refused) return judgeRefused(`Accela: ${refused.message ?? "refused"}`);
    return status < 300 ? judgeStatus(said.status, message) : undefined;
  };

const written = z.object({ code: z.string().nullish(), message: z.string().nullish(), result: record });

const usual = { judge: judge(false) };
/** The platform itself may take minutes. */
const write = { timeoutMs: 60_000, judge: judge(true) };
const added = { ...write, response: z.object({ status: z.literal(200), result: results }) };

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
