import { expect, test } from "vitest";
import { Client, newClient } from "../support/harness";
import { callWith } from "../support/direct";

const PART = new Uint8Array(65_536).fill(120);

/** A body in so many parts, which tells how many of them were taken. */
function bodyOf(parts: number): { stream: ReadableStream; taken: () => number } {
  let taken = 0;
  const stream = new ReadableStream(
    {
      pull: (controller) => {
        if (taken === parts) return controller.close();
        taken += 1;
        controller.enqueue(PART);
        return undefined;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, taken: () => taken };
}

test.for([
  ["without a credential", async () => new Client("", undefined), "/v1/clients", 401],
  ["where nothing is", () => newClient(), "/v1/nothing", 404],
  ["too large for JSON", () => newClient(), "/v1/clients", 413],
] as const)("a body that is refused, %s, is read to its end before it is answered", async ([, make, path, status]) => {
  const client = await make();
  const { stream, taken } = bodyOf(48);
  const reply = await callWith({}, client.request("POST", path, stream));
  expect([reply.status, taken()]).toEqual([status, 48]);
});

test("one that is huge is read in part, and one that never ends is not waited for", async () => {
  const client = await newClient();
  const huge = bodyOf(1000);
  expect((await callWith({}, client.request("POST", "/v1/nothing", huge.stream))).status).toBe(404);
  expect(huge.taken()).toBeLessThan(100);
  const endless = new ReadableStream({ pull: () => new Promise(() => undefined) });
  const began = Date.now();
  expect((await callWith({}, client.request("POST", "/v1/nothing", endless))).status).toBe(404);
  expect(Date.now() - began).toBeLessThan(10_000);
});
