/** Shorthands over the generated types, for JSDoc of the site's scripts. */
import type { components, paths } from "./openapi";

export type Schemas = components["schemas"];
export type Method = "get" | "post" | "put" | "patch" | "delete";

/** Paths that have the method. */
export type PathsOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never;
}[keyof paths];

type Operation<P extends keyof paths, M extends Method> = paths[P][M];

type PathParams<O> = O extends { parameters: { path: infer T extends object } } ? { path: T } : { path?: never };
type QueryParams<O> = O extends { parameters: { query?: infer T extends object } } ? { query?: T } : { query?: never };
type Content<T> = T extends { content: infer C } ? C[keyof C] : never;
type BodyOf<O> = O extends { requestBody: infer T }
  ? { body: Content<T> }
  : O extends { requestBody?: infer T }
    ? { body?: Content<NonNullable<T>> }
    : { body?: never };

/** What a request of the operation takes. */
export type Options<P extends keyof paths, M extends Method> = PathParams<Operation<P, M>> &
  QueryParams<Operation<P, M>> &
  BodyOf<Operation<P, M>> & {
    /** ETag of the version that the change was decided on. */
    ifMatch?: string | undefined;
    signal?: AbortSignal | undefined;
  };

/** The options, which may be left out where nothing in them is required. */
export type Args<P extends keyof paths, M extends Method> =
  Record<never, never> extends Options<P, M> ? [options?: Options<P, M>] : [options: Options<P, M>];

type Success = 200 | 201 | 202;
type Json<T> = T extends { content: { "application/json": infer B } } ? B : undefined;

/** The body of the operation's successful answer; undefined when it has none. */
export type Answer<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer R }
    ? Success & keyof R extends never
      ? undefined
      : Json<R[Success & keyof R]>
    : never;

/** Paths whose GET answers with a page of a list. */
export type ListPath = {
  [P in PathsOf<"get">]: Answer<P, "get"> extends { data: unknown[]; has_more: boolean } ? P : never;
}[PathsOf<"get">];

export type RowOf<P extends ListPath> = Answer<P, "get"> extends { data: (infer R)[] } ? R : never;
