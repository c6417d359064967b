import fc from "fast-check";
import { expect, test } from "vitest";
import { checkWebhookUrl, isLoopbackAddress, isPublicAddress, parseAddress } from "#lib/url-guard";
import { forbiddenUrls } from "./forbidden-urls";

const strict = { allowLoopback: false };
const lenient = { allowLoopback: true };

test("the list of forbidden spellings is long and has no repetition", () => {
  expect(forbiddenUrls.length).toBeGreaterThanOrEqual(200);
  expect(new Set(forbiddenUrls).size).toBe(forbiddenUrls.length);
});

test.for(forbiddenUrls.map((url) => [url.slice(0, 80), url] as const))("refuses %j", ([, url]) => {
  const verdict = checkWebhookUrl(url, strict);
  expect(verdict).toEqual({ ok: false, reason: expect.stringMatching(/^The .+\.$|xn--/) });
});

test.for([
  ["https://example.com", "https://example.com/", "example.com", false],
  ["https://hooks.example.com/a/b?c=d", "https://hooks.example.com/a/b?c=d", "hooks.example.com", false],
  ["HTTPS://Hooks.Example.COM/Path", "https://hooks.example.com/Path", "hooks.example.com", false],
  ["https://example.com.:443/x", "https://example.com/x", "example.com", false],
  ["https://example.com:8443/x", "https://example.com:8443/x", "example.com", false],
  ["https://example.com:0443/x", "https://example.com/x", "example.com", false],
  ["https://example.com:/x", "https://example.com/x", "example.com", false],
  ["https://example.com/x#fragment", "https://example.com/x", "example.com", false],
  ["https://example.com?x=y@z", "https://example.com/?x=y@z", "example.com", false],
  ["https://example.com/%2F%00?next=http://127.0.0.1/", undefined, "example.com", false],
  ["https://example.com/größe", "https://example.com/gr%C3%B6%C3%9Fe", "example.com", false],
  ["https://xn--bcher-kva.example.org/", "https://xn--bcher-kva.example.org/", "xn--bcher-kva.example.org", false],
  ["https://a.xn--p1ai/", "https://a.xn--p1ai/", "a.xn--p1ai", false],
  ["https://my_tunnel.example.net/", "https://my_tunnel.example.net/", "my_tunnel.example.net", false],
  ["https://localhost.example.com/", "https://localhost.example.com/", "localhost.example.com", false],
  ["https://internal.builder.io/", "https://internal.builder.io/", "internal.builder.io", false],
  ["https://3.builder.io/", "https://3.builder.io/", "3.builder.io", false],
  ["https://test.local.dev/", "https://test.local.dev/", "test.local.dev", false],
  ["https://8.8.8.8/hook", "https://8.8.8.8/hook", "8.8.8.8", true],
  ["https://8.8.8.8./hook", "https://8.8.8.8/hook", "8.8.8.8", true],
  ["https://[2606:4700:4700::1111]/", "https://[2606:4700:4700::1111]/", "2606:4700:4700::1111", true],
  ["https://[2A00:1450:0:0:0:0:0:1]:8443/", "https://[2a00:1450::1]:8443/", "2a00:1450::1", true],
] as const)("accepts %j", ([text, href, host, literal]) => {
  const verdict = checkWebhookUrl(text, strict);
  expect(verdict).toMatchObject({ ok: true, host, literal });
  expect(verdict.ok && verdict.url.href).toBe(href ?? text);
});

