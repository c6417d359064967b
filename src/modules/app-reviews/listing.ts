import type { Fault } from "../../errors";

/** What a submission says of the application. Any part may be missing until it is submitted. */
export type ListingDraft = {
  name?: string | undefined;
  tagline?: string | undefined;
  summary?: string | undefined;
  category?: string | undefined;
  /** Ids of uploaded screenshots, in the order they are shown. */
  screenshots?: string[] | undefined;
  setup_guide_url?: string | undefined;
  support_email?: string | undefined;
  support_url?: string | null | undefined;
  pricing_type?: "free" | "paid" | "freemium" | undefined;
  price_monthly_cents?: number | null | undefined;
  /** By scope: what it is needed for. */
  scope_justifications?: Record<string, string> | undefined;
  /** Where its webhooks go; null when it uses none. */
  webhook_url?: string | null | undefined;
};

export type Listing = Required<{ [K in keyof ListingDraft]: Exclude<ListingDraft[K], undefined> }>;

export const LIMITS = {
  name: [1, 30],
  tagline: [1, 40],
  summary: [200, 2000],
  screenshots: [3, 10],
} as const;

const REQUIRED = [
  "name",
  "tagline",
  "summary",
  "category",
  "screenshots",
  "setup_guide_url",
  "support_email",
  "pricing_type",
] as const satisfies readonly (keyof ListingDraft)[];

/** What a listing lacks, and what of it does not fit. @param uploaded ids of the application's screenshots */
export function listingFaults(draft: ListingDraft, uploaded: readonly string[]): Fault[] {
  const missing = REQUIRED.filter((field) => draft[field] === undefined).map((field) => ({
    pointer: `/${field}`,
    detail: `${field} is missing.`,
  }));
  return [...missing, ...lengthFaults(draft), ...screenshotFaults(draft, uploaded), ...pricingFaults(draft)];
}

function lengthFaults(draft: ListingDraft): Fault[] {
  return (["name", "tagline", "summary"] as const).flatMap((field) => {
    const length = draft[field]?.trim().length ?? 0;
    const [least, most] = LIMITS[field];
    if (draft[field] === undefined || (length >= least && length <= most)) return [];
    return [{ pointer: `/${field}`, detail: `${field} has ${length} characters; it has ${least} to ${most}.` }];
  });
}

function screenshotFaults({ screenshots }: ListingDraft, uploaded: readonly string[]): Fault[] {
  if (screenshots === undefined) return [];
  const [least, most] = LIMITS.screenshots;
  const count = new Set(screenshots).size;
  if (count < least || count > most || count !== screenshots.length)
    return [{ pointer: "/screenshots", detail: `A listing has ${least} to ${most} different screenshots.` }];
  return screenshots.flatMap((id, index) =>
    uploaded.includes(id)
      ? []
      : [{ pointer: `/screenshots/${index}`, detail: `${id} is not a screenshot of the application.` }],
  );
}

function pricingFaults({ pricing_type: type, price_monthly_cents: price }: ListingDraft): Fault[] {
  if (type === "paid" && (price ?? 0) < 1)
    return [{ pointer: "/price_monthly_cents", detail: "A paid application has a monthly price." }];
  if (type === "free" && (price ?? 0) > 0)
    return [{ pointer: "/price_monthly_cents", detail: "A free application has no price." }];
  return [];
}

/** A draft without faults, with what may be left out filled in. */
export function complete(draft: ListingDraft): Listing {
  const given = { support_url: null, price_monthly_cents: null, scope_justifications: {}, webhook_url: null, ...draft };
  return given as Listing;
}
