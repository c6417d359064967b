import { invalid } from "../errors";

export const etagOf = (version: number): string => `"${version}"`;

/**
 * Reads If-Match or If-None-Match (RFC 9110 §13.1).
 * @returns the versions it names; undefined without the header
 * @throws DomainError invalid_request when it is not a list of entity tags
 */
export function readTags(request: Request, name: "if-match" | "if-none-match"): "*" | number[] | undefined {
  const value = request.headers.get(name);
  if (value === null) return undefined;
  if (value.trim() === "*") return "*";
  const versions: number[] = [];
  for (const tag of value.split(",").slice(0, 50)) {
    const match = /^\s*(?:W\/)?"([^"]*)"\s*$/u.exec(tag);
    if (!match)
      throw invalid([{ pointer: `?${name}`, detail: `${name} is * or a list of entity tags in double quotes.` }]);
    // A tag that is no version of ours is of none.
    versions.push(/^(?:0|[1-9]\d{0,14})$/u.test(match[1] ?? "") ? Number(match[1]) : Number.NaN);
  }
  return versions;
}

/** Whether the caller already has what an entity tag stands for, by its If-None-Match. */
export const isCurrent = (request: Request, etag: string): boolean =>
  (request.headers.get("if-none-match") ?? "")
    .split(",")
    .some((tag) => tag.trim() === "*" || tag.trim().replace(/^W\//u, "") === etag);
