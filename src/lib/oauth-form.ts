export type Form = { values: ReadonlyMap<string, string>; duplicates: readonly string[] };

/**
 * Parameters of an OAuth request, of a query or an `application/x-www-form-urlencoded` body. A parameter without a value
 * counts as omitted, and none may be there twice (RFC 6749 sections 3.1 and 3.2).
 */
export function readParameters(pairs: URLSearchParams): Form {
  const values = new Map<string, string>();
  const seen = new Set<string>();
  const duplicates = new Set<string>();
  for (const [name, value] of pairs) {
    if (seen.has(name)) duplicates.add(name);
    seen.add(name);
    if (value !== "") values.set(name, value);
  }
  return { values, duplicates: [...duplicates] };
}

/** Scopes of a space-separated list (RFC 6749 section 3.3), each once; undefined when the list is malformed. */
export function readScopes(text: string): string[] | undefined {
  if (!/^[\u0021\u0023-\u005b\u005d-\u007e]+( [\u0021\u0023-\u005b\u005d-\u007e]+)*$/.test(text)) return undefined;
  return [...new Set(text.split(" "))];
}

export type BasicCredentials = { id: string; secret: string };

/**
 * HTTP Basic credentials of a client, each half decoded as a form value (RFC 6749 section 2.3.1).
 * @returns undefined when the header is not well-formed Basic
 */
export function readBasic(header: string): BasicCredentials | undefined {
  const encoded = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header)?.[1];
  if (encoded === undefined) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0)),
    );
    const colon = text.indexOf(":");
    if (colon < 0) return undefined;
    return { id: formDecode(text.slice(0, colon)), secret: formDecode(text.slice(colon + 1)) };
  } catch {
    return undefined;
  }
}

const formDecode = (text: string): string => decodeURIComponent(text.replaceAll("+", " "));
