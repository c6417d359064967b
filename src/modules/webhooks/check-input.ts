import { checkWebhookUrl } from "#lib/url-guard";
import { isEventPattern } from "#models";
import type { Context } from "../../context";
import { type Fault, invalid } from "../../errors";
import type { SubscriptionPatch } from "./types";

/** Headers that the delivery sets itself, or that steer the connection. */
const RESERVED =
  /^(webhook-.*|content-.*|host|connection|transfer-encoding|upgrade|te|trailer|keep-alive|expect|proxy-.*|cf-.*|x-forwarded-.*|forwarded|user-agent|accept-encoding|cookie|date)$/u;
const NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/u;
const VALUE = /^[\u0020-\u007e]{0,1024}$/u;

export const allowsLoopback = (ctx: Pick<Context, "env">): boolean => ctx.env.WEBHOOK_ALLOW_LOOPBACK === "true";

/** @throws DomainError invalid_request naming every fault of the input */
export function refuseBadInput(ctx: Context, input: SubscriptionPatch): void {
  const faults = [...urlFaults(ctx, input.url), ...eventFaults(input.events), ...headerFaults(input.headers)];
  if (faults.length > 0) throw invalid(faults);
}

function urlFaults(ctx: Context, url: string | undefined): Fault[] {
  if (url === undefined) return [];
  const verdict = checkWebhookUrl(url, { allowLoopback: allowsLoopback(ctx) });
  return verdict.ok ? [] : [{ pointer: "/url", detail: verdict.reason }];
}

const eventFaults = (events: readonly string[] | undefined): Fault[] =>
  (events ?? []).flatMap((pattern, index) =>
    isEventPattern(pattern)
      ? []
      : [
          {
            pointer: `/events/${index}`,
            detail: `${pattern} is not an event type; GET /api/v1/event-types lists them. invoice.* and * stand for many.`,
          },
        ],
  );

const headerFaults = (headers: Record<string, string> | undefined): Fault[] =>
  Object.entries(headers ?? {}).flatMap(([name, value]) => {
    const pointer = `/headers/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (!NAME.test(name)) return [{ pointer, detail: "This is not a header name." }];
    if (RESERVED.test(name.toLowerCase()))
      return [{ pointer, detail: `${name} is set by the delivery and cannot be chosen.` }];
    return VALUE.test(value) ? [] : [{ pointer, detail: "A header value is at most 1024 visible ASCII characters." }];
  });
