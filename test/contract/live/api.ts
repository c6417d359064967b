import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { type Document, follow, type Operation, operationsOf } from "../documents";

export type Json = Record<string, unknown>;
export type Asked = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
  /** Another key than the usual one; none at all when null. */
  key?: string | null;
  /** The cookie of a session, instead of a key; requests then say that they come from the site itself. */
  session?: string;
};
export type Answer<T = Json> = { status: number; headers: Headers; body: T };

type Route = { path: string; method: string; operation: Operation };
type Urls = {
  /** A proxy that lets only requests through that the document allows. */
  strict: string;
  /** One that lets all through. */
  lenient: string;
  /** What they stand in front of. */
  upstream: string;
};

/** Calls operations by their ids, through proxies that hold each answer against the document. */
export class Api {
  readonly document: Document;
  readonly #routes: ReadonlyMap<string, Route>;
  readonly #urls: Urls;
  readonly #key: string;
  /** What each operation has answered. */
  readonly answered = new Map<string, Set<number>>();

  constructor(document: Document, urls: Urls, key: string) {
    this.document = document;
    this.#routes = new Map(operationsOf(document).map((route) => [route.operation.operationId, route]));
    this.#urls = urls;
    this.#key = key;
  }

  routeOf(operationId: string): Route {
    const route = this.#routes.get(operationId);
    if (!route) throw new Error(`there is no operation ${operationId}`);
    return route;
  }

  /**
   * A request within the contract.
   * @throws Error when the request or the answer is outside the contract, or the status is another
   */
  does<T = Json>(operationId: string, status: number, asked: Asked = {}): Promise<Answer<T>> {
    return this.#call<T>(this.#urls.strict, operationId, status, asked);
  }

  /**
   * A request that need not be within the contract.
   * @throws Error when the answer is outside the contract, or the status is another
   */
  refuses(operationId: string, status: number, asked: Asked = {}): Promise<Answer> {
    return this.#call(this.#urls.lenient, operationId, status, asked);
  }

  /**
   * A request with a body that the proxies would not pass on as it is; the answer is held against the document here.
   * @throws Error when the answer is outside the contract, or the status is another
   */
  async sends(operationId: string, status: number, asked: Asked): Promise<Answer> {
    const { response, text } = await this.#ask(this.#urls.upstream, operationId, asked);
    const type = response.headers.get("content-type") ?? "";
    const answers = follow(this.document, this.routeOf(operationId).operation.responses[status] ?? {});
    const schema = answers.content?.[type]?.schema;
    const body = JSON.parse(text) as Json;
    const isValid = addFormats
      .default(new Ajv({ strict: false }))
      .addSchema({ ...this.document }, "document")
      .compile(JSON.parse(JSON.stringify(schema ?? false).replaceAll('"#/', '"document#/')) as object);
    if (response.status !== status || !isValid(body))
      throw new Error(`${operationId} answered ${response.status}: ${text}\n${JSON.stringify(isValid.errors)}`);
    this.#note(operationId, status);
    return { status, headers: response.headers, body };
  }

  #note(operationId: string, status: number): void {
    this.answered.set(operationId, (this.answered.get(operationId) ?? new Set()).add(status));
  }

  async #ask(proxy: string, operationId: string, asked: Asked): Promise<{ response: Response; text: string }> {
    const { path, method } = this.routeOf(operationId);
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(proxy + target(path, asked), {
        method: method.toUpperCase(),
        headers: headersOf(asked, asked.key === undefined ? this.#key : asked.key),
        ...(asked.body === undefined ? {} : { body: encoded(asked.body) }),
      });
      const text = await response.text();
      if (attempt === ATTEMPTS || !brokeOff(response.status, text)) return { response, text };
    }
  }

  async #call<T>(proxy: string, operationId: string, status: number, asked: Asked): Promise<Answer<T>> {
    const { response, text } = await this.#ask(proxy, operationId, asked);
    const violations = response.headers.get("sl-violations");
    if (response.status !== status || violations !== null) {
      throw new Error(
        `${operationId} answered ${response.status} where ${status} was expected\nasked: ${JSON.stringify(asked).slice(0, 500)}\nviolations: ${violations}\n${text.slice(0, 4000)}`,
      );
    }
    this.#note(operationId, status);
    const json = /json/u.test(response.headers.get("content-type") ?? "") && text !== "";
    return { status, headers: response.headers, body: (json ? JSON.parse(text) : text) as T };
  }
}

/** Where the site of the deployment is. */
const ORIGIN = "https://api.rossos.com";

/** A request that is refused before all of it was read can fail in the proxy, which is then still writing. */
const ATTEMPTS = 5;
const brokeOff = (status: number, text: string): boolean => status === 500 && text.includes('"type":"FetchError"');

function encoded(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof body === "string") return body;
  if (body instanceof URLSearchParams) return body.toString();
  return body instanceof Uint8Array ? Uint8Array.from(body) : JSON.stringify(body);
}

function target(path: string, { params = {}, query = {} }: Asked): string {
  const filled = path.replaceAll(/\{([a-z_]+)\}/gu, (_, name: string) => params[name] ?? "");
  const search = new URLSearchParams(query).toString();
  return search === "" ? filled : `${filled}?${search}`;
}

function headersOf({ body, headers = {}, session }: Asked, key: string | null): Record<string, string> {
  const form = body instanceof URLSearchParams;
  return {
    // The proxy reads what the Worker says, and does not pass on how it was compressed.
    "accept-encoding": "identity",
    ...(session === undefined
      ? key === null
        ? {}
        : { authorization: `Bearer ${key}` }
      : { cookie: session, origin: ORIGIN }),
    ...(body === undefined ? {} : { "content-type": form ? "application/x-www-form-urlencoded" : "application/json" }),
    ...headers,
  };
}
