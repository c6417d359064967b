import { Hono } from "hono";
import { newId } from "#lib/ids";
import type { Bindings } from "../bindings";
import { DomainError } from "../errors";
import { admitAnonymous } from "./access";
import { serveAuth } from "./auth";
import { serveCalendar } from "./calendar";
import type { AnyEndpoint, PublicEndpoint } from "./endpoint";
import { finish } from "./finish";
import { serveHook } from "./hooks";
import { oauthRoutes } from "./oauth";
import { problemResponse } from "./problem";
import { serve } from "./serve";
import { serveSite } from "./site";
import { v1 } from "./v1";
import { v2 } from "./v2";
import { type ApiVersion, lifecycleHeaders, versions } from "./versions";

type AppEnv = { Bindings: Bindings };

type Routed = { endpoint: AnyEndpoint } | { public: PublicEndpoint };

function handler(version: ApiVersion, routed: Routed) {
  const lifecycle = lifecycleHeaders(version);
  return async (c: {
    req: { raw: Request; param: () => Record<string, string> };
    env: Bindings;
    executionCtx: Pick<ExecutionContext, "waitUntil">;
  }) => {
    const request = c.req.raw;
    const now = Date.now();
    const requestId = newId(now);
    const url = new URL(request.url);
    let limits: Record<string, string> = {};
    const sink = (headers: Record<string, string>) => {
      limits = headers;
    };
    try {
      const response =
        "public" in routed
          ? ((limits = routed.public.ownLimit ? {} : await admitAnonymous(request, c.env, now)),
            await routed.public.respond(request, c.env, c.executionCtx, { params: c.req.param(), sink }))
          : await serve(
              routed.endpoint,
              { request, env: c.env, execution: c.executionCtx, params: c.req.param(), url, now },
              sink,
            );
      return finish(response, request, requestId, { ...limits, ...lifecycle });
    } catch (error) {
      return finish(problemResponse(error, { path: url.pathname, requestId }), request, requestId, {
        ...limits,
        ...lifecycle,
      });
    }
  };
}

export const app = new Hono<AppEnv>();

/** Mounts a version path by path, in the order of the endpoints: `/projects/bulk` is asked before `/projects/{id}`. */
function mount(name: string, endpoints: readonly AnyEndpoint[], open: readonly PublicEndpoint[]): void {
  const version = versions.find((candidate) => candidate.version === name);
  if (!version) throw new Error(`version ${name} is not in the registry`);
  const routes: Routed[] = [
    ...open.map((item) => ({ public: item })),
    ...endpoints.map((item) => ({ endpoint: item })),
  ];
  for (const [path, operations] of Map.groupBy(routes, (routed) => specOf(routed).path)) {
    const mounted = `/api/${name}${path.replaceAll(/\{([a-z_]+)\}/gu, ":$1")}`;
    const methods = new Set(["OPTIONS"]);
    for (const routed of operations) {
      const method = specOf(routed).method.toUpperCase();
      app.on(method, mounted, handler(version, routed) as never);
      methods.add(method);
      if (method === "GET") methods.add("HEAD");
    }
    mountRest(mounted, [...methods].toSorted().join(", "));
  }
}

const specOf = (routed: Routed) => ("public" in routed ? routed.public : routed.endpoint);

/** What no operation of a path took: a preflight, a question for the methods, a wrong method. */
function mountRest(path: string, allow: string): void {
  app.all(path, (c) => {
    const requestId = newId(Date.now());
    if (c.req.method === "OPTIONS") {
      const preflight = {
        allow,
        "access-control-allow-methods": allow,
        "access-control-allow-headers":
          "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Range, Content-Digest",
        "access-control-max-age": "86400",
      };
      return finish(new Response(null, { status: 204 }), c.req.raw, requestId, preflight);
    }
    const error = new DomainError(
      "method_not_allowed",
      `${c.req.method} is not a method of this resource; it has ${allow}.`,
      { headers: { allow } },
    );
    return finish(problemResponse(error, { path: c.req.path, requestId }), c.req.raw, requestId, {});
  });
}

mount("v1", v1.endpoints, v1.open);
mount("v2", v2.endpoints, v2.open);

for (const { path, serve: serveOauth } of oauthRoutes) app.all(path, (c) => serveOauth(c.req.raw, c.env));

const SITE = ["/marketplace", "/marketplace/*", "/docs/events", "/docs/events/*", "/status", "/status/"];
for (const path of SITE) app.all(path, (c) => serveSite(c.req.raw, c.env));

app.all("/hooks/:install_id/:token", (c) => serveHook(c.req.raw, c.req.param(), c.env, c.executionCtx));

app.all("/calendar/:file", (c) => serveCalendar(c.req.raw, c.req.param("file"), c.env));

app.all("/auth/*", (c) => serveAuth(c.req.raw, c.env, c.executionCtx));

app.notFound((c) => {
  const requestId = newId(Date.now());
  const error = new DomainError("not_found", "There is no such resource.");
  return finish(problemResponse(error, { path: c.req.path, requestId }), c.req.raw, requestId, {});
});

app.onError((error, c) => {
  const requestId = newId(Date.now());
  return finish(problemResponse(error, { path: c.req.path, requestId }), c.req.raw, requestId, {});
});
