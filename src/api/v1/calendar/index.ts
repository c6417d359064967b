import { z } from "@hono/zod-openapi";
import { idSchema, type ListQuery, projects, sampleId } from "#models";
import * as feeds from "#modules/calendar-feeds";
import type { Context } from "../../../context";
import { DomainError } from "../../../errors";
import { requireScope } from "../../access";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import { at, maybeAt, shortText } from "../integrations/schemas";

const PROJECT_ID = sampleId(projects);
const params = { id: { description: "Id of the project.", example: PROJECT_ID } };
const path = "/projects/{id}/calendar-feed";
const tag = "Schedules";

const example = { project_id: PROJECT_ID, created_at: "2026-04-14T08:00:00.000Z", rotated_at: null };
const newExample = {
  ...example,
  url: "https://api.rossos.com/calendar/0-018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b01-Zk3b9Qw7Rt2Yp8Ls5Vn1Xc4Md6Hf0Gj.ics",
};

const fields = () =>
  z.object({
    project_id: idSchema().openapi({ description: "The project.", example: PROJECT_ID }),
    created_at: at("When it was made."),
    rotated_at: maybeAt("When its address was last replaced.", null),
  });

const feedSchema = () => fields().openapi("CalendarFeed", { description: "A project's calendar." });

/** An address outlives whoever asked for it, and shows what `read:schedules` shows. */
function refuseOutliving({ actor }: Context): void {
  if (actor.type === "application")
    throw new DomainError("forbidden", "A calendar's address outlives an authorization: applications make none.");
  if (actor.type !== "system") requireScope(actor, "read:schedules");
}

export const calendarEndpoints: readonly AnyEndpoint[] = [
  endpoint<Awaited<ReturnType<typeof feeds.listFeeds>>, undefined, ListQuery>({
    operationId: "listCalendarFeeds",
    method: "get",
    path: "/calendar-feeds",
    scope: "read:schedules",
    tag,
    summary: "List calendar addresses",
    description:
      "Which projects have an address for calendars, and since when; that of the newest project first. The addresses themselves are not kept.",
    query: { list: feeds.feedList },
    responses: {
      200: {
        description: "A page of them.",
        schema: () => pageSchema(feedSchema(), "CalendarFeed"),
        example: pageExample(example),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query }) => feeds.listFeeds(ctx, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  endpoint<feeds.NewFeed>({
    operationId: "createCalendarFeed",
    method: "post",
    path,
    params,
    scope: "write:schedules",
    idempotent: "tenant",
    tag,
    summary: "Make or replace a project's calendar address",
    description:
      "Gives the project a secret address in the iCalendar format (RFC 5545), to which any calendar can subscribe. It shows the tasks of the schedules in force and the project's own dates as events of whole days; what is deleted or no longer in force is told as cancelled for 30 days. The address is shown this once. Asking again replaces it: the former one is dead at once. It needs iCal feeds to be installed, and `read:schedules` as well.",
    responses: {
      201: {
        description: "The address.",
        schema: () =>
          fields()
            .extend({ url: shortText("The secret address; who has it sees the dates.", newExample.url, 300) })
            .openapi("NewCalendarFeed", { description: "A project's calendar, with its address." }),
        example: newExample,
      },
    },
    run: ({ ctx, params: { id = "" } }) => {
      refuseOutliving(ctx);
      return feeds.createFeed(ctx, id);
    },
    answer: (feed) => ({ status: 201, body: feed }),
  }),
  endpoint<feeds.Feed>({
    operationId: "getCalendarFeed",
    method: "get",
    path,
    params,
    scope: "read:schedules",
    tag,
    summary: "Get a project's calendar address",
    description: "Whether the project has an address for calendars, and since when. The address itself is not kept.",
    responses: {
      200: {
        description: "It has one.",
        schema: feedSchema,
        example,
      },
    },
    run: ({ ctx, params: { id = "" } }) => feeds.getFeed(ctx, id),
    answer: (feed) => ({ status: 200, body: feed }),
  }),
  endpoint<void>({
    operationId: "deleteCalendarFeed",
    method: "delete",
    path,
    params,
    scope: "write:schedules",
    tag,
    summary: "End a project's calendar address",
    description: "The address is dead at once: calendars that subscribed to it get 404.",
    responses: { 204: { description: "It is gone." } },
    run: ({ ctx, params: { id = "" } }) => feeds.deleteFeed(ctx, id),
    answer: () => ({ status: 204 }),
  }),
];