test.for([
  ["https://user@example.com/", "user name or password"],
  ["https://ex%61mple.com/", "plain ASCII"],
  ["https://bücher.example.org/", "plain ASCII"],
  ["https://0x8.8.8.8/", "usual form"],
  ["https://example.com:80/", "443 or 8443"],
  ["http://example.com/", "begin with https://"],
  ["https://10.0.0.1/", "address is not one of the public internet"],
  ["https://printer.local/", "host name is not one of the public internet"],
] as const)("says why %s is refused", ([url, reason]) => {
  expect(checkWebhookUrl(url, strict)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
});

test("a URL may have 2048 characters, also once it is encoded", () => {
  const start = "https://example.com/";
  expect(checkWebhookUrl(start + "a".repeat(2048 - start.length), strict).ok).toBe(true);
  expect(checkWebhookUrl(start + "a".repeat(2049 - start.length), strict).ok).toBe(false);
  expect(checkWebhookUrl(start + "é".repeat(500), strict).ok).toBe(false);
});

test.for([
  "http://localhost:8787/hook",
  "https://localhost/",
  "http://LOCALHOST.:1/",
  "http://127.0.0.1:3000/",
  "https://127.9.9.9:99/",
  "http://[::1]:8080/",
])("development may use %s", (url) => {
  expect(checkWebhookUrl(url, lenient)).toMatchObject({ ok: true, literal: true });
  expect(checkWebhookUrl(url, strict).ok).toBe(false);
});

test.for([
  "http://example.com/",
  "https://example.com:8080/",
  "https://app.localhost/",
  "http://0.0.0.0/",
  "http://10.0.0.1/",
  "http://[::ffff:127.0.0.1]/",
  "http://0x7f.1/",
  "http://2130706433/",
  "http://user@localhost/",
  "http://localhost\\@example.com/",
  "ftp://localhost/",
  "http://8.8.8.8/",
  "https://169.254.169.254/",
])("development may not use %s", (url) => {
  expect(checkWebhookUrl(url, lenient).ok).toBe(false);
});

/** The first and the last address of each special block, and the public neighbours where there are any. */
test.for([
  ["0.0.0.0", "0.255.255.255", undefined, "1.0.0.0"],
  ["10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"],
  ["100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0"],
  ["127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0"],
  ["169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0"],
  ["172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0"],
  ["192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0"],
  ["192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0"],
  ["192.31.196.0", "192.31.196.255", "192.31.195.255", "192.31.197.0"],
  ["192.52.193.0", "192.52.193.255", "192.52.192.255", "192.52.194.0"],
  ["192.88.99.0", "192.88.99.255", "192.88.98.255", "192.88.100.0"],
  ["192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0"],
  ["192.175.48.0", "192.175.48.255", "192.175.47.255", "192.175.49.0"],
  ["198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0"],
  ["198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0"],
  ["203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0"],
  ["224.0.0.0", "255.255.255.255", "223.255.255.255", undefined],
  ["::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", undefined, undefined],
  ["2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2000:ffff:ffff::", "2001:200::"],
  ["2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db7:ffff::", "2001:db9::"],
  ["2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:ffff::", "2003::"],
  ["2620:4f:8000::", "2620:4f:8000:ffff:ffff:ffff:ffff:ffff", "2620:4f:7fff::", "2620:4f:8001::"],
  ["3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3ffe:ffff::", "3fff:1000::"],
  ["4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:ffff:ffff::", undefined],
] as const)("refuses %s to %s and no more", ([first, last, before, after]) => {
  expect([first, last].map(isPublicAddress)).toEqual([false, false]);
  const neighbours = [before, after].filter((address) => address !== undefined);
  expect(neighbours.filter((address) => !isPublicAddress(address))).toEqual([]);
});

test.for([
  "",
  "8.8.8",
  "8.8.8.8.8",
  "8.8.8.8.",
  "8.8.8.256",
  "8.8.8.-8",
  "08.8.8.8",
  "0x8.8.8.8",
  "134744072",
  "8.8.8.8 ",
  "８.8.8.8",
  "8.8.8.8/32",
  "2606:4700::1%eth0",
  "[2606:4700::1]",
  "2606:4700",
  "2606:4700:::1",
  "2606::4700::1",
  "2606:4700:0:0:0:0:0:0:1",
  "2606:4700:0:0:0:0::1:1",
  "2606:4700:0:0:0:0:0:",
  ":2606:4700:0:0:0:0:0:1",
  "2606:47000::1",
  "2606:470g::1",
  "2606:8.8.8.8::1",
  "2606::8.8.8",
  "2606::8.8.8.08",
  "example.com",
  "1".repeat(100_000),
])("%j is no address", (text) => {
  expect(parseAddress(text)).toBeUndefined();
  expect(isPublicAddress(text)).toBe(false);
});

test("knows loopback addresses", () => {
  expect(["127.0.0.1", "127.255.0.3", "::1", "0:0:0:0:0:0:0:1"].map(isLoopbackAddress)).not.toContain(false);
  expect(
    ["126.0.0.1", "128.0.0.1", "::2", "::", "::ffff:127.0.0.1", "localhost", ""].map(isLoopbackAddress),
  ).not.toContain(true);
});

test("reads every spelling of an IPv6 address as the URL parser does", () => {
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      const value = parseAddress(text)?.value ?? -1n;
      const groups = Array.from({ length: 8 }, (_, index) =>
        ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
      );
      expect(new URL(`https://[${groups.join(":")}]/`).hostname).toBe(new URL(`https://[${text}]/`).hostname);
    }),
  );
});

