import { env, SELF } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { base64, hex, sha256Hex } from "#lib/digest";
import { entityNamed } from "#models";
import { callWith, withMethods } from "../support/direct";
import { expectProblem } from "../support/expect-problem";
import { type Client, eventually, newClient, type Reply } from "../support/harness";
import { make, type Made, makeOfEach, type Refs } from "../support/records";

const MIB = 1_048_576;
let client: Client;
let refs: Refs;

beforeAll(async () => {
  client = await newClient({ shard: 1 });
  refs = await makeOfEach(client);
});

const newDocument = async () => `/v1/documents/${(await make(client, entityNamed("document"), refs)).id}`;
const bytesOf = (text: string) => new TextEncoder().encode(text);
const PDF = bytesOf("%PDF-1.7 and then some pages");
const digestOf = async (bytes: Uint8Array) =>
  `sha-256=:${base64(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)))}:`;

const upload = (path: string, bytes: Uint8Array, headers: Record<string, string> = {}): Promise<Reply<Made>> =>
  client.put<Made>(`${path}/content`, bytes, { "content-type": "application/pdf", ...headers });

async function download(path: string, headers: Record<string, string> = {}) {
  const response = await SELF.fetch(client.request("GET", `${path}/content`, undefined, headers));
  return { status: response.status, headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) };
}

const keysOf = async (path: string) => {
  const prefix = `documents/${client.builderId}/${path.split("/").at(-1) ?? ""}/`;
  return (await env.FILES.list({ prefix })).objects.map(({ key }) => key);
};
/** Waits for what is deleted after the answer. */
const settled = (path: string, count: number) =>
  eventually(async () => ((await keysOf(path)).length === count ? true : undefined));

/** So many bytes that are no two alike for long, piece by piece. */
function streamOf(size: number, first: Uint8Array, piece = 65_536): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent >= size) return controller.close();
      const chunk = new Uint8Array(Math.min(piece, size - sent)).map((_, at) => (sent + at) * 31 + ((sent + at) >> 8));
      if (sent === 0) chunk.set(first.subarray(0, chunk.length));
      sent += chunk.length;
      controller.enqueue(chunk);
    },
  });
}

test("content is uploaded, described and downloaded as it was", async () => {
  const path = await newDocument();
  expectProblem(await client.get(`${path}/content`), "not_found", /not been uploaded/u);
  const { status, body, headers } = await upload(path, PDF);
  expect([status, headers.get("etag")]).toEqual([200, '"2"']);
  expect(body).toMatchObject({
    status: "uploaded",
    content_type: "application/pdf",
    size_bytes: PDF.length,
    sha256: await sha256Hex(PDF),
    uploaded_at: expect.any(String) as string,
  });
  expect(body).not.toHaveProperty("object_key");
  const got = await download(path);
  expect([got.status, hex(got.bytes)]).toEqual([200, hex(PDF)]);
  expect(got.headers.get("content-type")).toBe("application/pdf");
  expect(got.headers.get("content-length")).toBe(String(PDF.length));
  expect(got.headers.get("content-disposition")).toMatch(/^attachment; filename\*=UTF-8''A-101%20floor%20plan\.pdf$/u);
  expect(got.headers.get("accept-ranges")).toBe("bytes");
  expect(got.headers.get("x-content-type-options")).toBe("nosniff");
  const events = await client.get<{ data: { type: string; data: Made }[] }>("/v1/events?limit=2");
  expect(events.body.data.map(({ type }) => type)).toEqual(["document.uploaded", "document.updated"]);
  expect(JSON.stringify(events.body)).not.toContain("object_key");
});

test("five mebibytes stream through, and so does their checksum", async () => {
  const path = await newDocument();
  const size = 5 * MIB + 17;
  const whole = new Uint8Array(await new Response(streamOf(size, PDF)).arrayBuffer());
  const length = { "content-length": String(size), "content-digest": await digestOf(whole) };
  const request = client.request("PUT", `${path}/content`, streamOf(size, PDF), {
    "content-type": "application/pdf",
    ...length,
  });
  const reply = await callWith<Made>({}, request);
  expect(reply.body).toMatchObject({ size_bytes: size, sha256: await sha256Hex(whole) });
  const got = await download(path);
  expect(await sha256Hex(got.bytes)).toBe(await sha256Hex(whole));
});

test("content that is not what Content-Digest says is refused and not kept", async () => {
  const path = await newDocument();
  const wrong = await upload(path, PDF, { "content-digest": await digestOf(bytesOf("other")) });
  const problem = expectProblem(wrong, "invalid_request", /SHA-256/u);
  expect(problem.errors[0]?.pointer).toBe("?Content-Digest");
  for (const broken of ["sha-256=:AAAA:", "md5=:x:", "sha-256=abc"])
    expectProblem(await upload(path, PDF, { "content-digest": broken }), "invalid_request");
  expect(await keysOf(path)).toEqual([]);
  expect((await client.get<Made>(path)).body["status"]).toBe("awaiting_upload");
  expect((await upload(path, PDF, { "content-digest": await digestOf(PDF) })).status).toBe(200);
});

