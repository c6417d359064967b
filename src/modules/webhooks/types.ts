/** As on the wire. The secret is shown on creation and on rotation only. */
export type Subscription = {
  id: string;
  url: string;
  events: string[];
  description: string | null;
  /** The third-party application that made it; null for the builder's own. */
  application_id: string | null;
  /** Names only: the values may be credentials. */
  header_names: string[];
  is_active: boolean;
  failure_count: number;
  disabled_at: string | null;
  disabled_reason: string | null;
  created_at: string;
  updated_at: string;
};

export type SubscriptionInput = {
  url: string;
  events: string[];
  description?: string | null | undefined;
  headers?: Record<string, string> | undefined;
  is_active?: boolean | undefined;
};

export type Delivery = {
  /** The event's id: one event reaches one subscription once. */
  id: string;
  subscription_id: string;
  event_type: string;
  status: "pending" | "delivered" | "failed" | "held";
  attempt_count: number;
  response_status: number | null;
  next_retry_at: string | null;
  delivered_at: string | null;
  created_at: string;
};

export type Attempt = {
  number: number;
  started_at: string;
  duration_ms: number | null;
  request_headers: Record<string, string> | null;
  response_status: number | null;
  response_headers: Record<string, string> | null;
  response_body: string | null;
  error: string | null;
};

/** undefined leaves a field as it is. */
export type SubscriptionPatch = { [K in keyof SubscriptionInput]?: SubscriptionInput[K] | undefined };
