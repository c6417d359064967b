import type { Actor, Tenant } from "../context";

/** Who a request acts as, and for whom. */
export type Admission = {
  tenant: Tenant;
  actor: Exclude<Actor, { type: "system" }>;
  /** Rate limit headers of the answer. */
  headers: Record<string, string>;
};
