import { CallFailure } from "#connectors/sdk";

/** What the runtime says when it tells no more than a reference of its own. */
const INTERNAL = /^internal error/u;

export type Limits = { timeoutMs: number; maxBytes: number };
export type Received = { status: number; headers: Headers; text: string; bytes: number };
/** Takes one request to its far end. */
export type Fetcher = (request: Request) => Promise<Response>;

const failed = (kind: "transient" | "contract", message: string, status: number | null = null) =>
  new CallFailure({ class: kind, message }, { status, ambiguous: true });

/**
 * Makes one request and reads its answer, both within the timeout and the size. What is too large is not read on; what
 * Content-Length says is believed only where it is bad news.
 * @throws CallFailure transient when there is no whole answer in time, contract when it is too large
 */
export async function receive(fetcher: Fetcher, request: Request, { timeoutMs, maxBytes }: Limits): Promise<Received> {
  const abort = new AbortController();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(failed("transient", `There was no answer within ${timeoutMs / 1000} s.`));
    abort.abort();
  }, timeoutMs);
  try {
    return await Promise.race([late.promise, read(fetcher, request, maxBytes, abort)]);
  } catch (error) {
    if (error instanceof CallFailure) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw failed(
      "transient",
      INTERNAL.test(why) ? "The connection failed." : `The connection failed: ${why.slice(0, 200)}`,
    );
  } finally {
    clearTimeout(timer);
  }
}

async function read(fetcher: Fetcher, request: Request, maxBytes: number, abort: AbortController): Promise<Received> {
  const response = await fetcher(new Request(request, { redirect: "manual", signal: abort.signal }));
  const { status, headers, body } = response;
  const tooLarge = () => {
    abort.abort();
    return failed("contract", `The answer is larger than ${maxBytes} bytes.`, status);
  };
  if (Number(headers.get("content-length") ?? 0) > maxBytes) {
    await body?.cancel().catch(() => undefined);
    throw tooLarge();
  }
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  const reader = body?.getReader() as ReadableStreamDefaultReader<Uint8Array> | undefined;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
    if (bytes > maxBytes) {
      await reader.cancel().catch(() => undefined);
      throw tooLarge();
    }
    text += decoder.decode(value, { stream: true });
  }
  return { status, headers, text: text + decoder.decode(), bytes };
}
