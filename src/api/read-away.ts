/** The most of a body that nobody wanted which is read, and for how long. One that says it is larger is left. */
const MOST_BYTES = 4_194_304;
const LONGEST_MS = 2000;

/**
 * Reads what is left of a body that was refused, and keeps none of it. Who is still sending when the answer comes has the
 * connection closed under them, and often never sees the answer (RFC 9112 section 9.6).
 */
export async function readAway({ body, headers }: Pick<Request, "body" | "headers">): Promise<void> {
  if (!body || body.locked || Number(headers.get("content-length") ?? 0) > MOST_BYTES) return;
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const stop = new AbortController();
  const late = scheduler
    .wait(LONGEST_MS, { signal: stop.signal })
    .then(() => ({ done: true, value: undefined }) as const);
  try {
    for (let left = MOST_BYTES; left > 0;) {
      const { done, value } = await Promise.race([reader.read(), late]);
      if (done) return;
      left -= value.length;
    }
  } catch {
    // Whoever sent it is gone, and so is who would read the answer.
  } finally {
    stop.abort();
    late.catch(() => undefined);
    reader.releaseLock();
  }
}
