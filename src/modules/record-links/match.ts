import { prepare } from "#db/client";
import type { Values } from "#lib/merge-fields";
import type { Context } from "../../context";

type Candidate = { id: string; name: string; email: string | null };

const BY_NAME = `select id, name, email from vendors indexed by vendors_name where builder_id = ?1 and name in (select value from json_each(?2))`;
const BY_EMAIL = `select id, name, email from vendors indexed by vendors_email where builder_id = ?1 and email in (select value from json_each(?2)) and email is not null`;
const LINKED = `select record_id from record_links indexed by record_links_record where builder_id = ?1 and entity = 'vendor'
 and record_id in (select value from json_each(?3)) and record_id is not null and install_id = ?2`;

const only = <T>(all: readonly T[]): T | undefined => (all.length === 1 ? all[0] : undefined);

/**
 * Which vendors contacts are: the only one of exactly the same name, or else the only one with exactly the same e-mail address.
 * Nothing is guessed: of several none is taken, and one that is another contact already is not.
 * @returns vendors' ids, by those of the contacts
 */
export async function matchVendors(
  ctx: Context,
  installId: string,
  contacts: ReadonlyMap<string, Values>,
): Promise<Map<string, string>> {
  const values = (field: string) =>
    JSON.stringify([...contacts.values()].flatMap((contact) => (contact[field] ? [contact[field]] : [])));
  const [named = { results: [] }, mailed = { results: [] }] = await ctx.db.$client.batch<Candidate>([
    prepare(ctx.db, BY_NAME, ctx.builderId, values("name")),
    prepare(ctx.db, BY_EMAIL, ctx.builderId, values("email")),
  ]);
  const ids = JSON.stringify([...named.results, ...mailed.results].map(({ id }) => id));
  const linked = await prepare(ctx.db, LINKED, ctx.builderId, installId, ids).all<{ record_id: string }>();
  const taken = new Set(linked.results.map(({ record_id: id }) => id));
  const matches = new Map<string, string>();
  for (const [id, { name, email }] of contacts) {
    const found =
      only(named.results.filter((vendor) => vendor.name === name)) ??
      (email ? only(mailed.results.filter((vendor) => vendor.email === email)) : undefined);
    if (!found || taken.has(found.id)) continue;
    taken.add(found.id);
    matches.set(id, found.id);
  }
  return matches;
}
