export type AppState = "draft" | "submitted" | "in_review" | "changes_requested" | "approved" | "rejected";
export type AppType = "public" | "confidential";

/** As on the wire. The secret is shown on registration and on rotation only. */
export type DeveloperApp = {
  id: string;
  name: string;
  description: string;
  client_id: string;
  type: AppType;
  redirect_uris: string[];
  scopes: string[];
  logo_url: string | null;
  homepage_url: string | null;
  /** Lifetimes of its tokens in seconds; null: those of the platform. */
  access_ttl: number | null;
  refresh_ttl: number | null;
  state: AppState;
  is_published: boolean;
  install_count: number;
  /** Until when the secret before the last rotation is accepted. */
  previous_secret_expires_at: string | null;
  created_at: string;
  updated_at: string;
};

export type NewApp = {
  name: string;
  description?: string | undefined;
  type: AppType;
  redirect_uris: string[];
  scopes: string[];
  homepage_url?: string | null | undefined;
  access_ttl?: number | null | undefined;
  refresh_ttl?: number | null | undefined;
};

export type AppPatch = { [K in keyof Omit<NewApp, "type">]?: NewApp[K] | undefined };

export type AppWithSecret = DeveloperApp & { client_secret: string | null };
