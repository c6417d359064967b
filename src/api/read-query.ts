import { isId } from "#lib/ids";
import { unknownName } from "#lib/unknown-name";
import { parseListQuery } from "#models";
import { invalid, notFound, validate } from "../errors";
import type { PublicEndpoint } from "./endpoint";

/** @throws DomainError not_found when the path holds what can be the name of nothing */
export function checkParams({ params = {} }: Pick<PublicEndpoint, "params">, given: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries(given)) {
    const { pattern, maxLength = 100, noun } = params[name] ?? {};
    const fits =
      pattern === undefined ? isId(value) : value.length <= maxLength && new RegExp(pattern, "u").test(value);
    if (!fits) throw notFound(noun ?? (name === "id" ? "resource" : name.replace(/_id$/u, "")));
  }
}

/**
 * What the query string says, checked.
 * @throws DomainError invalid_request
 */
export function readQuery(endpoint: Pick<PublicEndpoint, "query">, search: URLSearchParams): unknown {
  if (endpoint.query?.list) {
    const parsed = parseListQuery(endpoint.query.list, search);
    if (!parsed.ok) throw invalid(parsed.errors);
    return parsed.query;
  }
  const faults = [...new Set(search.keys())].flatMap((name) =>
    search.getAll(name).length > 1 ? [{ pointer: `?${name}`, detail: `${name} is given more than once.` }] : [],
  );
  if (faults.length > 0) throw invalid(faults);
  if (endpoint.query) {
    const result = validate(endpoint.query.schema(), Object.fromEntries(search));
    if (result.ok) return result.value;
    // The parameters are the fields of what is checked.
    throw invalid(
      result.faults.map(({ pointer, detail }) => ({
        pointer: `?${pointer.slice(1)}`,
        detail: detail.replace(/^There is no field /u, "There is no parameter "),
      })),
    );
  }
  const [unknown] = search.keys();
  if (unknown !== undefined) throw invalid([{ pointer: `?${unknown}`, detail: unknownName("parameter", unknown, []) }]);
  return undefined;
}
