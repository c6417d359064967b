import { z } from "@hono/zod-openapi";
import {
  changeOrders,
  type Entity,
  invoices,
  resourceSchema,
  sampleTransition,
  spoken,
  textSchema,
  writeScope,
} from "#models";
import * as records from "#modules/records";
import type { Context } from "../../../context";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { readTags } from "../../preconditions";
import { nounOf } from "./list";
import { collectionOf, idParam, operationId } from "./paths";

type Input = { reason?: string | null | undefined };
type Action = {
  entity: Entity;
  verb: string;
  /** The transition it makes. */
  transition: string;
  description: string;
  takesReason?: true;
  run: (ctx: Context, id: string, ifMatch: records.Precondition | undefined, input: Input) => Promise<records.Stored>;
};

const actions: readonly Action[] = [
  {
    entity: invoices,
    verb: "approve",
    transition: "approved",
    description:
      "Approves a draft invoice: the amounts of its lines are committed on the budget lines they name. Emits `invoice.updated` and `invoice.approved`.",
    run: (ctx, id, ifMatch) => records.approveInvoice(ctx, id, ifMatch),
  },
  {
    entity: invoices,
    verb: "void",
    transition: "voided",
    description:
      "Voids a draft or approved invoice on which nothing has been paid; what its approval committed is released. Emits `invoice.updated` and `invoice.voided`.",
    run: (ctx, id, ifMatch) => records.voidInvoice(ctx, id, ifMatch),
  },
  {
    entity: changeOrders,
    verb: "submit",
    transition: "submitted",
    description:
      "Submits a draft change order for a decision. Emits `change_order.updated` and `change_order.submitted`.",
    run: (ctx, id, ifMatch) => records.submitChangeOrder(ctx, id, ifMatch),
  },
  {
    entity: changeOrders,
    verb: "approve",
    transition: "approved",
    description:
      "Approves a submitted change order: the project's contract amount moves, and the budget line it names. Emits `change_order.updated`, `change_order.approved` and `project.updated`.",
    run: (ctx, id, ifMatch) => records.approveChangeOrder(ctx, id, ifMatch),
  },
  {
    entity: changeOrders,
    verb: "reject",
    transition: "rejected",
    takesReason: true,
    description: "Rejects a submitted change order. Emits `change_order.updated` and `change_order.rejected`.",
    run: (ctx, id, ifMatch, { reason }) => records.rejectChangeOrder(ctx, id, reason ?? null, ifMatch),
  },
];

const reasonSchema = () =>
  z
    .strictObject({
      reason: textSchema(1000)
        .min(1)
        .nullable()
        .optional()
        .openapi({ description: "Why it is rejected; shown with the change order.", example: "Over the allowance." }),
    })
    .openapi("RejectionReason", { description: "What goes with a rejection; the body may be left out." });
/** For an action that takes nothing. */
export const emptySchema = () =>
  z.strictObject({}).openapi("NoInput", { description: "An empty object; the body may be left out." });

function actionEndpoint(action: Action): AnyEndpoint {
  const { entity, verb, transition } = action;
  return endpoint<records.Stored, Input>({
    operationId: operationId(verb, entity),
    method: "post",
    path: `${collectionOf(entity).path}/{id}/${verb}`,
    params: idParam(entity),
    scope: writeScope(entity),
    tag: entity.tag,
    summary: `${verb[0]?.toUpperCase() ?? ""}${verb.slice(1)} ${nounOf(entity)}`,
    description: action.description,
    body: action.takesReason
      ? { schema: reasonSchema, example: { reason: "Over the allowance." }, optional: true }
      : { schema: emptySchema, example: {}, optional: true },
    idempotent: "tenant",
    conditional: true,
    responses: {
      200: {
        description: `The ${spoken(entity)} as it stands now.`,
        schema: () => resourceSchema(entity),
        get example() {
          return sampleTransition(entity, transition).after;
        },
        headers: ["ETag"],
      },
    },
    run: ({ ctx, body, request, params: { id = "" } }) => action.run(ctx, id, readTags(request, "if-match"), body),
    answer: ({ record, version }) => ({ status: 200, body: record, version }),
  });
}

export const actionEndpoints: readonly AnyEndpoint[] = actions.map(actionEndpoint);
