import type { ListQuery } from "#models";
import * as incidents from "#modules/incidents";
import type { PublicEndpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import { openEndpoint } from "../../open-endpoint";
import { tag } from "./fields";
import { incidentExample, incidentSchema } from "./incident-schemas";

const unchanged = { description: "It is still what `If-None-Match` names.", headers: ["ETag"] } as const;

export const incidentOpen: readonly PublicEndpoint[] = [
  openEndpoint<ListQuery>({
    operationId: "listIncidents",
    method: "get",
    path: "/marketplace/incidents",
    tag,
    summary: "List incidents",
    description: "Times when an integration did not work for everybody, newest first.",
    query: { list: incidents.incidentList },
    responses: {
      200: {
        description: "A page of incidents.",
        schema: () => pageSchema(incidentSchema(), "Incident"),
        example: pageExample(incidentExample),
        headers: ["ETag", "Link"],
      },
      304: unchanged,
    },
    run: async ({ ctx, query, request }) => pageAnswer(await incidents.listIncidents(ctx, query), request),
  }),
  openEndpoint({
    operationId: "getIncident",
    method: "get",
    path: "/marketplace/incidents/{id}",
    params: { id: { description: "Id of the incident.", example: incidentExample.id } },
    tag,
    summary: "Get an incident",
    description: "One incident, with the news of it.",
    responses: {
      200: { description: "The incident.", schema: incidentSchema, example: incidentExample, headers: ["ETag"] },
      304: unchanged,
    },
    run: async ({ ctx, params: { id = "" } }) => ({ status: 200, body: await incidents.getIncident(ctx, id) }),
  }),
];
