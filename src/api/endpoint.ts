import type { z } from "@hono/zod-openapi";
import type { Listable, Scope } from "#models";
import type { Context, Role, UserContext } from "../context";
import type { Bindings } from "../bindings";

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** What the handler gets: everything checked. */
export type Call<Body = unknown, Query = unknown, Ctx = Context> = {
  ctx: Ctx;
  params: Readonly<Record<string, string>>;
  query: Query;
  body: Body;
  request: Request;
};

export type Answer = {
  status: 200 | 201 | 202 | 204;
  body?: unknown;
  /** Instead of `body`, what is JSON already. */
  json?: string;
  /** Becomes the ETag. */
  version?: number;
  location?: string;
  /** Further headers. */
  headers?: Readonly<Record<string, string>>;
};

export type ResponseSpec = {
  description: string;
  schema?: () => z.ZodType;
  example?: unknown;
  /** An example of the body as CSV, for an operation that is asked for it. */
  csv?: string;
  /** Media types of a body that is a file. */
  file?: readonly string[];
  headers?: readonly (
    | "ETag"
    | "Location"
    | "Link"
    | "Accept-Ranges"
    | "Cache-Control"
    | "Content-Disposition"
    | "Content-Range"
  )[];
};

/** A value of the path: an id, unless it has a pattern of its own. */
export type Param = {
  description: string;
  example: string;
  pattern?: string;
  maxLength?: number;
  /** What there is none of when it does not fit. */
  noun?: string;
};

type Common = {
  operationId: string;
  method: Method;
  /** OpenAPI style, below the version: `/projects/{id}`. */
  path: string;
  tag: string;
  summary: string;
  description: string;
  params?: Readonly<Record<string, Param>>;
  /** Requests the operation brings about, as the OpenAPI document has them. */
  callbacks?: Readonly<Record<string, unknown>>;
};

/** What the query string may hold: that of a list, or a few named parameters. */
type QuerySpec<Q> = { list: Listable; schema?: never } | { list?: never; schema: () => z.ZodType<Q> };

type Contract<Body, Query, Result, Ctx> = Common & {
  query?: QuerySpec<Query>;
  body?: { schema: () => z.ZodType<Body>; example: unknown; mergePatch?: boolean; optional?: boolean };
  /** The body is the content of a file, of one of these media types: the operation reads it itself. */
  upload?: readonly string[];
  /** Takes If-Match. */
  conditional?: true;
  /** It answers 404 for what its query or its body names. */
  mayMiss?: true;
  /** It asks the service behind an integration, which may fail. */
  callsUpstream?: true;
  /** It writes, and yet no state of the data stands against it: it never answers 409. */
  conflictFree?: true;
  responses: Readonly<Record<number, ResponseSpec>>;
  run: (call: Call<Body, Query, Ctx>) => Promise<Result>;
  /** From the operation's result to its answer; a repeated Idempotency-Key puts the first result through it again. */
  answer: (result: Result, call: Pick<Call<Body, Query, Ctx>, "ctx" | "params" | "request">) => Answer | Response;
};

export type Endpoint<Body, Query, Result> = Contract<Body, Query, Result, Context> & {
  /** null: any valid credential. */
  scope: Scope | null;
  /** Takes signed-in members of these roles alone, and no API key or access token. */
  roles?: readonly Role[];
  /** Takes an Idempotency-Key, claimed in the database that the operation writes. */
  idempotent?: "tenant" | "platform";
};

/** An operation of a signed-in user that acts for no builder: a developer's, or a platform admin's. */
export type UserEndpoint<Body, Query, Result> = Contract<Body, Query, Result, UserContext> & {
  /** Who may call it. */
  caller: "user" | "platform_admin";
  idempotent?: "platform";
};

/** An operation that needs no credential, limited by address. */
export type PublicEndpoint = Common & {
  query?: QuerySpec<unknown>;
  body?: { schema: () => z.ZodType; example: unknown };
  responses: Readonly<Record<number, ResponseSpec>>;
  /** It limits its callers itself, instead of by address. */
  ownLimit?: true;
  respond: (
    request: Request,
    env: Bindings,
    execution: Pick<ExecutionContext, "waitUntil">,
    more: { params: Readonly<Record<string, string>>; sink: (headers: Record<string, string>) => void },
  ) => Promise<Response> | Response;
  /** A credential is welcome, and refused when it is not valid. */
  optionalCredential?: true;
};

export type AnyBuilderEndpoint = Endpoint<unknown, unknown, unknown>;
export type AnyUserEndpoint = UserEndpoint<unknown, unknown, unknown>;
export type AnyEndpoint = AnyBuilderEndpoint | AnyUserEndpoint;

/** One operation of the published API: the scope it needs, its contract, and the work that honours it. */
export const endpoint = <Result, Body = undefined, Query = undefined>(
  spec: Endpoint<Body, Query, Result>,
): AnyBuilderEndpoint => spec as unknown as AnyBuilderEndpoint;

/** One operation for who is signed in, whether or not they belong to a builder. No API key or access token calls it. */
export const userEndpoint = <Result, Body = undefined, Query = undefined>(
  spec: UserEndpoint<Body, Query, Result>,
): AnyUserEndpoint => spec as unknown as AnyUserEndpoint;
