import { z } from "zod";
import { connectors } from "#connectors";
import { type Auth, type Endpoint, endpoint, type Manifest, type Page, type Version } from "#connectors/sdk";
import type { WeatherAlert } from "#models";
import type { AnyVersion } from "../../src/modules/installs/open-connector";

let made = 0;

export const HOST = "api.ledger.example";
export const TOKEN_URL = `https://${HOST}/oauth/token`;

export const pageOf = z.object({
  items: z.array(z.object({ id: z.string(), text: z.string() })),
  gone: z.array(z.string()).optional(),
  next: z.string().nullable(),
});

export const listItems = endpoint({ name: "listItems", method: "GET", path: "/items", response: pageOf });

export const recordOf = (id: string, text: string): { id: string; data: WeatherAlert } => ({
  id,
  data: {
    site_id: "site",
    alert_id: id,
    replaces: [],
    event: text,
    severity: "minor",
    urgency: "past",
    headline: text,
    description: "",
    instruction: null,
    sender: "Ledger",
    starts_at: "2026-04-14T08:00:00Z",
    ends_at: "2026-04-14T09:00:00Z",
  },
});

type Options = {
  slug?: string;
  auth?: Auth;
  mode?: "incremental" | "snapshot";
  list?: Endpoint<z.output<typeof pageOf>>;
  version?: Partial<AnyVersion>;
  manifest?: Partial<Manifest>;
  /** Another version beside v1. */
  v2?: Partial<AnyVersion>;
};

/** A connector of the test's own: pages of items, from a host that does not exist. @returns its slug */
export function registerConnector({ auth = { type: "none" }, mode = "incremental", ...options }: Options = {}): string {
  const slug = options.slug ?? `test-ledger-${(made += 1)}-${Math.random().toString(36).slice(2, 8)}`;
  const list = options.list ?? listItems;
  const version: AnyVersion = {
    baseUrl: `https://${HOST}`,
    check: async ({ call }) => {
      await call(endpoint({ name: "check", method: "GET", path: "/me", response: z.object({ ok: z.boolean() }) }));
    },
    syncs: {
      weather_alerts: {
        mode,
        async *run({ call, cursor }): AsyncIterable<Page<WeatherAlert>> {
          let at = cursor;
          for (;;) {
            const page = await call(list, { query: { after: at ?? undefined } });
            yield {
              records: page.items.map(({ id, text }) => recordOf(id, text)),
              deleted: page.gone ?? [],
              cursor: page.next ?? at,
            };
            if (page.next === null) return;
            at = page.next;
          }
        },
      },
    },
    ...options.version,
  };
  const manifest: Manifest = {
    slug,
    name: "Test Ledger",
    category: "other",
    kind: "live_api",
    tagline: "A ledger",
    description: "A ledger.",
    pricing: { type: "free" },
    auth,
    config: {},
    allowedHosts: [HOST],
    permissions: ["Read your ledger"],
    setupGuide: [],
    data: { reads: [], writes: [] },
    support: {},
    vendorUrl: `https://${HOST}`,
    versions: [{ name: "v1", released: "2026-01-01", notes: "", upstream: "1", lifecycle: { status: "current" } }],
    syncs: [{ name: "weather_alerts", description: "Items.", everyMinutes: 60 }],
    actions: [],
    ...options.manifest,
  };
  const loaded = { load: async () => version as unknown as Version<never>, recordings: async () => [] };
  const newer = { ...version, ...options.v2 } as unknown as Version<never>;
  const v2 = options.v2 ? { v2: { load: async () => newer, recordings: async () => [] } } : {};
  connectors[slug] = { manifest: async () => manifest, versions: { v1: loaded, ...v2 } };
  return slug;
}
