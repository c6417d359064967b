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

/** Whose credential was refused, so that it can be counted. */
export type Holder = Pick<KeyRecord, "kind" | "id" | "applicationId" | "builderId">;

export type Verdict =
  | { outcome: "allowed"; key: KeyRecord | null; remaining: number; resetMs: number }
  | { outcome: "limited"; limit: number; resetMs: number; retryAfterMs: number; holder?: Holder }
  /** With a holder: it was theirs and is good no longer. */
  | { outcome: "unknown"; holder?: Holder }
  | { outcome: "expired"; holder?: Holder }
  /** The builder is; the credential is good again with it. */
  | { outcome: "suspended"; holder: Holder };

/** What is to be said of a credential that is somebody's. */
export type Standing = "good" | "revoked" | "suspended";

/** Requests granted at once, for their taker to count. */
export type BlockVerdict =
  | { outcome: "granted"; count: number; remaining: number; resetMs: number }
  | Extract<Verdict, { outcome: "limited" }>;

/** The object's methods, as a caller sees them. */
export type RateLimiterStub = {
  takeKey: (hash: string) => Promise<Verdict>;
  takeAuthorization: (id: string, tokenHash: string) => Promise<Verdict>;
  takeAnonymous: (limit: number) => Promise<Verdict>;
  takeBlock: (limit: number, most: number) => Promise<BlockVerdict>;
  forget: () => Promise<{ forgotten: true }>;
};