test("content that is shorter or longer than Content-Length is refused and not kept", async () => {
  const path = await newDocument();
  for (const said of [PDF.length + 1, PDF.length - 1, 5]) {
    const headers = { "content-type": "application/pdf", "content-length": String(said) };
    const request = client.request("PUT", `${path}/content`, streamOf(PDF.length, PDF), headers);
    expectProblem(await callWith({}, request), "invalid_request", /Content-Length/u);
  }
  const without = client.request("PUT", `${path}/content`, streamOf(PDF.length, PDF), {
    "content-type": "application/pdf",
  });
  expectProblem(await callWith({}, without), "invalid_request", /Content-Length is required/u);
  expectProblem(await upload(path, new Uint8Array()), "invalid_request");
  expect(await keysOf(path)).toEqual([]);
  expect((await client.get(path)).headers.get("etag")).toBe('"1"');
});

test("an upload that breaks off leaves nothing behind", async () => {
  const path = await newDocument();
  let pulls = 0;
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulls += 1;
      if (pulls > 3) controller.error(new Error("connection lost"));
      else controller.enqueue(PDF);
    },
  });
  const headers = { "content-type": "application/pdf", "content-length": "1000" };
  const reply = await callWith({}, client.request("PUT", `${path}/content`, broken, headers));
  expect(reply.status).toBeGreaterThanOrEqual(400);
  expect(await keysOf(path)).toEqual([]);
});

test.each([
  ["image/png", "%PDF-1.7"],
  ["application/pdf", "<html>"],
  ["image/jpeg", "\u0089PNG"],
  ["text/plain", "nul \u0000 within"],
  ["text/html", "<html>"],
  ["image/svg+xml", "<svg/>"],
  ["", "anything"],
])("content said to be %s and beginning with %j is refused", async (type, text) => {
  const path = await newDocument();
  expectProblem(await upload(path, bytesOf(text), { "content-type": type }), "unsupported_media_type");
  expect(await keysOf(path)).toEqual([]);
});

test("more than 100 MiB are refused by their Content-Length, unread", async () => {
  const path = await newDocument();
  let read = 0;
  const huge = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        read += 1;
        controller.enqueue(new Uint8Array(65_536));
      },
    },
    { highWaterMark: 0 },
  );
  const headers = { "content-type": "application/pdf", "content-length": String(100 * MIB + 1) };
  expectProblem(await callWith({}, client.request("PUT", `${path}/content`, huge, headers)), "payload_too_large");
  expect(read).toBe(0);
});

test("an upload replaces the content, and the former one is deleted", async () => {
  const path = await newDocument();
  await upload(path, PDF);
  const [before] = await keysOf(path);
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
  expect((await upload(path, png, { "content-type": "image/png" })).body).toMatchObject({ size_bytes: 11 });
  await settled(path, 1);
  expect(await keysOf(path)).not.toContain(before);
  expect(hex((await download(path)).bytes)).toBe(hex(png));
  expectProblem(await upload(path, PDF, { "if-match": '"1"' }), "precondition_failed");
  expect((await upload(path, PDF, { "if-match": '"3"' })).status).toBe(200);
});

test("a content that is replaced while it is being fetched gives way to the new one, whole", async () => {
  const path = await newDocument();
  await upload(path, PDF);
  const longer = bytesOf("%PDF-1.7 and then many more pages than before");
  let isReplaced = false;
  const get = async (key: string, options?: R2GetOptions) => {
    if (!isReplaced) {
      isReplaced = true;
      await upload(path, longer);
      await settled(path, 1);
    }
    return await env.FILES.get(key, options);
  };
  const request = client.request("GET", `${path}/content`);
  const reply = await callWith<string>({ FILES: withMethods(env.FILES, { get: get as R2Bucket["get"] }) }, request);
  expect([reply.status, reply.headers.get("etag"), reply.headers.get("content-length")]).toEqual([
    200,
    `"${await sha256Hex(longer)}"`,
    String(longer.length),
  ]);
});

