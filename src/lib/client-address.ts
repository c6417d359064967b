import { parseAddress } from "#lib/url-guard";

/**
 * Who to count a request against when nothing else names its sender: one IPv4 address, or one IPv6 /64, which is the least
 * that a subscriber gets (RFC 6177). An IPv4-mapped address counts as its IPv4 address.
 * @param header such as `cf-connecting-ip`: one address
 * @returns `192.0.2.1`, `2001:db8:0:1::/64`, or `unknown` when the header is absent or holds no address
 */
export function clientAddressKey(header: string | null | undefined): string {
  const address = parseAddress(header?.trim() ?? "");
  if (!address) return "unknown";
  if (address.version === 4) return dotted(address.value);
  if (address.value >> 32n === 0xffffn) return dotted(address.value & 0xffff_ffffn);
  const groups = [112n, 96n, 80n, 64n].map((shift) => ((address.value >> shift) & 0xffffn).toString(16));
  return `${groups.join(":")}::/64`;
}

function dotted(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join(".");
}
