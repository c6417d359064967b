/** An IPv4 address as 32 bits, an IPv6 address as 128. */
export type Address = { version: 4 | 6; value: bigint };

/**
 * `host` is lower-case, without brackets and without a trailing dot. `literal`: the host is judged already and there is
 * nothing to resolve, because it is an address (or `localhost` where loopback is allowed).
 */
export type UrlVerdict = { ok: true; url: URL; host: string; literal: boolean } | { ok: false; reason: string };

type Block = Address & { shift: bigint };

const MAX_LENGTH = 2048;
const TOO_LONG = `The URL must not be longer than ${MAX_LENGTH} characters.`;
const AUTHORITY = /^https?:\/\/([^/?#]+)/i;
const PORTS: ReadonlySet<string> = new Set(["", "443", "8443"]);

/** IANA special-purpose address registries; 192.88.99.0/24 was 6to4's anycast, 224/4 multicast, 240/4 with broadcast. */
const REFUSED_V4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
].map(toBlock);

/** Only global unicast is handed out (RFC 4291 section 2.4): mapped, NAT64, ULA, link-local and multicast lie outside of it. */
const GLOBAL_UNICAST = toBlock("2000::/3");
const REFUSED_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"].map(toBlock);
const LOOPBACK = ["127.0.0.0/8", "::1/128"].map(toBlock);

/** Special-use names (RFC 6761, 6762, 7686, 8375, 9476, ICANN's `internal`) and those that only private resolvers know. */
const REFUSED_NAMES: ReadonlySet<string> = new Set([
  "alt",
  "arpa",
  "corp",
  "example",
  "home",
  "internal",
  "intranet",
  "invalid",
  "lan",
  "local",
  "localdomain",
  "localhost",
  "onion",
  "private",
  "test",
]);
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const TOP_LABEL = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;

/**
 * Whether requests may be sent to a URL that a stranger wrote. A name that passes must still be resolved, and each of its
 * addresses pass `isPublicAddress`, before every request. The host must be spelled as it is used: no escapes, no Unicode,
 * no address in octal or hex.
 * @param options.allowLoopback for development: `localhost`, 127/8 and ::1 pass, also over http and on any port
 * @returns the URL without its fragment; or a reason, in a sentence for the person who wrote it
 */
export function checkWebhookUrl(text: string, options: { allowLoopback: boolean }): UrlVerdict {
  const parsed = parseUrl(text);
  if (typeof parsed === "string") return { ok: false, reason: parsed };
  const { url, host } = parsed;
  if (options.allowLoopback && (host === "localhost" || isLoopbackAddress(host))) {
    return { ok: true, url, host, literal: true };
  }
  const literal = parseAddress(host) !== undefined;
  const reason = reasonAgainstScheme(url) ?? (literal ? reasonAgainstAddress(host) : reasonAgainstName(host));
  return reason === undefined ? { ok: true, url, host, literal } : { ok: false, reason };
}

/** Whether an address is an ordinary one of the public internet; false for what is no address, and for one with a zone. */
export function isPublicAddress(ip: string): boolean {
  const address = parseAddress(ip);
  if (!address) return false;
  if (address.version === 4) return !REFUSED_V4.some((block) => contains(block, address));
  return contains(GLOBAL_UNICAST, address) && !REFUSED_V6.some((block) => contains(block, address));
}

/** 127.0.0.0/8 and ::1; not their IPv4-mapped forms. */
export function isLoopbackAddress(ip: string): boolean {
  const address = parseAddress(ip);
  return address !== undefined && LOOPBACK.some((block) => contains(block, address));
}

/** An IPv4 address in dotted decimal without leading zeros, or an IPv6 address in any form of RFC 4291 section 2.2. */
export function parseAddress(text: string): Address | undefined {
  if (text.length > 45) return undefined;
  const v4 = parseIpv4(text);
  if (v4 !== undefined) return { version: 4, value: v4 };
  const v6 = parseIpv6(text);
  return v6 === undefined ? undefined : { version: 6, value: v6 };
}

function parseUrl(text: string): { url: URL; host: string } | string {
  const reason = reasonAgainstText(text);
  if (reason !== undefined) return reason;
  const authority = AUTHORITY.exec(text)?.[1] ?? "";
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return "The URL is malformed.";
  }
  url.hash = "";
  if (url.href.length > MAX_LENGTH) return TOO_LONG;
  if (url.hostname.startsWith("[")) return { url, host: url.hostname.slice(1, -1) };
  const host = url.hostname.replace(/\.$/, "");
  const written = authority.replace(/:\d*$/, "").replace(/\.$/, "").toLowerCase();
  if (written !== host) return "The host must be a name, or an address in its usual form.";
  url.hostname = host;
  return { url, host };
}

function reasonAgainstText(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return TOO_LONG;
  if (/[\s\p{Cc}\\]/u.test(text)) return "The URL must not contain spaces, control characters or backslashes.";
  const authority = AUTHORITY.exec(text)?.[1];
  if (authority === undefined) return "The URL must begin with https:// and a host name.";
  if (authority.includes("@")) return "The URL must not contain a user name or password.";
  if (!/^[!-~]+$/.test(authority) || authority.includes("%")) {
    return "The host name must be written in plain ASCII; write an international name as xn--….";
  }
  return undefined;
}

function reasonAgainstScheme(url: URL): string | undefined {
  if (url.protocol !== "https:") return "The URL must begin with https://.";
  return PORTS.has(url.port) ? undefined : "The port must be 443 or 8443.";
}

function reasonAgainstAddress(host: string): string | undefined {
  return isPublicAddress(host) ? undefined : "The address is not one of the public internet.";
}

function reasonAgainstName(host: string): string | undefined {
  const labels = host.split(".");
  const top = labels.at(-1) ?? "";
  if (host.length > 253 || !labels.every((label) => LABEL.test(label))) return "The host name is malformed.";
  if (labels.length < 2 || REFUSED_NAMES.has(top) || !TOP_LABEL.test(top)) {
    return "The host name is not one of the public internet.";
  }
  return undefined;
}

function contains(block: Block, address: Address): boolean {
  return block.version === address.version && block.value >> block.shift === address.value >> block.shift;
}

function toBlock(cidr: string): Block {
  const [text = "", bits = ""] = cidr.split("/");
  const address = parseAddress(text);
  if (!address) throw new Error(`Not an address block: ${cidr}`);
  return { ...address, shift: BigInt((address.version === 4 ? 32 : 128) - Number(bits)) };
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) {
    return undefined;
  }
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n);
}

function parseIpv6(text: string): bigint | undefined {
  const [head = "", tail, ...rest] = text.split("::");
  const before = parseGroups(head, tail === undefined);
  const after = parseGroups(tail ?? "", true);
  if (!before || !after || rest.length > 0) return undefined;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...before, ...Array.from({ length: missing }, () => 0n), ...after];
  return groups.reduce((value, group) => value * 65_536n + group, 0n);
}

/** Groups of 16 bits; the last two may be an IPv4 address when the text ends the whole address. */
function parseGroups(text: string, final: boolean): bigint[] | undefined {
  if (text === "") return [];
  const pieces = text.split(":");
  const groups: bigint[] = [];
  for (const [index, piece] of pieces.entries()) {
    const v4 = final && index === pieces.length - 1 ? parseIpv4(piece) : undefined;
    if (v4 !== undefined) groups.push(v4 >> 16n, v4 & 0xffffn);
    else if (/^[0-9a-f]{1,4}$/i.test(piece)) groups.push(BigInt(`0x${piece}`));
    else return undefined;
  }
  return groups;
}
