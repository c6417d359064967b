import { newId } from "#lib/ids";
import { SLUG_PATTERN } from "#lib/slug";
import type { Bindings } from "../../bindings";
import { platformOf } from "../../context";
import { DomainError } from "../../errors";
import { admitAnonymous } from "../access";
import { finish } from "../finish";
import { statusOf } from "../problem";
import { directoryPage } from "./directory-page";
import { lostPage } from "./frame";
import { listingPage } from "./listing-page";
import { statusPage } from "./status-page";
import { describe, log } from "#lib/log";

const SLUG = new RegExp(SLUG_PATTERN, "u");
const METHODS = new Set(["GET", "HEAD"]);

async function respond(request: Request, env: Bindings, now: number): Promise<Response> {
  const url = new URL(request.url);
  if (!METHODS.has(request.method)) return lostPage(405, "Not possible", "This page can only be read.");
  const ctx = { platform: platformOf(env), builder: null, now, env };
  if (url.pathname === "/status") return redirect(url);
  if (url.pathname === "/status/") return await statusPage(ctx);
  const [, slug = "", end] = /^\/marketplace(?:\/([^/]+))?(\/?)$/u.exec(url.pathname) ?? [];
  if (end === undefined || slug.length > 100 || (slug !== "" && !SLUG.test(slug)))
    throw new DomainError("not_found", "There is no such integration.");
  if (end === "") return redirect(url);
  return slug === "" ? await directoryPage(ctx, url) : await listingPage(ctx, slug);
}

/** Every page has one address, with a slash at its end. */
const redirect = ({ pathname, search }: URL): Response =>
  new Response(null, { status: 308, headers: { location: `${pathname}/${search}` } });

/** The marketplace and the status as pages to read, from what the API answers; they need no script. */
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
    const page = lostPage(status, status === 404 ? "Not found" : "That did not work", text);
    return finish(page, request, requestId, error instanceof DomainError ? error.headers : {});
  }
}
