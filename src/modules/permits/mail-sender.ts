import type { Mail } from "./mail-text";

/** A From header with one sender is far shorter. */
const LONGEST = 2000;

/** The address in a From header (RFC 5322 section 3.6.2); undefined when there is not exactly one. */
export function senderOf({ headers }: Pick<Mail, "headers">): string | undefined {
  const from = headers.filter(([name]) => name === "from").map(([, value]) => value);
  const [only = ""] = from;
  if (only.length > LONGEST) return undefined;
  const bare = only.replaceAll(/"(?:[^"\\]|\\.)*"/gu, "");
  const found = bare.match(/[^\s<>,;:()"@]+@[A-Za-z0-9.-]+/gu) ?? [];
  return from.length === 1 && found.length === 1 ? found[0]?.toLowerCase() : undefined;
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);

/** Whether a domain is one of these or below one. */
export const isAmong = (domain: string, domains: readonly string[]): boolean =>
  domains.some((known) => domain === known || domain.endsWith(`.${known}`));

/**
 * Whether the server that took the mail in has verified that it is from this domain: by DMARC, or by a DKIM signature of the
 * domain or of one above it (RFC 8601, RFC 7489 section 3.1). The topmost result alone counts, and only of that server: those
 * below it may have come with the mail.
 */
export function isAuthentic({ headers }: Pick<Mail, "headers">, domain: string, server: string): boolean {
  const [, result = ""] = headers.find(([name]) => name === "authentication-results") ?? [];
  const [by = "", ...methods] = result.replaceAll(/\([^()]*\)/gu, " ").split(";");
  if (by.trim().split(/\s+/u)[0]?.toLowerCase() !== server) return false;
  return methods.some((said) => {
    const [, method = "", property = "", value = ""] =
      /^\s*(dmarc|dkim)\s*=\s*pass\b[^;]*?\bheader\.(from|d)\s*=\s*"?@?([A-Za-z0-9.-]+)/iu.exec(said) ?? [];
    const claimed = value.toLowerCase();
    if (method.toLowerCase() === "dmarc") return property.toLowerCase() === "from" && claimed === domain;
    return method !== "" && property.toLowerCase() === "d" && claimed.includes(".") && isAmong(domain, [claimed]);
  });
}
