import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { base64, fromBase64 } from "#lib/digest";
import { newWebhookSecret, signWebhook } from "#lib/webhook-signature";

const seconds = () => Math.floor(Date.now() / 1000);

function accepts(secret: string, body: string, id: string, timestampSeconds: number, signature: string): boolean {
  const headers = { "webhook-id": id, "webhook-timestamp": String(timestampSeconds), "webhook-signature": signature };
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

test("signs as the published vector of Standard Webhooks", async () => {
  const signature = await signWebhook({
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    timestampSeconds: 1_614_265_330,
    body: '{"test": 2432232314}',
    secrets: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
  });
  expect(signature).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
});

test("a new secret is whsec_ and 32 random bytes", () => {
  const secret = newWebhookSecret();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(fromBase64(secret.slice(6))).toHaveLength(32);
  expect(newWebhookSecret()).not.toBe(secret);
});

test("the published verifier accepts any body, and no other", async () => {
  const secret = newWebhookSecret();
  await fc.assert(
    fc.asyncProperty(fc.json(), fc.uuid(), async (body, id) => {
      const timestampSeconds = seconds();
      const signature = await signWebhook({ id, timestampSeconds, body, secrets: [secret] });
      expect(accepts(secret, body, id, timestampSeconds, signature)).toBe(true);
      expect(accepts(secret, `${body} `, id, timestampSeconds, signature)).toBe(false);
      expect(accepts(secret, body, `${id}0`, timestampSeconds, signature)).toBe(false);
      expect(accepts(secret, body, id, timestampSeconds - 1, signature)).toBe(false);
      expect(accepts(newWebhookSecret(), body, id, timestampSeconds, signature)).toBe(false);
    }),
    { numRuns: 30 },
  );
});

test("while secrets are rotated either one verifies, in their order", async () => {
  const secrets = [newWebhookSecret(), newWebhookSecret()];
  const message = { id: "msg_1", timestampSeconds: seconds(), body: '{"a":"é"}' };
  const signature = await signWebhook({ ...message, secrets });
  const alone = await Promise.all(secrets.map((secret) => signWebhook({ ...message, secrets: [secret] })));
  expect(signature).toBe(alone.join(" "));
  for (const secret of secrets) {
    expect(accepts(secret, message.body, message.id, message.timestampSeconds, signature)).toBe(true);
  }
});

test("many secrets do not disturb one another", async () => {
  const secrets = Array.from({ length: 300 }, newWebhookSecret);
  const message = { id: "msg_1", timestampSeconds: 1, body: "{}" };
  const first = await Promise.all(secrets.map((secret) => signWebhook({ ...message, secrets: [secret] })));
  expect(new Set(first).size).toBe(300);
  expect(await signWebhook({ ...message, secrets })).toBe(first.join(" "));
});

test("the content can only be split one way", async () => {
  const message = { timestampSeconds: 1, body: "2.{}", secrets: [newWebhookSecret()] };
  for (const id of ["", "msg.1", "."]) {
    await expect(signWebhook({ ...message, id })).rejects.toThrow("A webhook id must not");
  }
  for (const timestampSeconds of [1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e21]) {
    await expect(signWebhook({ ...message, id: "msg_1", timestampSeconds })).rejects.toThrow("whole seconds");
  }
});

test("a malformed secret is refused, without being named", async () => {
  const raw = (length: number) => `whsec_${base64(new Uint8Array(length))}`;
  const message = { id: "msg_1", timestampSeconds: 1, body: "{}" };
  for (const secret of [
    "",
    "whsec_",
    raw(23),
    raw(65),
    raw(32).slice(6),
    raw(32).slice(0, -1),
    "whsec_not base64 at all!",
  ]) {
    const error: unknown = await signWebhook({ ...message, secrets: [secret] }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toBe("TypeError: A webhook secret is whsec_ and the base64 of 24 to 64 bytes.");
  }
  for (const secret of [raw(24), raw(64)]) expect(await signWebhook({ ...message, secrets: [secret] })).toMatch(/^v1,/);
  await expect(signWebhook({ ...message, secrets: [] })).rejects.toThrow(TypeError);
});
