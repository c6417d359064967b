import { OpenAPIHono, type z } from "@hono/zod-openapi";
import type { Bindings } from "../bindings";
import { sha256Base64Url } from "#lib/digest";
import type { AnyEndpoint, PublicEndpoint } from "./endpoint";
import type { ProtocolOperation } from "./oauth/protocol-operations";
import { parametersOf, sharedParameters } from "./openapi-parameters";
import { contentOf, FILE_CONTENT, problemResponses, responsesOf, sharedHeaders } from "./openapi-responses";
import { describeApi, TAGS } from "./openapi-text";
import { problemSchema } from "./problem";
import { securityOf, securitySchemes } from "./security";

export type Api = {
  endpoints: readonly AnyEndpoint[];
  open: readonly PublicEndpoint[];
  /** Operations that are served elsewhere, as a protocol wants them. */
  protocol?: readonly ProtocolOperation[];
};
type Registry = OpenAPIHono["openAPIRegistry"];

type Bodied = {
  body?: { schema: () => unknown; example: unknown; mergePatch?: boolean; optional?: boolean };
  upload?: readonly string[];
};

function bodyOf({ body, upload }: Bodied) {
  if (upload) return { body: { required: true, description: "The content of the file.", content: contentOf(upload) } };
  if (!body) return {};
  const content = { schema: body.schema() as z.ZodType, example: body.example };
  const types = body.mergePatch ? ["application/merge-patch+json", "application/json"] : ["application/json"];
  return { body: { required: !body.optional, content: Object.fromEntries(types.map((type) => [type, content])) } };
}

function register(registry: Registry, endpoint: AnyEndpoint | PublicEndpoint): void {
  const scope = "scope" in endpoint ? endpoint.scope : null;
  registry.registerPath({
    method: endpoint.method,
    path: endpoint.path,
    operationId: endpoint.operationId,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    description: scope === null ? endpoint.description : `${endpoint.description}\n\nScope: \`${scope}\`.`,
    security: securityOf(endpoint),
    ...(scope === null ? {} : { "x-required-scope": scope }),
    parameters: parametersOf(endpoint) as never,
    request: bodyOf(endpoint) as never,
    responses: responsesOf(endpoint) as never,
    ...(endpoint.callbacks ? { callbacks: endpoint.callbacks as never } : {}),
  });
}

function registerProtocol(registry: Registry, operation: ProtocolOperation): void {
  const { tag, parameters, form, responses, ...plain } = operation;
  const body = form && {
    required: true,
    content: { "application/x-www-form-urlencoded": { schema: form.schema(), example: form.example } },
  };
  registry.registerPath({
    ...plain,
    tags: [tag],
    ...(parameters ? { parameters: parameters as never } : {}),
    request: body ? { body } : {},
    responses: responses() as never,
  });
}

function registerShared(
  registry: Registry,
  used: { upload: boolean; schemes: ReadonlySet<string> },
  serverUrl: string,
) {
  for (const [name, scheme] of Object.entries(securitySchemes(serverUrl)))
    if (used.schemes.has(name)) registry.registerComponent("securitySchemes", name, scheme);
  for (const [name, header] of Object.entries(sharedHeaders))
    registry.registerComponent("headers", name, header as never);
  for (const [name, parameter] of Object.entries(sharedParameters))
    registry.registerComponent("parameters", name, parameter as never);
  for (const [name, response] of Object.entries(problemResponses))
    registry.registerComponent("responses", name, response as never);
  if (used.upload) registry.registerComponent("schemas", "FileContent", FILE_CONTENT as never);
  registry.register("Problem", problemSchema());
}

type Described = AnyEndpoint | PublicEndpoint | ProtocolOperation;

const isProtocol = (item: Described): item is ProtocolOperation => "security" in item;
const requirementsOf = (item: Described): readonly object[] => (isProtocol(item) ? item.security : securityOf(item));

/** By heading; below it what a path leads to before what that leads to. */
function inReadingOrder<E extends Described>(endpoints: readonly E[]): E[] {
  const heading = ({ tag }: E) => TAGS.findIndex(({ name }) => name === tag);
  const depth = ({ path }: E) => path.split("/").length;
  return endpoints.toSorted((a, b) => heading(a) - heading(b) || depth(a) - depth(b));
}

const isLocal = (url: string): boolean => /^(localhost|127\.0\.0\.1|\[::1\])$/u.test(new URL(url).hostname);

/**
 * The OpenAPI 3.0.3 document of a version, from the very endpoints that serve it.
 * @param serverUrl where the version is reached, with its path and without a slash at the end
 */
export function openApiDocument(version: string, api: Api, serverUrl: string): unknown {
  const generator = new OpenAPIHono();
  const registry = generator.openAPIRegistry;
  const all = inReadingOrder<Described>([...api.open, ...api.endpoints, ...(api.protocol ?? [])]);
  const schemes = new Set(
    all.flatMap((item) => requirementsOf(item).flatMap((requirement) => Object.keys(requirement))),
  );
  registerShared(registry, { upload: api.endpoints.some(({ upload }) => upload), schemes }, serverUrl);
  for (const item of all) {
    if (isProtocol(item)) registerProtocol(registry, item);
    else register(registry, item);
  }
  const used = new Set(all.map(({ tag }) => tag));
  return withoutUnused(
    generator.getOpenAPIDocument({
      openapi: "3.0.3",
      info: {
        title: "RossOS Marketplace API",
        version,
        description: describeApi(version),
        contact: {
          name: "RossOS developer support",
          url: "https://developers.rossos.com/",
          email: "developers@rossos.com",
        },
        license: { name: "MIT", url: "https://opensource.org/license/mit" },
      },
      servers: [
        {
          url: serverUrl,
          description: isLocal(serverUrl) ? "Local development." : "Production.",
          "x-internal": false,
        },
      ],
      tags: TAGS.filter(({ name }) => used.has(name)),
    }),
  );
}

const SHARED = ["parameters", "headers", "responses"] as const;

/** Leaves out shared parts that this version does not use. A part may use another, so it goes on until none is left. */
function withoutUnused<Document extends { components?: object }>(document: Document): Document {
  const components = document.components as Record<string, Record<string, unknown>>;
  for (let found = true; found;) {
    const text = JSON.stringify(document);
    found = false;
    for (const kind of SHARED) {
      for (const name of Object.keys(components[kind] ?? {})) {
        if (text.includes(`"#/components/${kind}/${name}"`)) continue;
        delete components[kind]?.[name];
        found = true;
      }
    }
  }
  return document;
}

/** Serves the document, built at the first question and kept. */
export function openApiResponder(version: string, api: Api): (request: Request, env: Bindings) => Promise<Response> {
  let cached: { text: string; etag: string; server: string } | undefined;
  return async (request, env) => {
    const server = `${env.PUBLIC_URL}/api/${version}`;
    if (cached?.server !== server) {
      const built = JSON.stringify(openApiDocument(version, api, server));
      cached = { text: built, etag: `"${(await sha256Base64Url(built)).slice(0, 22)}"`, server };
    }
    const headers = { etag: cached.etag, "cache-control": "public, max-age=300" };
    if (request.headers.get("if-none-match") === cached.etag) return new Response(null, { status: 304, headers });
    return new Response(cached.text, { headers: { ...headers, "content-type": "application/json" } });
  };
}
