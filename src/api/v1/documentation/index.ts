import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { textSchema, timeSchema } from "#models";
import * as feedback from "#modules/documentation-feedback";
import { type AnyEndpoint, type PublicEndpoint, userEndpoint } from "../../endpoint";
import { openWrite } from "../../open-endpoint";
import { count } from "../integrations/schemas";

const PAGE = "/docs/guides/lists/";
const COMMENT = "An example with two filters at once would help.";
/** Answers of one address, a minute. */
const ADDRESS_LIMIT = 20;

const pageSchema = () =>
  z.enum(feedback.DOCUMENTATION_PAGES).openapi({ description: "The page, by its path.", example: PAGE });
const isHelpful = () => z.boolean().openapi({ description: "Whether it helped.", example: false });

type Input = { page: feedback.DocumentationPage; is_helpful: boolean; comment?: string | undefined };

const inputSchema = once(() =>
  z
    .strictObject({
      page: pageSchema(),
      is_helpful: isHelpful(),
      comment: textSchema(1000)
        .trim()
        .min(1)
        .optional()
        .openapi({ description: "What is missing, or wrong. Leave out what is secret or personal.", example: COMMENT }),
    })
    .openapi("DocumentationFeedbackCreate", { description: "Whether a page of the documentation helped." }),
);

const example = {
  page: PAGE,
  helpful: 41,
  unhelpful: 3,
  comments: [{ comment: COMMENT, is_helpful: false, created_at: "2026-11-24T08:00:00.000Z" }],
};

const resultSchema = once(() =>
  z
    .object({
      page: pageSchema(),
      helpful: count("How often it helped.", example.helpful),
      unhelpful: count("How often it did not.", example.unhelpful),
      comments: z
        .array(
          z.object({
            comment: textSchema(1000).openapi({ description: "What was written.", example: COMMENT }),
            is_helpful: isHelpful(),
            created_at: timeSchema().openapi({ description: "When.", example: "2026-11-24T08:00:00.000Z" }),
          }),
        )
        .max(20)
        .openapi({ description: "The latest comments, newest first.", example: example.comments }),
    })
    .openapi("DocumentationFeedback", { description: "Whether a page of the documentation helps." }),
);

export const documentationOpen: readonly PublicEndpoint[] = [
  openWrite<Input>({
    operationId: "sendDocumentationFeedback",
    method: "post",
    path: "/documentation/feedback",
    tag: "About the API",
    summary: "Say whether a page of the documentation helped",
    description:
      "Needs no credential. One answer counts for each page, address and day: a later one takes the place of the one before. The address itself is not kept.",
    body: { schema: inputSchema, example: { page: PAGE, is_helpful: false, comment: COMMENT } },
    limit: ADDRESS_LIMIT,
    responses: { 204: { description: "It is kept." } },
    run: async ({ ctx, body, address }) => {
      const { page, is_helpful: wasHelpful, comment = null } = body;
      await feedback.recordFeedback(ctx, { page, isHelpful: wasHelpful, comment }, address);
    },
  }),
];

export const documentationEndpoints: readonly AnyEndpoint[] = [
  userEndpoint<feedback.PageFeedback[]>({
    operationId: "listDocumentationFeedback",
    caller: "platform_admin",
    method: "get",
    path: "/admin/documentation-feedback",
    tag: "Platform administration",
    summary: "List what readers say of the documentation",
    description: "Every page with how many it helped, how many it did not, and the latest comments.",
    responses: {
      200: {
        description: "The pages, by their paths.",
        schema: () =>
          z
            .object({
              data: z
                .array(resultSchema())
                .max(200)
                .openapi({ description: "All of them.", example: [example] }),
            })
            .openapi("DocumentationFeedbackList", { description: "What readers say of the documentation." }),
        example: { data: [example] },
      },
    },
    run: ({ ctx }) => feedback.listFeedback(ctx),
    answer: (data) => ({ status: 200, body: { data } }),
  }),
];
