import fc from "fast-check";
import { expect, test } from "vitest";
import {
  base64,
  base64Url,
  cachedHmacKeys,
  fromBase64,
  fromBase64Url,
  hex,
  hmacSha256,
  hmacWith,
  sha256Base64Url,
  sha256Hex,
  timingSafeEqual,
} from "#lib/digest";

const bytesOf = (text: string) => new TextEncoder().encode(text);

test("hashes as FIPS 180-4 says, text as its UTF-8 bytes", async () => {
  const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  expect(await sha256Hex("abc")).toBe(abc);
  expect(await sha256Hex(bytesOf("abc"))).toBe(abc);
  expect(await sha256Hex("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(await sha256Hex("é")).toBe(await sha256Hex(new Uint8Array([0xc3, 0xa9])));
});

test("hashes a PKCE verifier as RFC 7636 appendix B does", async () => {
  const challenge = await sha256Base64Url("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  expect(challenge).toBe("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
});

test("writes bytes as hex", () => {
  expect(hex(new Uint8Array([0, 1, 15, 16, 171, 255]))).toBe("00010f10abff");
  expect(hex(new Uint8Array())).toBe("");
});

test("base64 is that of RFC 4648 section 10", () => {
  const vectors = {
    "": "",
    f: "Zg==",
    fo: "Zm8=",
    foo: "Zm9v",
    foob: "Zm9vYg==",
    fooba: "Zm9vYmE=",
    foobar: "Zm9vYmFy",
  };
  for (const [text, encoded] of Object.entries(vectors)) {
    expect(base64(bytesOf(text))).toBe(encoded);
    expect(base64Url(bytesOf(text))).toBe(encoded.replaceAll("=", ""));
  }
  expect(base64Url(new Uint8Array([0xfb, 0xff, 0xfe]))).toBe("-__-");
});

test("bytes come back from base64 and base64url", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(fromBase64(base64(bytes))).toEqual(bytes);
      expect(fromBase64Url(base64Url(bytes))).toEqual(bytes);
      expect(base64Url(bytes)).toMatch(/^[\w-]*$/);
    }),
  );
});

test("bytes have one spelling only", () => {
  const refused = ["A", "AB=", "Zg==", "Zh", "Zm9", "Z+==", "Zm/v", " Zm8", "Zm8\n", "Zm8é", "Zm 9v"];
  expect(refused.filter((text) => fromBase64Url(text) !== undefined)).toEqual([]);
  const refusedPadded = ["Zg", "Zg=", "Zh==", "Zm9=", "Zm8", "Z===", "-_-_", "Zg==Zg==", " Zg==", "Zg==\n"];
  expect(refusedPadded.filter((text) => fromBase64(text) !== undefined)).toEqual([]);
});

test("HMAC-SHA256 is that of RFC 4231", async () => {
  const first = await hmacSha256(new Uint8Array(20).fill(0x0b), "Hi There");
  expect(hex(first)).toBe("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  const second = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
  expect(hex(await hmacSha256("Jefe", "what do ya want for nothing?"))).toBe(second);
  expect(hex(await hmacSha256(bytesOf("Jefe"), "what do ya want for nothing?"))).toBe(second);
});

test("an empty key is refused", async () => {
  await expect(hmacSha256("", "data")).rejects.toThrow(TypeError);
});

test("string and bytes agree after more keys than the cache holds", async () => {
  for (let index = 0; index < 600; index += 1) {
    const key = `key ${index % 300}`;
    expect(hex(await hmacSha256(key, "data"))).toBe(hex(await hmacSha256(bytesOf(key), "data")));
  }
});

test("a key is imported once, and again only when 256 others came after it", async () => {
  let imports = 0;
  const keyOf = cachedHmacKeys((text) => {
    imports += 1;
    return bytesOf(text);
  });
  await keyOf("first");
  await keyOf("first");
  expect(imports).toBe(1);
  for (let index = 0; index < 255; index += 1) await keyOf(`other ${index}`);
  await keyOf("first");
  expect(imports).toBe(256);
  await keyOf("one more");
  await keyOf("first");
  expect(imports).toBe(258);
  expect(hex(await hmacWith(await keyOf("Jefe"), "x"))).toBe(hex(await hmacSha256("Jefe", "x")));
});

test("compares bytes as equality does", () => {
  const bytes = fc.uint8Array({ maxLength: 4, max: 2 });
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      expect(timingSafeEqual(a, b)).toBe(hex(a) === hex(b));
      expect(timingSafeEqual(a, a.slice())).toBe(true);
    }),
    { numRuns: 500 },
  );
});
