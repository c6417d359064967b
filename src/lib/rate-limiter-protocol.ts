/** What a credential grants: of an API key, or of an application's authorization. */
export type KeyRecord = {
  kind: "api_key" | "authorization";
  id: string;
  /** The application an authorization belongs to. */
  applicationId: string | null;
  builderId: string;
  shard: number;
  environment: "live" | "sandbox";
  plan: string;
  scopes: readonly string[];
  /** Requests a minute. */
  rateLimit: number;
  /** Epoch ms. */
  expiresAt: number | null;
};

export type Verdict =
  | { outcome: "allowed"; key: KeyRecord | null; remaining: number; resetMs: number }
  | { outcome: "limited"; limit: number; resetMs: number; retryAfterMs: number }
  | { outcome: "unknown" }
  | { outcome: "expired" };

/** The object's methods, as a caller sees them. */
export type RateLimiterStub = {
  takeKey: (hash: string) => Promise<Verdict>;
  takeAuthorization: (id: string, tokenHash: string) => Promise<Verdict>;
  takeAnonymous: (limit: number) => Promise<Verdict>;
  forget: () => Promise<{ forgotten: true }>;
};
