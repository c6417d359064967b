import { newId } from "#lib/ids";
import type { Values } from "#lib/merge-fields";
import { type Contact, vendors } from "#models";
import { findInstall, type InstallRow } from "#modules/installs";
import { draft, findRecord, insertRecords, recordEvent, type Stored } from "#modules/records";
import type { Sink, Sinks } from "#modules/syncs";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { matchVendors } from "./match";
import { type Effects, NOTHING, reconcile } from "./reconcile";
import { type Link, linksTo, saveLink } from "./store";
import { mayBeVendor, ofContact } from "./vendor-contact";

type Synced = { id: string; data: Contact };

/** @returns undefined for one that is gone */
export async function vendorOf(ctx: Context, id: string): Promise<Stored | undefined> {
  try {
    return await findRecord(ctx, vendors, id);
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") return undefined;
    throw error;
  }
}

const newLink = (ctx: Context, installId: string, externalId: string): Link => ({
  install_id: installId,
  id: newId(ctx.now),
  model: "contact",
  external_id: externalId,
  entity: "vendor",
  record_id: null,
  base: {},
  remote: {},
  remote_at: 0,
  pushed: {},
  request_id: null,
  conflicts: 0,
  revision: 0,
});

/** A contact as it was told, in its link. */
export const told = (link: Link, data: Contact): Link => ({
  ...link,
  remote: ofContact(data),
  remote_at: Date.parse(data.updated_at),
});

/** A vendor that is what the contact says; the two agree from the first. */
function create(ctx: Context, link: Link): Effects {
  const { record } = draft(ctx, vendors, link.remote);
  return {
    writes: [
      ...insertRecords(ctx, vendors, [record]),
      ...saveLink(ctx, { ...link, record_id: record.id, base: link.remote }),
    ],
    events: [recordEvent(vendors, "created", record)],
  };
}

type Page = { links: ReadonlyMap<string, Link>; matches: ReadonlyMap<string, string>; creates: boolean };

async function apply(ctx: Context, install: InstallRow, { id, data }: Synced, page: Page): Promise<Effects> {
  const known = page.links.get(id);
  // What was sent meanwhile has told more already.
  if (known && known.remote_at > Date.parse(data.updated_at)) return NOTHING;
  const link = told(known ?? newLink(ctx, install.id, id), data);
  const recordId = link.record_id ?? page.matches.get(id);
  const vendor = recordId ? await vendorOf(ctx, recordId) : undefined;
  if (vendor) return await reconcile(ctx, install, vendor, { ...link, record_id: vendor.record.id }, known);
  if (!mayBeVendor(data)) return NOTHING;
  if (page.creates && link.record_id === null && isWhole(link, data)) return create(ctx, link);
  return { writes: saveLink(ctx, link), events: [] };
}

/** Whether somebody is bought from whose name a vendor may have. */
const isWhole = ({ remote }: Link, { is_vendor: isVendor }: Contact): boolean =>
  isVendor === true && typeof remote["name"] === "string";

/** What contacts that are new or have changed mean to vendors. */
const applyContacts: Sink = async (ctx, { installId }, { changed }) => {
  if (changed.length === 0) return { writes: [], events: [] };
  const contacts = changed as readonly Synced[];
  const install = await findInstall(ctx, installId);
  const links = await linksTo(
    ctx,
    installId,
    "contact",
    contacts.map(({ id }) => id),
  );
  const strange = contacts.filter(({ id, data }) => !links.get(id)?.record_id && mayBeVendor(data));
  const asked = new Map<string, Values>(strange.map(({ id, data }) => [id, ofContact(data)]));
  const matches = asked.size === 0 ? new Map<string, string>() : await matchVendors(ctx, installId, asked);
  const creates = (JSON.parse(install.config) as Record<string, unknown>)["create_vendors"] === true;
  const effects: Effects[] = [];
  for (const contact of contacts) effects.push(await apply(ctx, install, contact, { links, matches, creates }));
  return {
    writes: effects.flatMap(({ writes }) => writes),
    events: effects.flatMap(({ events }) => events),
  };
};

/** What contacts that a ledger tells of mean to vendors of ours. */
export const linkSinks: Sinks = { contact: applyContacts };
