/** The resolver did not answer, or not in a way that can be relied on. That says nothing of the name. */
export class ResolveError extends Error {
  override name = "ResolveError";
}

const MAX_BYTES = 65_536;
const NO_ERROR = 0;
const NAME_ERROR = 3;
const RECORD_TYPES = { A: 1, AAAA: 28 } as const;

/**
 * Looks up a name's IPv4 and IPv6 addresses over HTTPS, by the JSON API that public resolvers share
 * (developers.cloudflare.com/1.1.1.1/encryption/dns-over-https/make-api-requests/dns-json).
 * @param dohUrl such as `https://cloudflare-dns.com/dns-query`
 * @returns the addresses, as the resolver spells them, without repetition; none when the name does not exist or has none
 * @throws ResolveError when either question stays unanswered: a timeout, a status other than 200, a malformed answer, SERVFAIL
 */
export async function resolveHost(
  fetcher: typeof fetch,
  dohUrl: string,
  host: string,
  signal: AbortSignal,
): Promise<string[]> {
  const [v4, v6] = await Promise.all([ask("A"), ask("AAAA")]);
  return [...new Set([...v4, ...v6])];

  async function ask(type: keyof typeof RECORD_TYPES): Promise<string[]> {
    try {
      return addressesIn(await query(fetcher, questionUrl(dohUrl, host, type), signal), RECORD_TYPES[type]);
    } catch (error) {
      if (error instanceof ResolveError) throw error;
      throw new ResolveError("The resolver did not answer.", { cause: error });
    }
  }
}

function questionUrl(dohUrl: string, host: string, type: string): string {
  const url = new URL(dohUrl);
  url.searchParams.set("name", host);
  url.searchParams.set("type", type);
  return url.href;
}

async function query(fetcher: typeof fetch, url: string, signal: AbortSignal): Promise<unknown> {
  signal.throwIfAborted();
  const response = await fetcher(url, { headers: { accept: "application/dns-json" }, redirect: "manual", signal });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new ResolveError(`The resolver answered with status ${response.status}.`);
  }
  return JSON.parse(await boundedText(response));
}

async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  const reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader();
  let size = 0;
  let text = "";
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
    size += chunk.value.byteLength;
    if (size > MAX_BYTES) {
      await reader?.cancel();
      throw new ResolveError(`The resolver's answer is longer than ${MAX_BYTES} bytes.`);
    }
    text += decoder.decode(chunk.value, { stream: true });
  }
  return text + decoder.decode();
}

function addressesIn(answer: unknown, type: number): string[] {
  if (!isRecord(answer)) throw new ResolveError("The resolver's answer is malformed.");
  if (answer["Status"] === NAME_ERROR) return [];
  if (answer["Status"] !== NO_ERROR)
    throw new ResolveError(`The resolver failed with code ${String(answer["Status"])}.`);
  if (answer["TC"] === true) throw new ResolveError("The resolver's answer is cut short.");
  const records: unknown = answer["Answer"] ?? [];
  if (!Array.isArray(records)) throw new ResolveError("The resolver's answer is malformed.");
  const addresses: string[] = [];
  for (const record of records as unknown[]) {
    if (!isRecord(record)) throw new ResolveError("The resolver's answer is malformed.");
    if (record["type"] !== type) continue;
    if (typeof record["data"] !== "string") throw new ResolveError("The resolver's answer is malformed.");
    addresses.push(record["data"]);
  }
  return addresses;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
