import { newApiKey } from "../../../src/lib/api-key-format";
import { sha256Hex } from "../../../src/lib/digest";
import { newId } from "../../../src/lib/ids";
import { follow, isProtocol, type Operation, operationsOf } from "../documents";
import type { Api, Asked } from "./api";
import { callersOf, isForPeople } from "./people";
import type { World } from "./world";

const NOBODY = "018f3a5e-0000-7000-8000-000000000000";
/** Fits what is no id: a slug, or the name of a model. */
const NOTHING = "nothing";
const NO_EVENT = "nothing.happened";

/** A key of the builder with other rights than the usual one. */
export async function otherKey(world: World, scopes: readonly string[], rateLimit = 2000): Promise<string> {
  const { PLATFORM_DB: platform } = await world.worker.env();
  const { key, prefix } = newApiKey("live");
  const now = Date.now();
  await platform
    .prepare(
      "insert into api_keys (id, builder_id, name, key_hash, key_prefix, scopes, rate_limit, is_active, created_at) values (?, ?, 'Other', ?, ?, ?, ?, 1, ?)",
    )
    .bind(newId(now), world.builderId, await sha256Hex(key), prefix, JSON.stringify(scopes), rateLimit, now)
    .run();
  return key;
}

/** What the document itself shows of a request, for records that are not there. */
function exampleOf(api: Api, operationId: string): Asked {
  const { path, operation } = api.routeOf(operationId);
  const valueOf = (name: string) => (/(?:^|_)id$/u.test(name) ? NOBODY : name === "event_type" ? NO_EVENT : NOTHING);
  const params = Object.fromEntries(
    [...path.matchAll(/\{([a-z_]+)\}/gu)].map(([, name = ""]) => [name, valueOf(name)]),
  );
  const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  if (type === undefined) return { params };
  if (media?.example === undefined) {
    const plain = operation.requestBody?.content["text/plain"] ? "text/plain" : type;
    return { params, body: "content", headers: { "content-type": plain } };
  }
  return { params, body: media.example, headers: { "content-type": type } };
}

/** Who asks for an operation, and who may not. */
function callers(world: World, operation: Operation, powerless: string): ReturnType<typeof callersOf> {
  if (isForPeople(operation)) return callersOf(world, operation);
  const needsScope = operation["x-required-scope"] !== undefined;
  return { allowed: {}, refused: needsScope ? { key: powerless } : undefined };
}

/** Every refusal that every operation has in common with its like. */
export async function refuseEverything(api: Api, world: World): Promise<void> {
  const powerless = await otherKey(world, ["read:nothing"]);
  for (const { path, operation } of operationsOf(api.document)) {
    const { operationId: id } = operation;
    if (operation.responses["401"] === undefined || isProtocol(operation)) continue;
    // It answers people with pages, and takes whatever the other side sends along.
    if (id === "completeConnect") continue;
    const { allowed, refused } = callers(world, operation, powerless);
    const example = exampleOf(api, id);
    const asked = { ...example, ...allowed };
    await Promise.all([
      api.refuses(id, 401, { ...example, key: needsNone(operation) ? "no key" : null }),
      ...(refused
        ? [api.refuses(id, 403, { ...example, ...refused, headers: { ...example.headers, ...refused.headers } })]
        : []),
      api.refuses(id, 400, { ...asked, query: { nonsense: "1" } }),
      ...(path.includes("{")
        ? [api.does(id, 404, asked), api.refuses(id, 404, { ...asked, params: noIds(asked) })]
        : []),
      ...badBodies(api, id, asked),
      ...badHeaders(api, id, asked),
    ]);
  }
  await refuseTooMany(api, await otherKey(world, ["read:projects"], 2));
}

/** Whether it may be asked without a credential; one that is sent is looked at all the same. */
const needsNone = ({ security = [] }: Operation): boolean => security.some((one) => Object.keys(one).length === 0);

const noIds = ({ params = {} }: Asked): Record<string, string> =>
  Object.fromEntries(Object.keys(params).map((name) => [name, "x"]));

function badBodies(api: Api, id: string, asked: Asked): Promise<unknown>[] {
  const { operation } = api.routeOf(id);
  if (!operation.requestBody?.content["application/json"]?.example) return [];
  return [
    api.refuses(id, 400, { ...asked, body: { surprise: true } }),
    api.refuses(id, 400, { ...asked, body: [] }),
    api.refuses(id, 413, { ...asked, body: { surprise: "x".repeat(1_048_576) } }),
    api.refuses(id, 415, { ...asked, body: "<xml/>", headers: { "content-type": "application/xml" } }),
  ];
}

function badHeaders(api: Api, id: string, asked: Asked): Promise<unknown>[] {
  const { operation } = api.routeOf(id);
  const names = (operation.parameters ?? []).map((parameter) => follow(api.document, parameter).name);
  if (!names.includes("Idempotency-Key")) return [];
  const headers = { ...asked.headers, "idempotency-key": "x".repeat(256) };
  return [api.refuses(id, 400, { ...asked, headers })];
}

async function refuseTooMany(api: Api, key: string): Promise<void> {
  await api.does("listProjects", 200, { key });
  await api.does("listProjects", 200, { key });
  const { headers } = await api.does("listProjects", 429, { key });
  if (!headers.has("retry-after")) throw new Error("a 429 says nothing of when to try again");
}
