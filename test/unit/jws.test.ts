import { generateKeyPair, exportJWK, SignJWT } from "jose";
import { expect, test } from "vitest";
import { isSignedEs256, type Jws, readJws } from "#lib/jws";

async function signed() {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const { x = "", y = "" } = await exportJWK(publicKey);
  const text = await new SignJWT({ iat: 5 }).setProtectedHeader({ alg: "ES256", kid: "k" }).sign(privateKey);
  const jws = readJws(text);
  if (!jws) throw new Error("It was not read.");
  return { text, jws, key: { x, y } };
}

test("a token that another library has signed is read and verified", async () => {
  const { jws, key } = await signed();
  expect([jws.header, jws.payload]).toEqual([{ alg: "ES256", kid: "k" }, { iat: 5 }]);
  expect(await isSignedEs256(jws, key)).toBe(true);
});

test("neither another key nor another text passes", async () => {
  const [one, other] = [await signed(), await signed()];
  expect(await isSignedEs256(one.jws, other.key)).toBe(false);
  const altered: Jws = { ...one.jws, signed: other.jws.signed.toReversed() };
  expect(await isSignedEs256(altered, one.key)).toBe(false);
  expect(await isSignedEs256({ ...one.jws, signature: one.jws.signature.slice(1) }, one.key)).toBe(false);
});

test("what is no token is not read, and a part that is no JSON is nothing", async () => {
  const { text } = await signed();
  expect(readJws(`${text}.more`)).toBeUndefined();
  expect(readJws("a.b.!")).toBeUndefined();
  expect(readJws(text.replace(/^[^.]+/u, "e30A"))?.header).toBeUndefined();
});
