import { newId } from "#lib/ids";
import { SLUG_PATTERN } from "#lib/slug";
import type { Bindings } from "../../bindings";
import { type OpenContext, platformOf } from "../../context";
import { DomainError, notFound } from "../../errors";
import { admitAnonymous } from "../access";
import { finish } from "../finish";
import { statusOf } from "../problem";
import { directoryPage } from "./directory-page";
import { eventPage, eventsPage } from "./events-page";
import { lostPage, type Way } from "./frame";
import { listingPage } from "./listing-page";
import { statusPage } from "./status-page";
import { describe, log } from "#lib/log";

const METHODS = new Set(["GET", "HEAD"]);
const LONGEST_NAME = 100;

type Area = {
  /** What its pages are about, and where all of them are listed. */
  noun: string;
  all: string;
  names: RegExp;
  /** @param name empty for the area's own page */
  page: (ctx: OpenContext, url: URL, name: string) => Response | Promise<Response>;
};

const AREAS: Readonly<Record<string, Area>> = {
  marketplace: {
    noun: "integration",
    all: "All integrations",
    names: new RegExp(SLUG_PATTERN, "u"),
    page: (ctx, url, slug) => (slug === "" ? directoryPage(ctx, url) : listingPage(ctx, slug)),
  },
  "docs/events": {
    noun: "event type",
    all: "All event types",
    names: /^[a-z_]+\.[a-z_]+$/u,
    page: (_, __, name) => (name === "" ? eventsPage() : eventPage(name)),
  },
  status: { noun: "page", all: "Status", names: /^$/u, page: (ctx) => statusPage(ctx) },
};

const PATH = /^\/(docs\/events|[a-z]+)(?:\/([^/]+))?(\/?)$/u;

/** Where to go on from an address that leads nowhere: to the area that it is in. */
function wayOn({ pathname }: URL): Way | undefined {
  const found = Object.entries(AREAS).find(([name]) => pathname.startsWith(`/${name}/`));
  return found && { href: `/${found[0]}/`, label: found[1].all };
}

/** @throws DomainError not_found */
function areaOf({ pathname }: URL): { area: Area; name: string; isWhole: boolean } {
  const [, found = "", name = "", end] = PATH.exec(pathname) ?? [];
  const area = Object.hasOwn(AREAS, found) ? AREAS[found] : undefined;
  if (!area) throw notFound("page");
  if (name !== "" && (name.length > LONGEST_NAME || !area.names.test(name))) throw notFound(area.noun);
  return { area, name, isWhole: end === "/" };
}

async function respond(request: Request, env: Bindings, now: number): Promise<Response> {
  const url = new URL(request.url);
  if (!METHODS.has(request.method)) return lostPage(405, "Not possible", "This page can only be read.");
  const { area, name, isWhole } = areaOf(url);
  return isWhole ? await area.page({ platform: platformOf(env), builder: null, now, env }, url, name) : redirect(url);
}

/** Every page has one address, with a slash at its end. */
const redirect = ({ pathname, search }: URL): Response =>
  new Response(null, { status: 308, headers: { location: `${pathname}/${search}` } });

/** Marketplace, catalogue of events and status as pages to read, from what the API answers; they need no script. */
export async function serveSite(request: Request, env: Bindings): Promise<Response> {
  const now = Date.now();
  const requestId = newId(now);
  try {
    const limits = await admitAnonymous(request, env, now);
    return finish(await respond(request, env, now), request, requestId, limits);
  } catch (error) {
    const status = statusOf(error);
    if (!(error instanceof DomainError)) log("error", "page failed", { request_id: requestId, ...describe(error) });
    const text = error instanceof DomainError ? error.message : "Something failed on our side.";
    const page = lostPage(
      status,
      status === 404 ? "Not found" : "That did not work",
      text,
      wayOn(new URL(request.url)),
    );
    return finish(page, request, requestId, error instanceof DomainError ? error.headers : {});
  }
}