test("a name of any characters is told as RFC 8187 has it", async () => {
  const made = await make(client, entityNamed("document"), refs, { name: "L'été (1)*.pdf" });
  await upload(`/v1/documents/${made.id}`, PDF);
  const { headers } = await download(`/v1/documents/${made.id}`);
  expect(headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''L%27%C3%A9t%C3%A9%20%281%29%2A.pdf");
});

test("of uploads at once one is kept, and one object", async () => {
  const path = await newDocument();
  const replies = await Promise.all([1, 2, 3, 4].map((at) => upload(path, bytesOf(`%PDF-1.7 ${at}`))));
  const kept = replies.find(({ status }) => status === 200);
  expect(kept).toBeDefined();
  for (const lost of replies.filter(({ status }) => status !== 200)) expectProblem(lost, "conflict");
  await settled(path, 1);
  const document = (await client.get<Made>(path)).body;
  expect(await sha256Hex((await download(path)).bytes)).toBe(document["sha256"]);
});

test("a range is answered with its part", async () => {
  const path = await newDocument();
  const content = bytesOf("%PDF-0123456789");
  const { body } = await upload(path, content);
  const etag = `"${String(body["sha256"])}"`;
  for (const [range, from, to] of [
    ["bytes=0-4", 0, 4],
    ["bytes=5-", 5, 14],
    ["bytes=-3", 12, 14],
    ["bytes=14-99", 14, 14],
    ["bytes=-99", 0, 14],
  ] as const) {
    for (const condition of [{}, { "if-range": etag }]) {
      const got = await download(path, { range, ...condition });
      expect([got.status, got.headers.get("content-range")]).toEqual([206, `bytes ${from}-${to}/15`]);
      expect(hex(got.bytes)).toBe(hex(content.subarray(from, to + 1)));
      expect(got.headers.get("content-length")).toBe(String(to - from + 1));
    }
  }
  for (const whole of [
    { range: "bytes=0-4", "if-range": '"other"' },
    { range: "bytes=0-1,3-4" },
    { range: "lines=1-2" },
    { range: "bytes=4-2" },
  ]) {
    const got = await download(path, whole);
    expect([got.status, got.bytes.length]).toEqual([200, 15]);
  }
  for (const outside of ["bytes=15-", "bytes=99-100", "bytes=-0"]) {
    const reply = await client.get(`${path}/content`, { range: outside });
    expectProblem(reply, "range_not_satisfiable");
    expect(reply.headers.get("content-range")).toBe("bytes */15");
  }
  const known = await download(path, { "if-none-match": etag });
  expect([known.status, known.bytes.length, known.headers.get("etag")]).toEqual([304, 0, etag]);
});

test("another builder has no such document, content or not", async () => {
  const path = await newDocument();
  await upload(path, PDF);
  for (const stranger of [await newClient({ shard: 1 }), await newClient({ shard: 0 })]) {
    expectProblem(await stranger.get(`${path}/content`), "not_found");
    expectProblem(await stranger.put(`${path}/content`, PDF, { "content-type": "application/pdf" }), "not_found");
    expectProblem(await stranger.delete(path), "not_found");
  }
  expect(hex((await download(path)).bytes)).toBe(hex(PDF));
  expect(await keysOf(path)).toHaveLength(1);
});

test("a deleted document takes its content along, an abandoned one, too", async () => {
  const path = await newDocument();
  await upload(path, PDF);
  const [key = ""] = await keysOf(path);
  await env.FILES.put(key.replace(/[^/]+$/u, "abandoned"), "left by a worker that died");
  expect((await client.delete(path)).status).toBe(204);
  await settled(path, 0);
  expectProblem(await client.get(`${path}/content`), "not_found");
});

test("an upload whose document is deleted meanwhile leaves nothing behind", async () => {
  const path = await newDocument();
  const put: R2Bucket["put"] = async (...args: Parameters<R2Bucket["put"]>) => {
    const stored = await env.FILES.put(...args);
    await client.delete(path);
    return stored;
  };
  const files = withMethods(env.FILES, { put: put as typeof env.FILES.put });
  const headers = { "content-type": "application/pdf", "content-length": String(PDF.length) };
  const reply = await callWith({ FILES: files }, client.request("PUT", `${path}/content`, PDF, headers));
  expect([404, 409]).toContain(reply.status);
  await settled(path, 0);
});

test("an upload that was committed although the database did not say so keeps its content", async () => {
  const path = await newDocument();
  const batch: D1Database["batch"] = async (statements) => {
    await env.TENANT_DB_1.batch(statements);
    throw new Error("D1_ERROR: Network connection lost.");
  };
  const database = withMethods(env.TENANT_DB_1, { batch });
  const headers = { "content-type": "application/pdf", "content-length": String(PDF.length) };
  const reply = await callWith({ TENANT_DB_1: database }, client.request("PUT", `${path}/content`, PDF, headers));
  expectProblem(reply, "unavailable");
  expect((await client.get<Made>(path)).body["status"]).toBe("uploaded");
  expect(hex((await download(path)).bytes)).toBe(hex(PDF));
});
