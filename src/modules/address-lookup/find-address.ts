import { CallFailure } from "#connectors/sdk";
import { addressMatches, type AddressMatch } from "#models";
import { findBySlug, type InstallRow, manifestOf, openConnector, problemOf } from "#modules/installs";
import type { Context } from "../../context";
import { DomainError } from "../../errors";

/** In the order in which they are asked: the first that is installed. What everybody can install without an account is last. */
const GEOCODERS = ["mapbox", "us-census-geocoder"] as const;

/** As on the wire: `slug` is the integration that was asked, `source` its name. */
export type FoundAddress = { address: string; matches: AddressMatch[]; slug: string; source: string };

type Geocode = { run: (run: object) => Promise<unknown> };

/** @throws DomainError invalid_state where there is none */
async function installedGeocoder(ctx: Context): Promise<InstallRow> {
  for (const slug of GEOCODERS) {
    const install = await findBySlug(ctx, slug);
    if (install?.status === "active") return install;
  }
  const { name } = await manifestOf(GEOCODERS[1]);
  throw new DomainError("invalid_state", `It needs ${name} or another geocoder to be installed and active.`);
}

/**
 * The places that an address may be, of which a person chooses. Nothing is stored.
 * @throws DomainError invalid_state where no geocoder is installed; invalid_request; upstream_failed; unavailable
 */
export async function findAddress(ctx: Context, address: string): Promise<FoundAddress> {
  const install = await installedGeocoder(ctx);
  const { slug } = install;
  const { name: source } = await manifestOf(slug);
  const opened = await openConnector(ctx, install);
  try {
    const action = opened.version.actions?.geocode_address as unknown as Geocode | undefined;
    if (!action) throw new DomainError("invalid_state", `This version of ${source} finds no addresses. Upgrade it.`);
    const { call, config } = opened;
    const output = await action.run({ call, config, now: new Date(ctx.now), input: { address }, key: "" });
    return { address, ...addressMatches().parse(output), slug, source };
  } catch (error) {
    throw error instanceof CallFailure ? problemOf(error, "/address") : error;
  } finally {
    await opened.flush();
  }
}
