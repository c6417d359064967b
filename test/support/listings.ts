import { env } from "cloudflare:test";
import { type BuiltConnectors, catalogue, seedStatements } from "../../src/modules/listings/catalogue";

export type Summary = {
  slug: string;
  name: string;
  status: string;
  install_count: number;
  installed: boolean | null;
} & Record<string, unknown>;
type Facet = { value: string; count: number }[];
export type Directory = {
  data: Summary[];
  has_more: boolean;
  next_cursor: string | null;
  total: number;
  facets: { category: Facet; kind: Facet; pricing: Facet; status: Facet; installed: Facet };
};

/** The catalogue, as `npm start` puts it into the platform database. */
export async function seedCatalogue(built: BuiltConnectors = new Map(), entries = catalogue): Promise<void> {
  const statements = seedStatements(entries, built, Date.now());
  await env.PLATFORM_DB.batch(statements.map((sql) => env.PLATFORM_DB.prepare(sql)));
}
