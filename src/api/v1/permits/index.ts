import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import {
  idSchema,
  type ListQuery,
  PERMIT_STATUSES,
  permits,
  resourceSchema,
  sampleId,
  sampleTransition,
  textSchema,
} from "#models";
import * as work from "#modules/permits";
import type { Precondition, Stored } from "#modules/records";
import type { Context } from "../../../context";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import { readTags } from "../../preconditions";
import { at, maybeText, shortText } from "../integrations/schemas";
import { emptySchema } from "../records/actions";
import { applicationExample, applicationSchema, submitSchema } from "./application-schema";
import { jurisdictionEndpoints } from "./jurisdictions";

const { tag } = permits;
const params = { id: { description: "Id of the permit.", example: sampleId(permits) } };
const LINE_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2c21";
const MOMENT = "^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z)?$";

const statusInputExample = { status: "in_review", status_text: "In Plan Review", number: "BLD26-00412" };

const moment = () =>
  z
    .string()
    .max(24)
    .regex(new RegExp(MOMENT), "This is neither a day nor a time in UTC.")
    .refine((value) => !Number.isNaN(Date.parse(value)), "There is no such day or time.")
    .openapi({ description: "Since when: a day, or a time in UTC. Default: now.", example: "2026-04-20" });

const statusInputSchema = () =>
  z
    .strictObject({
      status: z.enum(PERMIT_STATUSES).openapi({ description: "The stage.", example: "in_review" }),
      status_text: shortText("The jurisdiction's own words.", "In Plan Review", 500).min(1).optional(),
      number: shortText("The jurisdiction's number, where it is not known yet.", "BLD26-00412", 100).min(1).optional(),
      at: moment().optional(),
      note: shortText("Where you have it from.", "By phone, J. Alvarez.", 500).min(1).optional(),
    })
    .openapi("PermitStatusCreate", { description: "A status that is entered by hand." });

const lineExample = {
  id: LINE_ID,
  status: "in_review",
  status_text: "In Plan Review",
  at: "2026-04-20",
  source: "api",
  detail: null,
  raw: null,
  created_at: "2026-04-20T15:00:00.000Z",
};

const lineSchema = once(() =>
  z
    .object({
      id: idSchema().openapi({ description: "Identifier.", example: LINE_ID }),
      status: z
        .enum(PERMIT_STATUSES)
        .nullable()
        .openapi({ description: "The stage; null for words that are not known.", example: "in_review" }),
      status_text: shortText("The jurisdiction's own words.", "In Plan Review", 500),
      at: shortText("Since when: a day or a time, as it was told.", "2026-04-20", 30),
      source: z.enum(work.SOURCES).openapi({ description: "Where it is from.", example: "api" }),
      detail: maybeText("The sender of a mail, or a note."),
      raw: textSchema(20_000).nullable().openapi({ description: "The mail it was read from, as text.", example: null }),
      created_at: at("When it became known."),
    })
    .openapi("PermitStatus", { description: "What became known of a permit's status." }),
);

type Filled = work.Filled & { status_address: string | null };
type Action<B> = {
  verb: string;
  operationId: string;
  transition: string;
  summary: string;
  description: string;
  schema: () => z.ZodType<B>;
  example: unknown;
  required?: true;
  run: (ctx: Context, id: string, body: B, ifMatch: Precondition | undefined) => Promise<Stored>;
};

const action = <B>(spec: Action<B>): AnyEndpoint =>
  endpoint<Stored, B>({
    operationId: spec.operationId,
    method: "post",
    path: `/permits/{id}/${spec.verb}`,
    params,
    scope: "write:permits",
    tag,
    summary: spec.summary,
    description: spec.description,
    body: { schema: spec.schema, example: spec.example, ...(spec.required ? {} : { optional: true }) },
    idempotent: "tenant",
    conditional: true,
    responses: {
      200: {
        description: "The permit as it stands now.",
        schema: () => resourceSchema(permits),
        get example() {
          return sampleTransition(permits, spec.transition).after;
        },
        headers: ["ETag"],
      },
    },
    run: ({ ctx, body, request, params: { id = "" } }) => spec.run(ctx, id, body, readTags(request, "if-match")),
    answer: ({ record, version }) => ({ status: 200, body: record, version }),
  });

