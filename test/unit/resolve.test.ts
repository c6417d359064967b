import { expect, test } from "vitest";
import { ResolveError, resolveHost } from "#lib/resolve";

const DOH = "https://dns.example.com/dns-query?token=t";
type Answers = { A?: unknown; AAAA?: unknown };

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const none = { Status: 0 };
const a = (...data: unknown[]) => ({
  Status: 0,
  TC: false,
  Answer: data.map((ip) => ({ name: "x", type: 1, TTL: 60, data: ip })),
});
const aaaa = (...data: unknown[]) => ({
  Status: 0,
  Answer: data.map((ip) => ({ name: "x", type: 28, TTL: 60, data: ip })),
});

function resolver(respond: (type: string, request: Request) => Response | Promise<Response>): typeof fetch {
  return async (input, init) => {
    const request = new Request(input as string, init as RequestInit);
    return respond(new URL(request.url).searchParams.get("type") ?? "", request);
  };
}

const resolve = (fetcher: typeof fetch, host = "hooks.example.com", signal = new AbortController().signal) =>
  resolveHost(fetcher, DOH, host, signal);
const answers = ({ A = none, AAAA = none }: Answers) => resolve(resolver((type) => json(type === "A" ? A : AAAA)));

test("asks for both kinds of address, as the JSON API wants it", async () => {
  const asked: string[] = [];
  const fetcher = resolver((_, request) => {
    asked.push(`${request.method} ${request.url} ${request.headers.get("accept")} ${request.redirect}`);
    return json(none);
  });
  await resolve(fetcher, "a&type=TXT#b.example.com");
  const url = "https://dns.example.com/dns-query?token=t&name=a%26type%3DTXT%23b.example.com";
  expect(asked.toSorted()).toEqual(["A", "AAAA"].map((type) => `GET ${url}&type=${type} application/dns-json manual`));
});

test("gathers the addresses of both, each once", async () => {
  expect(await answers({ A: a("192.0.2.1", "192.0.2.2", "192.0.2.1"), AAAA: aaaa("2001:db8::1") })).toEqual([
    "192.0.2.1",
    "192.0.2.2",
    "2001:db8::1",
  ]);
});

test("asks both questions at once", async () => {
  let waiting = 0;
  let release = () => {};
  const both = new Promise<void>((done) => {
    release = done;
  });
  const fetcher = resolver(async () => {
    waiting += 1;
    if (waiting === 2) release();
    await both;
    return json(none);
  });
  expect(await resolve(fetcher)).toEqual([]);
});

test("leaves out aliases and other records", async () => {
  const alias = { name: "x", type: 5, data: "edge.example.net." };
  const A = {
    Status: 0,
    Answer: [alias, { name: "edge", type: 1, data: "192.0.2.1" }, { type: 28, data: "2001:db8::9" }],
  };
  expect(await answers({ A })).toEqual(["192.0.2.1"]);
});

test("a name that does not exist, or has no address, has none", async () => {
  expect(await answers({ A: { Status: 3 }, AAAA: { Status: 3 } })).toEqual([]);
  expect(await answers({ A: { Status: 0, Answer: [] } })).toEqual([]);
});

test.for([
  ["SERVFAIL", { Status: 2 }],
  ["REFUSED", { Status: 5 }],
  ["no status", {}],
  ["a text status", { Status: "0" }],
  ["a cut answer", { ...a("192.0.2.1"), TC: true }],
  ["null", null],
  ["a list", []],
  ["a text", "192.0.2.1"],
  ["records that are no list", { Status: 0, Answer: { type: 1 } }],
  ["a record that is none", { Status: 0, Answer: [null] }],
] as const)("%s is no answer, to either question", async ([, bad]) => {
  await expect(answers({ A: bad, AAAA: aaaa("2001:db8::1") })).rejects.toThrow(ResolveError);
  await expect(answers({ A: a("192.0.2.1"), AAAA: bad })).rejects.toThrow(ResolveError);
});

test("an address that is no text is no answer", async () => {
  await expect(answers({ A: a(3_221_225_985) })).rejects.toThrow(ResolveError);
  await expect(answers({ AAAA: aaaa(null) })).rejects.toThrow(ResolveError);
});

test.for([301, 400, 429, 500, 503, 204, 203])("status %d is no answer", async (status) => {
  const body = status === 204 ? null : JSON.stringify(a("192.0.2.1"));
  const fetcher = resolver(() => new Response(body, { status }));
  await expect(resolve(fetcher)).rejects.toThrow(`status ${status}`);
});

test("no JSON, no UTF-8 and no body are no answers", async () => {
  for (const body of ["<html>", "", null, new Uint8Array([0x22, 0xff, 0x22])]) {
    await expect(resolve(resolver(() => new Response(body)))).rejects.toThrow(ResolveError);
  }
});

test("an answer of 64 KiB is read, a longer one is left unread", async () => {
  const start = JSON.stringify(a("192.0.2.1"));
  const padded = (length: number) =>
    resolver((type) => (type === "A" ? new Response(start.padEnd(length)) : json(none)));
  expect(await resolve(padded(65_536))).toEqual(["192.0.2.1"]);
  await expect(resolve(padded(65_537))).rejects.toThrow("longer than 65536 bytes");

  let sent = 0;
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1024;
      controller.enqueue(new Uint8Array(1024).fill(32));
    },
    cancel() {
      cancelled = true;
    },
  });
  await expect(resolve(resolver((type) => (type === "A" ? new Response(endless) : json(none))))).rejects.toThrow(
    ResolveError,
  );
  expect(cancelled).toBe(true);
  expect(sent).toBeLessThan(70_000);
});

test("an answer in pieces is put together", async () => {
  const bytes = new TextEncoder().encode(JSON.stringify({ ...a("192.0.2.1"), Comment: "é" }));
  const body = () =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
        controller.close();
      },
    });
  expect(await resolve(resolver((type) => (type === "A" ? new Response(body()) : json(none))))).toEqual(["192.0.2.1"]);
});

test("a resolver that hangs or cannot be reached gives a ResolveError with its cause", async () => {
  const hanging: typeof fetch = (_, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener("abort", () => reject(init.signal?.reason as Error));
    });
  const timeout: unknown = await resolve(hanging, "x.example.com", AbortSignal.timeout(10)).catch(
    (error: unknown) => error,
  );
  expect(timeout).toBeInstanceOf(ResolveError);
  expect((timeout as ResolveError).cause).toMatchObject({ name: "TimeoutError" });

  const broken = resolver(() => {
    throw new TypeError("network");
  });
  await expect(resolve(broken)).rejects.toThrow(ResolveError);
});

test("asks nothing when it is late already", async () => {
  let asked = false;
  const fetcher = resolver(() => {
    asked = true;
    return json(none);
  });
  await expect(resolve(fetcher, "x.example.com", AbortSignal.abort())).rejects.toThrow(ResolveError);
  expect(asked).toBe(false);
});
