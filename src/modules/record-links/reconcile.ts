import type { DomainEvent } from "#db/commit";
import type { Write } from "#db/client";
import { canonicalJson } from "#lib/canonical-json";
import { sha256Hex } from "#lib/digest";
import { mergeFields, type Values } from "#lib/merge-fields";
import { vendors } from "#models";
import { cancelRequest, openRequest } from "#modules/actions";
import type { InstallRow } from "#modules/installs";
import { recordEvent, type Stored, updateRecord } from "#modules/records";
import type { Context } from "../../context";
import { conflictWrites } from "./conflict-rows";
import { type Link, saveLink } from "./store";
import { ofVendor } from "./vendor-contact";

export type Effects = {
  writes: readonly Write[];
  events: readonly DomainEvent[];
  /** To be called when they are committed. */
  announce?: () => void;
};

export const NOTHING: Effects = { writes: [], events: [] };

const without = (values: Values, same: Values): Record<string, string | null> =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== same[name]));

const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

/**
 * Merges a vendor and its contact as they stand now: what the contact alone has changed goes into the vendor, what the
 * vendor alone has changed is sent to the ledger, and what both have changed waits for a decision. Where they are equal they
 * agree, so that what was sent and comes back is no change.
 * @param link as it is stored, with the newest of the contact in `remote` and of the agreed in `base`
 * @param before the link as it was read; undefined when it is to be stored in any case
 */
export async function reconcile(
  ctx: Context,
  install: InstallRow,
  vendor: Stored,
  link: Link,
  before: Link | undefined,
): Promise<Effects> {
  const local = ofVendor(vendor.record);
  const { base, remote } = link;
  const { merged, conflicts } = mergeFields({ base, local, remote });
  const taken = without(merged, local);
  const due = without(merged, remote);
  const agreed = Object.entries(merged).filter(([name, value]) => value === remote[name]);
  const next = { ...link, base: { ...base, ...Object.fromEntries(agreed) }, conflicts: conflicts.length };
  const push = await pushDue(ctx, install, next, due);
  const changed = { ...next, ...push.link };
  const isQuiet = conflicts.length === 0 && Object.keys(taken).length === 0;
  if (isQuiet && before && isSame(before, changed)) return NOTHING;
  const update = updateVendor(ctx, vendor, taken);
  return {
    writes: [
      ...saveLink(ctx, changed),
      ...conflictWrites(ctx, link, conflicts, { base, local, remote }),
      ...update.writes,
      ...push.writes,
    ],
    events: update.events,
    announce: push.announce,
  };
}

function updateVendor(ctx: Context, { record, version }: Stored, taken: Values): Effects {
  const names = Object.keys(taken);
  if (names.length === 0) return NOTHING;
  const after = { ...record, ...taken, updated_at: new Date(ctx.now).toISOString() };
  const previous = Object.fromEntries([...names, "updated_at"].map((name) => [name, record[name]]));
  return {
    writes: updateRecord(ctx, vendors, record.id, version, taken),
    events: [recordEvent(vendors, "updated", after, previous)],
  };
}

type Push = { link: Pick<Link, "pushed" | "request_id">; writes: readonly Write[]; announce: () => void };

/** Asks for what is due at the other side to be written there, once; what is no longer due is tried no more. */
async function pushDue(ctx: Context, install: InstallRow, link: Link, due: Values): Promise<Push> {
  const announce = () => undefined;
  if (isSame(due, link.pushed)) return { link, writes: [], announce };
  const withdrawn = link.request_id === null ? [] : [cancelRequest(ctx, link.install_id, link.request_id)];
  const none = { pushed: {}, request_id: null };
  if (Object.keys(due).length === 0 || install.status !== "active") return { link: none, writes: withdrawn, announce };
  const changes = Object.entries(due).map(([field, to]) => ({ field, from: link.remote[field] ?? null, to }));
  const content = (await sha256Hex(canonicalJson(changes))).slice(0, 16);
  const request = await openRequest(ctx, install, {
    action: "push_contact",
    key: `link:${link.id}:${link.revision}:${content}`,
    input: { contact_id: link.external_id, changes },
  });
  return {
    link: { pushed: due, request_id: request.id },
    writes: [...withdrawn, ...request.writes],
    announce: request.announce,
  };
}