test("every public IPv4 literal in its usual form passes", () => {
  fc.assert(
    fc.property(fc.ipV4(), (ip) => {
      expect(checkWebhookUrl(`https://${ip}/`, strict).ok).toBe(isPublicAddress(ip));
    }),
  );
});

const octet = fc.nat(255);
const privateV4 = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127), octet, octet, octet),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
  fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
  fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
  fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet),
);
const radix = fc.constantFrom(
  (value: number) => String(value),
  (value: number) => `0x${value.toString(16)}`,
  (value: number) => `0X${value.toString(16).toUpperCase()}`,
  (value: number) => `0${value.toString(8)}`,
  (value: number) => `000${value.toString(8)}`,
);
const wide = (text: string) => text.replaceAll(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const v4Spelling = fc
  .record({
    bytes: privateV4,
    parts: fc.integer({ min: 1, max: 4 }),
    radixes: fc.tuple(radix, radix, radix, radix),
    dressed: fc.constantFrom(
      (text: string) => text,
      (text: string) => `${text}.`,
      (text: string) => wide(text),
      (text: string) => text.replaceAll(".", "。"),
      (text: string) => text.replaceAll(/\d/g, (digit) => `%3${digit}`),
    ),
  })
  .map(({ bytes, parts, radixes, dressed }) => {
    const rest = bytes.slice(parts - 1).reduce((value, byte) => value * 256 + byte, 0);
    const numbers = [...bytes.slice(0, parts - 1), rest];
    return dressed(numbers.map((value, index) => radixes[index]?.(value)).join("."));
  });
const v6Spelling = fc
  .record({
    bytes: privateV4,
    start: fc.constantFrom("::ffff:", "0:0:0:0:0:ffff:", "::FFFF:", "::", "::ffff:0:", "64:ff9b::", "64:ff9b:1::"),
    hex: fc.boolean(),
  })
  .map(({ bytes: [a, b, c, d], start, hex }) => {
    const tail = hex ? `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}` : `${a}.${b}.${c}.${d}`;
    return `[${start}${tail}]`;
  });

test("refuses private IPv4 addresses in any spelling", () => {
  fc.assert(
    fc.property(fc.oneof(v4Spelling, v6Spelling), fc.boolean(), (host, port) => {
      expect(checkWebhookUrl(`https://${host}${port ? ":8443" : ""}/`, strict).ok).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test("whatever passes is sent to the host that was judged", () => {
  const text = fc.oneof(
    fc.webUrl({ validSchemes: ["https"] }),
    fc.string({ unit: "binary" }).map((host) => `https://${host}/`),
    fc.string().map((tail) => `https://example.com${tail}`),
  );
  fc.assert(
    fc.property(text, (written) => {
      const verdict = checkWebhookUrl(written, strict);
      if (!verdict.ok) return;
      const host = verdict.host.includes(":") ? `[${verdict.host}]` : verdict.host;
      expect(new URL(written).hostname.replace(/\.$/, "")).toBe(host);
      expect(verdict.url.hostname).toBe(host);
      expect([verdict.url.protocol, verdict.url.username, verdict.url.password, verdict.url.hash]).toEqual([
        "https:",
        "",
        "",
        "",
      ]);
      expect(["", "8443"]).toContain(verdict.url.port);
    }),
  );
});
