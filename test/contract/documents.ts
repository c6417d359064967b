import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Schema = {
  type?: string;
  description?: string;
  example?: unknown;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  $ref?: string;
};
export type Media = { schema?: Schema; example?: unknown; examples?: Record<string, { value: unknown }> };
export type Parameter = { name: string; in: string; description?: string; schema: Schema; example?: unknown };
export type Ref = { $ref?: string };
export type Response = {
  description?: string;
  headers?: Record<string, Ref & { schema: Schema; example?: unknown; description?: string }>;
  content?: Record<string, Media>;
};
export type Operation = {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  "x-required-scope"?: string;
  parameters?: (Parameter & Ref)[];
  requestBody?: { required: boolean; content: Record<string, Media> };
  responses: Record<string, Response & Ref>;
};
export type Document = {
  info: { version: string };
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    parameters: Record<string, Parameter>;
    headers: Record<string, { description?: string; schema: Schema; example?: unknown }>;
    responses: Record<string, Response>;
  };
};

/** Writes the document of each version, as the Worker makes it. */
export function writeDocuments(folder: string): void {
  execFileSync(process.execPath, ["--import", "tsx", "scripts/openapi.ts", folder], { stdio: "inherit" });
}

/** The documents of all versions. */
export function loadDocuments(): Document[] {
  const folder = mkdtempSync(join(tmpdir(), "rossos-openapi-"));
  try {
    writeDocuments(folder);
    return ["v1", "v2"].map((version) => JSON.parse(readFileSync(join(folder, `${version}.json`), "utf8")) as Document);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Follows a reference within the document. */
export function follow<T extends object>(document: Document, part: T & Ref): T {
  if (part.$ref === undefined) return part;
  let found: unknown = document;
  for (const name of part.$ref.split("/").slice(1)) found = (found as Record<string, unknown>)[name];
  return found as T;
}

/** Whether a protocol prescribes the operation: it answers by its RFC and not by the conventions of the rest. */
export const isProtocol = ({ tags }: Operation): boolean => tags?.[0] === "OAuth 2.0";

export const operationsOf = (document: Document): { path: string; method: string; operation: Operation }[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
