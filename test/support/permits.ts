import { env } from "cloudflare:test";
import { z } from "zod";
import { type Action, endpoint } from "#connectors/sdk";
import { newId } from "#lib/ids";
import type { Client } from "./harness";
import { registerConnector } from "./test-connector";

type Any = Action<Record<string, unknown>, "submit_permit">;

const filed = z.object({ id: z.string(), number: z.string(), status: z.string() });
const file = endpoint({ name: "file", method: "POST", path: "/filings", response: filed });
const look = endpoint({
  name: "look",
  method: "GET",
  path: "/filings/{reference}",
  absent: [404],
  response: filed.nullable(),
});

const toFiled = ({ id, number, status }: z.output<typeof filed>) => ({
  permit_id: id,
  number,
  status: "application_accepted" as const,
  status_text: status,
  warning: null,
});

const submit: Any = {
  repeat: "reconcile",
  run: async ({ call, input }) => toFiled(await call(file, { body: input })),
  find: async ({ call, input }) => {
    const known = await call(look, { path: { reference: input.reference } });
    return known ? toFiled(known) : undefined;
  },
};

/** A connector that files permits with a host that does not exist. @returns its slug */
export const registerPermits = (): string =>
  registerConnector({
    version: { syncs: {}, actions: { submit_permit: submit } },
    manifest: { syncs: [], actions: ["submit_permit"] },
  });

const INSERT = `insert into jurisdictions (id, name, name_key, state, kind, platform, connector, agency_code, portal_url, permit_types,
 api_status, email_domains, version, created_at, updated_at)
 values (?1, ?2, lower(?2), 'NY', 'town', 'other', ?3, null, 'https://amity.example/permits', '[]', 'available', ?4, 1, ?5, ?5)`;

/** A jurisdiction of the registry, straight in the database. */
export async function newJurisdiction(connector: string | null, domains: readonly string[] = []): Promise<string> {
  const id = newId(Date.now());
  await env.PLATFORM_DB.prepare(INSERT).bind(id, `Amity ${id}`, connector, JSON.stringify(domains), Date.now()).run();
  return id;
}

export const SITE = {
  name: "Brody residence",
  description: "A house by the harbour.",
  address_line1: "12 Harbor Road",
  city: "Amity",
  state: "NY",
  postal_code: "11930",
  contract_amount_cents: 40_000_000,
};

let projects = 0;

/** A project whose permits lack nothing. */
export async function newSite(client: Client, more: Record<string, unknown> = {}): Promise<string> {
  projects += 1;
  const { body } = await client.post<{ id: string }>("/v1/projects", { ...SITE, code: `SITE-${projects}`, ...more });
  return body.id;
}

export const installPermits = async (client: Client, slug: string): Promise<string> =>
  (
    await client.post<{ id: string }>(`/v1/marketplace/integrations/${slug}/install`, {
      permissions: ["Read your ledger"],
    })
  ).body.id;
