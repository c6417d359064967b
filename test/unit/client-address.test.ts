import fc from "fast-check";
import { expect, test } from "vitest";
import { clientAddressKey } from "#lib/client-address";

test.for([
  ["203.0.113.9", "203.0.113.9"],
  [" 203.0.113.9 ", "203.0.113.9"],
  ["127.0.0.1", "127.0.0.1"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["::FFFF:cb00:7109", "203.0.113.9"],
  ["2001:db8:0:1::", "2001:db8:0:1::/64"],
  ["2001:DB8:0:1:ffff:ffff:ffff:ffff", "2001:db8:0:1::/64"],
  ["2001:0db8:0000:0001:0:0:0:7", "2001:db8:0:1::/64"],
  ["2001:db8:0:2::1", "2001:db8:0:2::/64"],
  ["::1", "0:0:0:0::/64"],
  ["::203.0.113.9", "0:0:0:0::/64"],
  ["64:ff9b::cb00:7109", "64:ff9b:0:0::/64"],
] as const)("%j counts as %j", ([header, key]) => {
  expect(clientAddressKey(header)).toBe(key);
});

test.for([
  null,
  undefined,
  "",
  " ",
  "unknown",
  "203.0.113.256",
  "203.0.113.9, 10.0.0.1",
  "203.0.113.9:80",
  "[::1]",
  "fe80::1%eth0",
])("%j counts as unknown", (header) => {
  expect(clientAddressKey(header)).toBe("unknown");
});

test("an IPv4 address stands for itself", () => {
  fc.assert(
    fc.property(fc.ipV4(), (ip) => {
      expect(clientAddressKey(ip)).toBe(ip);
      expect(clientAddressKey(`::ffff:${ip}`)).toBe(ip);
    }),
  );
});

test("all of a /64 counts together, and apart from its neighbour", () => {
  const group = fc.nat(0xffff).map((value) => value.toString(16));
  const tail = fc.array(group, { minLength: 4, maxLength: 4 }).map((groups) => groups.join(":"));
  fc.assert(
    fc.property(
      fc.array(group, { minLength: 3, maxLength: 3 }),
      fc.integer({ min: 1, max: 0xffff }),
      tail,
      tail,
      (net, last, a, b) => {
        const start = ["2a00", ...net.slice(1)].join(":");
        const key = clientAddressKey(`${start}:${last.toString(16)}:${a}`);
        expect(key).toBe(`${start}:${last.toString(16)}::/64`);
        expect(clientAddressKey(`${start}:${last.toString(16)}:${b}`.toUpperCase())).toBe(key);
        expect(clientAddressKey(`${start}:${(last - 1).toString(16)}:${a}`)).not.toBe(key);
      },
    ),
  );
});