export const permitEndpoints: readonly AnyEndpoint[] = [
  endpoint<Filled>({
    operationId: "getPermitApplication",
    method: "get",
    path: "/permits/{id}/application",
    params,
    scope: "read:permits",
    tag,
    summary: "Get a permit's application",
    description:
      "The form, filled in from the project: address, owner, builder, value, description. What is missing is named field by field. It is there at any time, to file with the jurisdiction's portal or on paper.",
    responses: { 200: { description: "It.", schema: applicationSchema, example: applicationExample } },
    run: ({ ctx, params: { id = "" } }) => work.getApplication(ctx, id),
    answer: ({ application, missing, jurisdiction, install, reason, status_address }) => ({
      status: 200,
      body: {
        application,
        missing,
        can_submit: install !== null && missing.length === 0,
        reason,
        status_address,
        jurisdiction,
      },
    }),
  }),
  action({
    verb: "submit",
    operationId: "submitPermit",
    transition: "submission_started",
    summary: "Submit a permit",
    description:
      "Files the application, filled in from the project, with the jurisdiction's system: as soon as that works, for up to 24 hours, and never twice. What is missing is named field by field, and then nothing is sent. Emits `permit.updated` and `permit.submission_started`; `permit.submitted` or `permit.submission_failed` follow.",
    schema: () => submitSchema() as unknown as z.ZodType<work.SubmitInput>,
    example: {},
    run: (ctx, id, body, ifMatch) => work.submitPermit(ctx, id, body, ifMatch),
  }),
  action({
    verb: "manual",
    operationId: "filePermitByHand",
    transition: "manual_started",
    summary: "File a permit by hand",
    description:
      "Goes on by hand at any time before the jurisdiction has the application: what waits to be filed is tried no more, and all data is kept. An attempt that is under way may still get through, and is then told of. Emits `permit.updated` and `permit.manual_started`.",
    schema: emptySchema,
    example: {},
    run: (ctx, id, _body, ifMatch) => work.filePermitByHand(ctx, id, ifMatch),
  }),
  action({
    verb: "withdraw",
    operationId: "withdrawPermit",
    transition: "withdrawn",
    summary: "Withdraw a permit",
    description:
      "Ends it on our side: what waits to be filed is tried no more. What the jurisdiction has must be withdrawn there as well. Emits `permit.updated` and `permit.withdrawn`.",
    schema: emptySchema,
    example: {},
    run: (ctx, id, _body, ifMatch) => work.withdrawPermit(ctx, id, ifMatch),
  }),
  action<work.StatusInput>({
    verb: "statuses",
    operationId: "recordPermitStatus",
    transition: "status_changed",
    summary: "Enter a permit's status",
    description:
      "Enters by hand what the jurisdiction says, and its number. One that is older than what is known goes into the history alone. Emits `permit.updated` and `permit.status_changed`, and `permit.issued` when it is.",
    schema: statusInputSchema,
    example: statusInputExample,
    required: true,
    run: (ctx, id, body, ifMatch) => work.recordPermitStatus(ctx, id, body, ifMatch),
  }),
  endpoint<Awaited<ReturnType<typeof work.listPermitStatuses>>, undefined, ListQuery>({
    operationId: "listPermitStatuses",
    method: "get",
    path: "/permits/{id}/statuses",
    params,
    scope: "read:permits",
    tag,
    summary: "List a permit's statuses",
    description:
      "What became known of its status, when, and from where: the jurisdiction's system, its mail, or by hand. Newest first unless sorted otherwise.",
    query: { list: work.statusList },
    responses: {
      200: {
        description: "A page of statuses.",
        schema: () => pageSchema(lineSchema(), "PermitStatus"),
        example: pageExample(lineExample),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query, params: { id = "" } }) => work.listPermitStatuses(ctx, id, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  ...jurisdictionEndpoints,
];
