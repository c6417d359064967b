import { describe, expect, test } from "vitest";
import { type Document, follow, isProtocol, loadDocuments, operationsOf, type Schema } from "./documents";

const documents = loadDocuments().map((document) => [document.info.version, document] as const);

/** Operations whose query or body names what may not be there. */
const NAMES_IN_REQUEST: ReadonlySet<string> = new Set([
  "acceptInvitation",
  "getSandbox",
  "createSandboxKey",
  "resetDeveloperSandbox",
  "testWebhookUrl",
]);

/** The schema and all below it, each once. */
function schemasBelow(document: Document, start: Schema, at: string, seen = new Set<Schema>()): [string, Schema][] {
  const schema = follow(document, start);
  if (seen.has(schema)) return [];
  seen.add(schema);
  const below: [string, Schema][] = [
    ...Object.entries(schema.properties ?? {}).map(([name, of]): [string, Schema] => [`${at}.${name}`, of]),
    ...(schema.items ? [[`${at}[]`, schema.items] as [string, Schema]] : []),
  ];
  return [[at, schema], ...below.flatMap(([name, of]) => schemasBelow(document, of, name, seen))];
}

const bodySchemas = (document: Document): [string, Schema][] =>
  operationsOf(document).flatMap(({ operation: { operationId, requestBody } }) =>
    Object.values(requestBody?.content ?? {}).flatMap(({ schema }) =>
      schema ? schemasBelow(document, schema, operationId) : [],
    ),
  );

const answerSchemas = (document: Document): [string, Schema][] =>
  operationsOf(document).flatMap(({ operation: { operationId, responses } }) =>
    Object.values(responses).flatMap((response) =>
      Object.values(follow(document, response).content ?? {}).flatMap(({ schema }) =>
        schema ? schemasBelow(document, schema, operationId) : [],
      ),
    ),
  );

describe.each(documents)("%s", (_, document) => {
  const operations = operationsOf(document);

  test("names, sums up and describes every operation", () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operation } of operations) {
      expect(operation.operationId).toMatch(/^[a-z]+(?:[A-Z][a-z0-9]*)+$/u);
      expect(operation.summary).toMatch(/^[A-Z].{4,60}[^.]$/u);
      expect(operation.description).toMatch(/^[A-Z].*[.]$/su);
    }
  });

  test("describes every parameter and header, with an example", () => {
    const parameters = operations.flatMap(({ operation: { operationId, parameters: given = [] } }) =>
      given.map((parameter) => ({ operationId, ...follow(document, parameter) })),
    );
    const headers = Object.entries(document.components.headers).map(([name, header]) => ({ name, ...header }));
    const poor = [...parameters, ...headers].filter(
      ({ description = "", example }) => !/^(`|[A-Z]).*[.]$/su.test(description) || example === undefined,
    );
    expect(poor).toEqual([]);
  });

  test("describes every field, with an example", () => {
    const fields = [...bodySchemas(document), ...answerSchemas(document)].flatMap(([at, { properties = {} }]) =>
      Object.entries(properties).map(([name, of]) => ({ at: `${at}.${name}`, of, field: follow(document, of) })),
    );
    expect(fields.length).toBeGreaterThan(50);
    const poor = fields.filter(({ of, field }) => {
      // A field of objects shows those of its object.
      const whole = of.$ref !== undefined || field.items?.$ref !== undefined;
      return !/^(`|[A-Z]).*[.]$/su.test(field.description ?? "") || (field.example === undefined && !whole);
    });
    expect(poor.map(({ at }) => at)).toEqual([]);
  });

  test("refuses unknown fields of bodies, and lets answers gain some", () => {
    // A server ignores parameters of OAuth that it does not know (RFC 6749 section 3.2).
    const forms = new Set(
      operations.filter(({ operation }) => isProtocol(operation)).map(({ operation }) => operation.operationId),
    );
    const bodies = bodySchemas(document).filter(([at, { properties }]) => properties && !forms.has(at));
    expect(bodies.length).toBeGreaterThan(2);
    expect(bodies.filter(([, { additionalProperties: more }]) => more !== false).map(([at]) => at)).toEqual([]);
    const closed = answerSchemas(document).filter(([, { additionalProperties: more }]) => more === false);
    expect(closed.map(([at]) => at)).toEqual([]);
  });
});

describe.each(documents)("%s", (_, document) => {
  const operations = operationsOf(document);

  test("says which errors an operation can have", () => {
    // The way back from another site answers people with pages, refusals too.
    const programs = operations.filter(
      (one) => !isProtocol(one.operation) && one.operation.operationId !== "completeConnect",
    );
    for (const { operation, method, path } of programs) {
      const takes = (name: string) =>
        (operation.parameters ?? []).some((parameter) => follow(document, parameter).name === name);
      const has = (status: number) => operation.responses[status] !== undefined;
      const open = JSON.stringify(operation.security) === "[{}]";
      const expected = {
        ...Object.fromEntries([429, 500].map((status) => [status, true])),
        ...Object.fromEntries([401, 503].map((status) => [status, !open])),
        // What anybody may write is checked, and refused from other sites' pages.
        ...Object.fromEntries([400, 403].map((status) => [status, !open || operation.requestBody !== undefined])),
        ...Object.fromEntries([413, 415].map((status) => [status, operation.requestBody !== undefined])),
        404: path.includes("{") || NAMES_IN_REQUEST.has(operation.operationId),
        412: takes("If-Match"),
        422: takes("Idempotency-Key"),
        304: takes("If-None-Match"),
      };
      const described = Object.keys(expected).map((status) => [status, has(Number(status))]);
      expect({ id: operation.operationId, ...Object.fromEntries(described) }).toEqual({
        id: operation.operationId,
        ...expected,
      });
      expect(has(409) && (method === "get" || open)).toBe(false);
    }
  });

  test("says what OAuth can refuse, in its own words", () => {
    const forms = operations.filter(({ operation, method }) => isProtocol(operation) && method === "post");
    expect(forms.map(({ path }) => path)).toEqual(
      document.info.version === "v1" ? ["/oauth/token", "/oauth/revoke", "/oauth/introspect"] : [],
    );
    for (const { operation } of forms) {
      expect(Object.keys(operation.requestBody?.content ?? {})).toEqual(["application/x-www-form-urlencoded"]);
      for (const [status, { headers, content }] of Object.entries(operation.responses)) {
        expect(headers).toHaveProperty("Cache-Control");
        expect(Object.keys(content ?? {})).toEqual(["application/json"]);
        const schema = content?.["application/json"]?.schema?.$ref ?? "";
        expect(schema.endsWith("/OAuthError")).toBe(Number(status) >= 400);
      }
      expect(Object.keys(operation.responses)).toEqual(["200", "400", "401", "429", "500", "503"]);
    }
  });

  test("takes of platform admins what it takes of nobody else", () => {
    for (const { path, operation } of operations) {
      const schemes = (operation.security ?? []).flatMap((requirement) => Object.keys(requirement));
      expect({ path, admin: schemes.includes("adminSession") }).toEqual({ path, admin: path.startsWith("/admin/") });
    }
  });
});
