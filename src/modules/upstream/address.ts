import { CallFailure, type CallInput, type Endpoint } from "#connectors/sdk";
import { isAllowedHost } from "#lib/allowed-hosts";
import type { Bindings } from "../../bindings";

const refusal = (message: string) => new CallFailure({ class: "system", message }, { refused: true });

/** A value is one segment and stays one: a URL would take dots for steps up. */
function segment(value: string | number): string {
  const text = encodeURIComponent(String(value)).replaceAll("%2C", ",").replaceAll("%3A", ":");
  if (text === "" || /^\.+$/u.test(text)) throw refusal("A value for the path is empty, or would leave its place.");
  return text;
}

/**
 * The address of a call, with its host among those the manifest names.
 * @throws CallFailure system, refused
 */
export function addressOf(
  { path, baseUrl: own }: Pick<Endpoint, "path" | "baseUrl">,
  input: Pick<CallInput, "path" | "query">,
  { baseUrl: usual, allowedHosts }: { baseUrl: string; allowedHosts: readonly string[] },
): URL {
  const baseUrl = own ?? usual;
  const filled = path.replaceAll(/\{([A-Za-z_]+)\}/gu, (_, name: string) => {
    const value = input.path?.[name];
    if (value === undefined) throw refusal(`The path ${path} needs a value for ${name}.`);
    return segment(value);
  });
  const url = URL.parse(`${baseUrl}${filled}`);
  if (!url) throw refusal(`${baseUrl}${path} is no address.`);
  for (const [name, value] of Object.entries(input.query ?? {}))
    if (value !== undefined) url.searchParams.set(name, String(value));
  refuseForeign(url, allowedHosts);
  return url;
}

/** An address that is a credential itself; only parameters are added to it. @throws CallFailure system, refused */
export function secretAddress(address: string, input: Pick<CallInput, "query">, allowedHosts: readonly string[]): URL {
  const url = URL.parse(address);
  if (!url) throw refusal("The address of the connection is none.");
  for (const [name, value] of Object.entries(input.query ?? {}))
    if (value !== undefined) url.searchParams.set(name, String(value));
  refuseForeign(url, allowedHosts);
  return url;
}

/** @throws CallFailure system, refused, for an address that the manifest does not allow */
export function refuseForeign(url: URL, allowedHosts: readonly string[]): void {
  if (url.protocol !== "https:" || url.port !== "" || url.username !== "" || url.password !== "")
    throw refusal(`${url.origin} is not a plain https address.`);
  if (!isAllowedHost(url.hostname, allowedHosts)) throw refusal(`${url.hostname} is not among the allowed hosts.`);
}

let parsed: { text: string; origins: ReadonlyMap<string, string> } | undefined;

function overridesOf(text: string): ReadonlyMap<string, string> {
  if (parsed?.text !== text) {
    const entries = Object.entries(JSON.parse(text) as Record<string, string>);
    parsed = { text, origins: new Map(entries.map(([from, to]) => [new URL(from).origin, new URL(to).origin])) };
  }
  return parsed.origins;
}

/** Where a call is really sent: elsewhere only outside production, and only where UPSTREAM_OVERRIDES says so. */
export function diverted(env: Pick<Bindings, "ENVIRONMENT" | "UPSTREAM_OVERRIDES">, url: URL): URL {
  if (env.ENVIRONMENT === "production") return url;
  const to = overridesOf(env.UPSTREAM_OVERRIDES || "{}").get(url.origin);
  return to === undefined ? url : new URL(`${to}${url.pathname}${url.search}`);
}
