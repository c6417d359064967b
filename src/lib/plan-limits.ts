/** Requests a minute an API key or an authorization may have at most, by the builder's plan. Enterprise builders agree on their own. */
export const PLAN_LIMITS = { starter: 100, professional: 500, business: 2000 } as const;

const ENTERPRISE_DEFAULT = 5000;

export function planLimit(plan: string, customLimit: number | null): number {
  if (plan === "enterprise") return customLimit ?? ENTERPRISE_DEFAULT;
  return PLAN_LIMITS[plan as keyof typeof PLAN_LIMITS] ?? PLAN_LIMITS.starter;
}
