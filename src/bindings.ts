/** Ids only: what is sent is read again when it is needed. */
export type EventMessage = { shard: number; builderId: string; eventIds: string[] };

/** `attempt` is the number of attempts begun when the message was sent; a claim succeeds only from there. */
export type DeliveryMessage = { shard: number; subscriptionId: string; eventId: string; attempt: number };

export type Bindings = {
  PLATFORM_DB: D1Database;
  TENANT_DB_0: D1Database;
  TENANT_DB_1: D1Database;
  KILL_SWITCHES: KVNamespace;
  FILES: R2Bucket;
  EVENTS: Queue<EventMessage>;
  WEBHOOK_DELIVERIES: Queue<DeliveryMessage>;
  WEBHOOK_DELIVERIES_SLOW: Queue<DeliveryMessage>;
  RATE_LIMITER: DurableObjectNamespace;
  PUBLIC_URL: string;
  WEBHOOK_RETRY_SCHEDULE: string;
  WEBHOOK_ALLOW_LOOPBACK: string;
  DOH_URL: string;
  /** {id: base64 key}, newest first; seals what must be used again. */
  ENCRYPTION_KEYS: string;
  /** Signs list cursors. */
  CURSOR_SECRET: string;
};
