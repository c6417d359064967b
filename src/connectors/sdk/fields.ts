import { z } from "zod";
import { centsOf } from "#lib/money";
import { once } from "#lib/once";
import type { SyncedRecord } from "./version";

/**
 * Where a field of ours stands in what an upstream sends, and how it is read there. Without a path it has our own name. The
 * path `balances.current` leads through an object, `Account?.Code` through one that may be missing; an empty one is the
 * whole. Of several paths the first counts where there is something.
 */
type Source<T> = z.ZodType<T> | readonly [path: string | readonly string[], as: z.ZodType<T>];

/** The fields of a record, each with its source. */
export type Sources<T> = { readonly [F in keyof T]: Source<T[F]> };

type Step = { name: string; mayMiss: boolean };
type Read = { name: string; paths: Step[][]; as: z.ZodType };

const stepsOf = (path: string): Step[] =>
  path === "" ? [] : path.split(".").map((step) => ({ name: step.replace("?", ""), mayMiss: step.endsWith("?") }));

function readOf(name: string, source: Source<unknown>): Read {
  const [path, as] = source instanceof z.ZodType ? [name, source] : source;
  return { name, as, paths: [path].flat().map(stepsOf) };
}

const asAnObject = once(() => z.looseObject({}));

const asObject = (value: unknown) =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

type Reached = { path: string[]; value: unknown; isStuck?: true };

/** What stands at the end of a path; or how far it leads, where something other than an object is in its way. */
function walk(whole: unknown, steps: readonly Step[]): Reached {
  const path = steps.map(({ name }) => name);
  let value = whole;
  for (const [depth, { name }] of steps.entries()) {
    const within = asObject(value);
    if (within) value = Object.hasOwn(within, name) ? within[name] : undefined;
    else if ((value ?? null) === null && steps[depth - 1]?.mayMiss) return { path, value: undefined };
    else return { path: path.slice(0, depth), value, isStuck: true };
  }
  return { path, value };
}

/** What the first path leads to that leads to something; else what the last one does. */
function reach(whole: unknown, [first = [], ...others]: readonly (readonly Step[])[]): Reached {
  const reached = walk(whole, first);
  return (reached.value ?? null) === null && others.length > 0 ? reach(whole, others) : reached;
}

/**
 * Reads a record of ours out of what an upstream sends, field by field; what is read as undefined is left out. Where an
 * answer does not fit is told by the upstream's own names.
 */
export function fields<T extends object>(sources: Sources<T>): z.ZodType<T> {
  const reads = Object.entries<Source<unknown>>(sources).map(([name, source]) => readOf(name, source));
  return z.looseObject({}).transform((whole, context): T => {
    const found: [string, unknown][] = [];
    for (const { name, paths, as } of reads) {
      const { path, value, isStuck } = reach(whole, paths);
      const { data, error } = isStuck ? asAnObject().safeParse(value) : as.safeParse(value);
      for (const issue of error?.issues ?? [])
        context.issues.push({ ...issue, path: [...path, ...issue.path], input: value } as z.core.$ZodRawIssue);
      if (data !== undefined) found.push([name, data]);
    }
    return Object.fromEntries(found) as T;
  });
}

/** The upstream's own names of what sources read, at the top of a record. */
export const namesIn = <T extends object>(sources: Sources<T>): string[] =>
  Object.entries<Source<unknown>>(sources).flatMap(([name, source]) =>
    readOf(name, source).paths.flatMap(([first]) => first?.name ?? []),
  );

/** A record with its id, which stands at a path of the same object. */
export const recordWith = <T extends object>(id: string, sources: Sources<T>): z.ZodType<SyncedRecord<T>> =>
  fields<SyncedRecord<T>>({ id: [id, z.string().min(1)], data: ["", fields<T>(sources)] });

/** What may be left out or null, which are the same to us. */
export const orNull = <T>(kind: z.ZodType<T>): z.ZodType<T | null> =>
  kind.nullish().transform((value) => value ?? null);

/** The same of what may be empty as well. */
export const orNone = <T>(kind: z.ZodType<T>): z.ZodType<T | null> =>
  z.preprocess((value) => (value === "" ? null : value), orNull(kind));

/** What a function makes of a value; undefined where it is not what it should be. */
export const readBy = <I, O>(kind: z.ZodType<I>, expected: string, read: (value: I) => O | undefined): z.ZodType<O> =>
  kind.transform((value, context) => {
    const made = read(value);
    if (made !== undefined) return made;
    context.issues.push({ code: "invalid_format", format: expected, input: String(value) });
    return z.NEVER;
  });

/** One of an upstream's words, as what it means to us. */
export const wordIn = <const W extends Readonly<Record<string, unknown>>>(words: W): z.ZodType<W[keyof W]> =>
  z.enum(Object.keys(words)).transform((word) => words[word] as W[keyof W]);

/**
 * Readers of what many upstreams send: text, amounts in whole units of a currency, numbers that may come as text, and times
 * with their offset from UTC, which become RFC 3339 in UTC. What is left out of text and amounts is null.
 */
export const readers = once(() => ({
  text: orNull(z.string()),
  numeric: readBy(z.union([z.string().regex(/\S/u), z.number()]), "number", (said) =>
    Number.isFinite(Number(said)) ? Number(said) : undefined,
  ),
  cents: orNull(z.number().transform(centsOf)),
  time: readBy(z.string(), "datetime", (text) => {
    const at = Date.parse(text);
    return Number.isNaN(at) ? undefined : new Date(at).toISOString();
  }),
}));
