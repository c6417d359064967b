import { readCalendar } from "#modules/calendar-feeds";
import { newId } from "#lib/ids";
import type { Bindings } from "../bindings";
import { DomainError, notFound } from "../errors";
import { admitAnonymous } from "./access";
import { finish } from "./finish";
import { isCurrent } from "./preconditions";
import { problemResponse } from "./problem";

/** Seconds that a calendar may keep what it has read, before it asks whether it has changed. */
const FRESH = 300;

/** `/calendar/{token}.ics`: where calendars read a project's dates. */
export async function serveCalendar(request: Request, file: string, env: Bindings): Promise<Response> {
  const now = Date.now();
  const requestId = newId(now);
  try {
    if (request.method !== "GET" && request.method !== "HEAD")
      throw new DomainError("method_not_allowed", `${request.method} is not a method of a calendar.`, {
        headers: { allow: "GET, HEAD" },
      });
    const limits = await admitAnonymous(request, env, now);
    const token = /^([0-9A-Za-z-]{1,100})\.ics$/u.exec(file)?.[1];
    const calendar = token === undefined ? undefined : await readCalendar(env, token, now);
    if (!calendar) throw notFound("calendar");
    const headers = {
      etag: calendar.etag,
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": `inline; filename="${calendar.fileName}"`,
      "cache-control": `private, max-age=${FRESH}`,
      "x-robots-tag": "noindex",
    };
    const response = isCurrent(request, calendar.etag)
      ? new Response(null, { status: 304, headers })
      : new Response(request.method === "HEAD" ? null : calendar.text, { headers });
    return finish(response, request, requestId, limits);
  } catch (error) {
    // The address is a secret: a problem does not repeat it.
    return finish(problemResponse(error, { path: "/calendar", requestId }), request, requestId, {});
  }
}
