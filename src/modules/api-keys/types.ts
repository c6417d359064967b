/** As on the wire; the key itself is shown once, on creation. */
export type ApiKey = {
  id: string;
  name: string;
  key_prefix: string;
  scopes: string[];
  rate_limit: number;
  environment: "live" | "sandbox";
  is_active: boolean;
  last_used_at: string | null;
  expires_at: string | null;
  rolled_from: string | null;
  created_at: string;
  revoked_at: string | null;
};

export type NewApiKey = {
  name: string;
  scopes: string[];
  rate_limit?: number | undefined;
  expires_at?: string | null | undefined;
};
export type ApiKeyWithSecret = ApiKey & { key: string };
