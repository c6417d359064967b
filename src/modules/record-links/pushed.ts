import type { PushedContact } from "#models";
import type { Finished, Meaning, Outcomes } from "#modules/actions";
import { findInstall } from "#modules/installs";
import type { Context } from "../../context";
import { reconcile } from "./reconcile";
import { findLink, type Link, saveLink } from "./store";
import { told, vendorOf } from "./synced";

/** The link whose changes a request carries; undefined for one that was asked for otherwise. */
const linkOf = async (ctx: Context, { install_id: installId, key }: Finished): Promise<Link | undefined> => {
  const [, id] = /^link:([^:]+):/u.exec(key) ?? [];
  return id === undefined ? undefined : await findLink(ctx, installId, id);
};

async function written(ctx: Context, link: Link, output: PushedContact): Promise<Meaning> {
  const { contact, written: names } = output;
  if (output.contact_id !== link.external_id || link.record_id === null) return {};
  if (link.remote_at > Date.parse(contact.updated_at)) return {};
  const vendor = await vendorOf(ctx, link.record_id);
  if (!vendor) return {};
  const now = told(link, contact);
  // What was written the other side has by our doing: it has changed nothing there itself.
  const ours = Object.fromEntries(names.map((name) => [name, contact[name]]));
  const install = await findInstall(ctx, link.install_id);
  return await reconcile(ctx, install, vendor, { ...now, base: { ...link.base, ...ours } }, link);
}

/** What the outcome of writing a vendor's changes to a ledger means to their link. */
export const linkOutcomes: Outcomes = {
  push_contact: async (ctx, request, outcome) => {
    const link = await linkOf(ctx, request);
    if (!link) return {};
    if (outcome.kind === "succeeded") return await written(ctx, link, outcome.output as PushedContact);
    // Given up: with the next change of either side it is asked for anew.
    if (outcome.kind === "failed" && link.request_id === request.id)
      return { writes: saveLink(ctx, { ...link, pushed: {}, request_id: null }) };
    return {};
  },
};
