import { type Document, type Operation, operationsOf } from "../documents";

export type Json = Record<string, unknown>;
export type Asked = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
  /** Another key than the usual one; none at all when null. */
  key?: string | null;
};
export type Answer<T = Json> = { status: number; headers: Headers; body: T };

type Route = { path: string; method: string; operation: Operation };

/** Calls operations by their ids, through proxies that hold each answer against the document. */
export class Api {
  readonly document: Document;
  readonly #routes: ReadonlyMap<string, Route>;
  readonly #strict: string;
  readonly #lenient: string;
  readonly #key: string;
  /** What each operation has answered. */
  readonly answered = new Map<string, Set<number>>();

  /**
   * @param strict a proxy that lets only requests through that the document allows
   * @param lenient one that lets all through
   */
  constructor(document: Document, strict: string, lenient: string, key: string) {
    this.document = document;
    this.#routes = new Map(operationsOf(document).map((route) => [route.operation.operationId, route]));
    this.#strict = strict;
    this.#lenient = lenient;
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
    return this.#call<T>(this.#strict, operationId, status, asked);
  }

  /**
   * A request that need not be within the contract.
   * @throws Error when the answer is outside the contract, or the status is another
   */
  refuses(operationId: string, status: number, asked: Asked = {}): Promise<Answer> {
    return this.#call(this.#lenient, operationId, status, asked);
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
    this.answered.set(operationId, (this.answered.get(operationId) ?? new Set()).add(status));
    const json = /json/u.test(response.headers.get("content-type") ?? "") && text !== "";
    return { status, headers: response.headers, body: (json ? JSON.parse(text) : text) as T };
  }
}

/** A request that is refused before all of it was read can fail in the proxy, which is then still writing. */
const ATTEMPTS = 5;
const brokeOff = (status: number, text: string): boolean => status === 500 && text.includes('"type":"FetchError"');

const encoded = (body: unknown): string => (typeof body === "string" ? body : JSON.stringify(body));

function target(path: string, { params = {}, query = {} }: Asked): string {
  const filled = path.replaceAll(/\{([a-z_]+)\}/gu, (_, name: string) => params[name] ?? "");
  const search = new URLSearchParams(query).toString();
  return search === "" ? filled : `${filled}?${search}`;
}

const headersOf = ({ body, headers = {} }: Asked, key: string | null): Record<string, string> => ({
  // The proxy reads what the Worker says, and does not pass on how it was compressed.
  "accept-encoding": "identity",
  ...(key === null ? {} : { authorization: `Bearer ${key}` }),
  ...(body === undefined ? {} : { "content-type": "application/json" }),
  ...headers,
});
