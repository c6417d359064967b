/** Ids only: what is sent is read again when it is needed. */
export type EventMessage = { shard: number; builderId: string; eventIds: string[] };

/** A delivery that is due. `attempt` is the number of attempts begun when it was announced; a claim succeeds only from there. */
export type DueDelivery = { shard: number; subscriptionId: string; eventId: string; attempt: number };

/** As many as one invocation makes attempts at; a queue asks as much for a message of one. */
export type DeliveryMessage = { due: DueDelivery[] };

/** One run of a sync. */
export type SyncMessage = {
  shard: number;
  builderId: string;
  installId: string;
  sync: string;
  trigger: "schedule" | "manual" | "webhook" | "install";
};

/** One attempt of a request of an action. */
export type ActionMessage = { shard: number; builderId: string; installId: string; requestId: string };

export type Bindings = {
  PLATFORM_DB: D1Database;
  TENANT_DB_0: D1Database;
  TENANT_DB_1: D1Database;
  KILL_SWITCHES: KVNamespace;
  FILES: R2Bucket;
  EVENTS: Queue<EventMessage>;
  WEBHOOK_DELIVERIES: Queue<DeliveryMessage>;
  WEBHOOK_DELIVERIES_SLOW: Queue<DeliveryMessage>;
  SYNCS: Queue<SyncMessage>;
  ACTIONS: Queue<ActionMessage>;
  RATE_LIMITER: DurableObjectNamespace;
  CIRCUIT_BREAKER: DurableObjectNamespace;
  REFRESH_LOCK: DurableObjectNamespace;
  EMAIL: SendEmail;
  PUBLIC_URL: string;
  /** `production` on a deployment. */
  ENVIRONMENT: string;
  /** JSON, origin to origin: where the calls of integrations go instead. Ignored in production. */
  UPSTREAM_OVERRIDES: string;
  WEBHOOK_RETRY_SCHEDULE: string;
  WEBHOOK_ALLOW_LOOPBACK: string;
  DOH_URL: string;
  /** Lifetimes of access and refresh tokens in seconds. */
  OAUTH_ACCESS_TTL: string;
  OAUTH_REFRESH_TTL: string;
  /** {id: base64 key}, newest first; seals what must be used again. */
  ENCRYPTION_KEYS: string;
  /** Signs list cursors. */
  CURSOR_SECRET: string;
  /** Signs session cookies and what is sent by mail. */
  SESSION_SECRET: string;
  /** Sender of our mail; empty writes it to the log instead. */
  MAIL_FROM: string;
  /** The domain whose mail comes to the Worker, for permits alone; empty takes none in. */
  PERMIT_MAIL_DOMAIN: string;
  /** How the server that takes that mail in names itself in its Authentication-Results (RFC 8601). */
  MAIL_AUTHSERV_ID: string;
  /** E-mail addresses of platform admins, separated by commas. */
  PLATFORM_ADMINS: string;
  /** Our own clients at upstreams that use OAuth: {slug: {client_id, client_secret}}. */
  INTEGRATION_CLIENTS?: string;
  /** The host platform's OpenID Connect issuer; empty leaves it out. */
  OIDC_ISSUER: string;
  OIDC_CLIENT_ID: string;
  OIDC_CLIENT_SECRET?: string;
};
