import { z } from "zod";
import { endpoints, judgeBy, judgeFailure, judgeRefused } from "#connectors/sdk";
import { record, step } from "./mapper";

const error = z.object({ status: z.coerce.number(), title: z.string(), detail: z.string().optional() });
const failed = z.object({ errors: z.tuple([error], z.unknown()) });

/** What a request says and the community's rules do not let pass. */
const REFUSED = new Set([400, 409, 422]);

/** JSON:API tells errors in the body, which counts even where the status says that all is well. */
const judge = (isWrite: boolean) =>
  judgeBy(failed, ({ errors: [told] }, { status: http }) => {
    const status = http < 300 ? told.status : http;
    const said = `OpenGov: ${told.detail ?? told.title}`;
    return isWrite && REFUSED.has(status) ? judgeRefused(said) : judgeFailure(status, said);
  });

const form = z.object({
  id: z.string(),
  attributes: z.object({ fields: z.array(z.object({ id: z.string(), formFieldType: z.string() })) }),
});

const located = z.object({ id: z.string() });
/** What is written has an answer, of which its id is enough to know that it is one. */
const identified = z.object({ data: located });

const usual = { judge: judge(false) };
const write = { headers: { "content-type": "application/vnd.api+json" }, judge: judge(true) };

export const api = endpoints(usual, {
  /** Pages count from 1; their size is at most 100. */
  listRecords: {
    at: "GET /v2/{community}/records",
    response: z.object({ data: z.array(record), meta: z.object({ totalPages: z.int(), totalRecords: z.int() }) }),
  },
  listSteps: {
    at: "GET /v2/{community}/records/{record}/workflow-steps",
    response: z.object({ data: z.array(step) }),
  },
  /** Makes a draft, which nobody at the community sees yet. */
  createRecord: { ...write, at: "POST /v2/{community}/records", response: z.object({ data: record }) },
  /** With the status ACTIVE, a draft is filed. */
  updateRecord: { ...write, at: "PATCH /v2/{community}/records/{record}", response: z.object({ data: record }) },
  listLocations: { at: "GET /v2/{community}/locations", response: z.object({ data: z.array(located) }) },
  setLocation: {
    ...write,
    at: "PATCH /v2/{community}/records/{record}/primary-location",
    repeatable: true,
    response: identified,
  },
  getForm: { at: "GET /v2/{community}/records/{record}/form", response: z.object({ data: form }) },
  updateForm: {
    ...write,
    at: "PATCH /v2/{community}/records/{record}/form",
    repeatable: true,
    response: identified,
  },
});
