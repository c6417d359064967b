import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { enteredSetbacks, type EnteredSetbacks, idSchema, setbacksSample, setbacksShape } from "#models";
import * as setbacks from "#modules/setbacks";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { readTags } from "../../preconditions";

type Input = { [K in keyof EnteredSetbacks]?: EnteredSetbacks[K] | undefined };

const path = "/projects/{id}/setbacks";
const params = { id: { description: "Id of the project.", example: setbacksSample.project_id } };
const tag = "Projects";

const schema = once(() =>
  z
    .object({
      project_id: idSchema().openapi({ description: "The project.", example: setbacksSample.project_id }),
      ...setbacksShape(),
    })
    .openapi("Setbacks", { description: "The setbacks that were entered for a project's lot." }),
);

const inputSchema = once(() =>
  z
    .strictObject(enteredSetbacks())
    .partial()
    .openapi("SetbacksInput", { description: "All that is known; what is left out is empty." }),
);

const inputExample = {
  front_ft: 25,
  rear_ft: 20,
  left_ft: 7.5,
  right_ft: 7.5,
  reference: setbacksSample.reference,
  lot: setbacksSample.lot,
};

const answer = ({ setbacks: body, version }: setbacks.StoredSetbacks) => ({ status: 200 as const, body, version });
const entered = { schema, example: setbacksSample, headers: ["ETag"] as const };

export const setbackEndpoints: readonly AnyEndpoint[] = [
  endpoint<setbacks.StoredSetbacks>({
    operationId: "getSetbacks",
    method: "get",
    path,
    params,
    scope: "read:projects",
    tag,
    summary: "Get a project's setbacks",
    description:
      "What was entered of how far a building has to stay from the sides of the lot, by whom and when. All is null where nothing was. What surveys and counties say besides is in the site conditions.",
    responses: { 200: { description: "The setbacks.", ...entered } },
    run: ({ ctx, params: { id = "" } }) => setbacks.getSetbacks(ctx, id),
    answer,
  }),
  endpoint<setbacks.StoredSetbacks, Input>({
    operationId: "enterSetbacks",
    method: "put",
    path,
    params,
    scope: "write:projects",
    tag,
    summary: "Enter a project's setbacks",
    description:
      "Takes the place of all that was entered before; an empty object removes it. No distance may be longer than the lot, as far as a survey or the county tells its size. With the side of each course of a survey's largest parcel, the survey's drawing shows what may be built on. Emits `project.setbacks_changed`, unless nothing changes.",
    body: { schema: inputSchema, example: inputExample },
    conditional: true,
    responses: { 200: { description: "The setbacks as they stand now.", ...entered } },
    run: ({ ctx, body, request, params: { id = "" } }) =>
      setbacks.enterSetbacks(ctx, id, whole(body), readTags(request, "if-match")),
    answer,
  }),
];

const whole = (body: Input): EnteredSetbacks => ({
  front_ft: body.front_ft ?? null,
  rear_ft: body.rear_ft ?? null,
  left_ft: body.left_ft ?? null,
  right_ft: body.right_ft ?? null,
  waterfront_ft: body.waterfront_ft ?? null,
  reference: body.reference ?? null,
  lot: body.lot ?? null,
});
