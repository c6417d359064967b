import type { Category } from "#models";
import type { Kind, PricingType } from "../types";

/** What the platform says of one of its own integrations. */
export type CatalogueEntry = {
  slug: string;
  name: string;
  category: Category;
  kind: Kind;
  /** At most 40 characters. */
  tagline: string;
  /** One or two sentences. */
  description: string;
  /** Paragraphs: what it does for a residential builder, how, and what it cannot do. */
  about: readonly string[];
  /** How it is set up, step by step. */
  setup: readonly string[];
  /** In plain words, what the builder agrees to. */
  permissions: readonly string[];
  reads: readonly string[];
  writes: readonly string[];
  /** What the other side asks for it, as far as it is known. */
  vendorCost: string;
  keywords?: string;
  /** Where in the builder console it is used, for what is part of the product: that is there, and not to be installed. */
  consolePath?: `/console/${string}/`;
  /** Of ours; free unless it is said. */
  pricing?: { type: PricingType; monthlyCents: number | null };
};
