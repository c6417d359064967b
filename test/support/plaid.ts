import { base64Url, sha256Hex } from "#lib/digest";
import page from "../../src/connectors/plaid/v1/recordings/bank-transactions.json";
import checked from "../../src/connectors/plaid/v1/recordings/check.json";
import { json, type Sent, Upstream } from "./upstream";

const [template] = page.exchanges[0]?.body.added ?? [];
const accounts = checked.exchanges[0]?.body;

export type Body = Record<string, unknown>;
export const bodyOf = ({ body }: Sent): Body => JSON.parse(body) as Body;
const fault = (type: string, code: string, status = 400) =>
  json({ error_type: type, error_code: code, error_message: "", display_message: null, request_id: "r" }, status);

const b64 = (value: unknown): string => base64Url(new TextEncoder().encode(JSON.stringify(value)));

/** One item at Plaid: its transactions, by cursors that count its changes. */
export class Bank {
  readonly upstream: Upstream;
  /** Ids in the order of their changes; `-id` is one that was removed. */
  readonly log: string[] = [];
  /** Pages of so many changes. */
  pageSize = 500;
  needsLogin = false;
  isDown = false;
  /** Refuses the next pages that are not the first of a reading. */
  mutations = 0;
  knowsCursors = true;
  keyCalls = 0;
  /** Of Plaid's own page, where our account there has it. */
  hostedUrl: string | null = "https://secure.plaid.com/hl/ll0000";
  /** What the sessions of that page gave. */
  readonly given: string[] = [];
  /** As the link token was made with. */
  webhook: string | null = null;
  readonly kid = crypto.randomUUID();
  #pair: CryptoKeyPair | undefined;

  constructor() {
    this.upstream = new Upstream((sent) => this.#answer(sent));
  }

  sentTo(path: string): Sent[] {
    return this.upstream.sent.filter(({ url }) => url.pathname === path);
  }

  async #answer(sent: Sent): Promise<Response> {
    if (this.isDown) return fault("API_ERROR", "INTERNAL_SERVER_ERROR", 500);
    switch (sent.url.pathname) {
      case "/link/token/create":
        return json({
          link_token: "link-1",
          expiration: "2030-01-01T04:00:00Z",
          request_id: "r",
          ...("hosted_link" in bodyOf(sent) && this.hostedUrl && { hosted_link_url: this.hostedUrl }),
        });
      case "/link/token/get":
        return this.#session(bodyOf(sent));
      case "/item/public_token/exchange":
        return this.#exchanged(String(bodyOf(sent)["public_token"]));
      case "/webhook_verification_key/get":
        this.keyCalls += 1;
        return await this.#key(sent);
      default:
        return this.#ofItem(sent);
    }
  }

  /** Two logins of one bank, each an item with a token of its own. */
  #exchanged(publicToken: string): Response {
    const token = { "public-good": "access-secret", "public-other": "access-other" }[publicToken];
    if (token === undefined) return fault("INVALID_INPUT", "INVALID_PUBLIC_TOKEN");
    return json({ access_token: token, item_id: "item", request_id: "r" });
  }

  /** In the form of LinkTokenGetResponse: a session that was left has no results. */
  #session({ link_token: token }: Body): Response {
    if (token !== "link-1") return fault("INVALID_INPUT", "INVALID_LINK_TOKEN");
    const started = { started_at: "2026-04-14T08:00:00Z", finished_at: "2026-04-14T08:02:00Z", events: [] };
    const left = {
      ...started,
      link_session_id: "left",
      exit: { error: null, metadata: { status: "", link_session_id: "left" } },
    };
    const ended = this.given.map((public_token, at) => ({
      ...started,
      link_session_id: `s${at}`,
      results: { item_add_results: [{ public_token, accounts: [], institution: null }], bank_income_results: [] },
    }));
    const metadata = {
      initial_products: ["transactions"],
      webhook: this.webhook,
      client_name: "RossOS",
      redirect_uri: null,
    };
    return json({ link_token: token, link_sessions: [left, ...ended], metadata, request_id: "r" });
  }

  #ofItem(sent: Sent): Response {
    if (!["access-secret", "access-other"].includes(String(bodyOf(sent)["access_token"])))
      return fault("INVALID_INPUT", "INVALID_ACCESS_TOKEN");
    if (sent.url.pathname === "/item/remove") return json({ request_id: "r" });
    if (this.needsLogin) return fault("ITEM_ERROR", "ITEM_LOGIN_REQUIRED");
    return sent.url.pathname === "/accounts/get" ? json(accounts) : this.#sync(bodyOf(sent));
  }

  #sync({ cursor }: Body): Response {
    if (cursor !== undefined && !this.knowsCursors) return fault("INVALID_REQUEST", "INVALID_FIELD");
    const [start = 0, isLater] = typeof cursor === "string" ? cursor.split(".").map(Number) : [];
    if (isLater && this.mutations > 0) {
      this.mutations -= 1;
      return fault("TRANSACTIONS_ERROR", "TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION");
    }
    const changes = this.log.slice(start, start + this.pageSize);
    const end = start + changes.length;
    const hasMore = end < this.log.length;
    // From the beginning nothing is told of what has been removed since.
    const added = changes.filter((id) => !id.startsWith("-") && !(cursor === undefined && this.log.includes(`-${id}`)));
    const removed = changes.filter((id) => id.startsWith("-")).map((id) => ({ transaction_id: id.slice(1) }));
    return json({
      added: added.map((id) => ({ ...template, transaction_id: id, pending_transaction_id: null })),
      modified: [],
      removed: cursor === undefined ? [] : removed,
      next_cursor: hasMore ? `${end}.1` : String(end),
      has_more: hasMore,
      request_id: "r",
    });
  }

  async #keys(): Promise<CryptoKeyPair> {
    this.#pair ??= (await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
      "sign",
      "verify",
    ])) as CryptoKeyPair;
    return this.#pair;
  }

  async #key(sent: Sent): Promise<Response> {
    if (bodyOf(sent)["key_id"] !== this.kid) return fault("INVALID_INPUT", "INVALID_WEBHOOK_VERIFICATION_KEY_ID");
    const { x, y } = (await crypto.subtle.exportKey("jwk", (await this.#keys()).publicKey)) as JsonWebKey;
    const key = {
      alg: "ES256",
      crv: "P-256",
      kty: "EC",
      use: "sig",
      created_at: 1,
      expired_at: null,
      kid: this.kid,
      x,
      y,
    };
    return json({ key, request_id: "r" });
  }

  /** What goes into `Plaid-Verification` for a body. */
  async sign(body: string, { kid = this.kid, iat = Date.now() / 1000 } = {}): Promise<string> {
    const claims = { iat: Math.floor(iat), request_body_sha256: await sha256Hex(body) };
    const signed = `${b64({ alg: "ES256", kid, typ: "JWT" })}.${b64(claims)}`;
    const { privateKey } = await this.#keys();
    const bytes = new TextEncoder().encode(signed);
    const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, bytes);
    return `${signed}.${base64Url(new Uint8Array(signature))}`;
  }
}
