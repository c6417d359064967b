import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { textSchema } from "#models";
import { readStatus, STATES } from "#modules/platform-status";
import type { PublicEndpoint } from "../../endpoint";
import { openEndpoint } from "../../open-endpoint";
import { incidentExample, incidentSchema } from "../marketplace/incident-schemas";

const part = {
  name: "Webhooks",
  description: "Events reach their subscribers within two minutes.",
  state: "operational",
};
const example = { state: "operational", parts: [part], incidents: [incidentExample] };

const state = (description: string) => z.enum(STATES).openapi({ description, example: "operational" });

const schema = once(() =>
  z
    .object({
      state: state("That of the part that is worst off."),
      parts: z
        .array(
          z.object({
            name: textSchema(100).openapi({ description: "The part.", example: part.name }),
            description: textSchema(300).openapi({ description: "What it does.", example: part.description }),
            state: state("`delayed`: it works, and later than it should. `down`: it does not answer."),
          }),
        )
        .max(20)
        .openapi({ description: "The parts of the platform.", example: example.parts }),
      incidents: z
        .array(incidentSchema())
        .max(200)
        .openapi({ description: "Incidents of integrations: those that go on, and those of the last 90 days." }),
    })
    .openapi("PlatformStatus", { description: "How the platform is doing." }),
);

export const statusOpen: readonly PublicEndpoint[] = [
  openEndpoint({
    operationId: "getPlatformStatus",
    method: "get",
    path: "/status",
    tag: "About the API",
    summary: "Get the status of the platform",
    description: "How its parts are doing now, and the incidents of integrations. The same as a page: `/status/`.",
    responses: {
      200: { description: "The status.", schema, example, headers: ["ETag"] },
      304: { description: "It is still what `If-None-Match` names.", headers: ["ETag"] },
    },
    run: async ({ ctx }) => ({ status: 200, body: await readStatus(ctx) }),
  }),
];
