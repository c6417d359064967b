import { CallFailure } from "#connectors/sdk";
import { addressMatches, type AddressMatch } from "#models";
import { findBySlug, manifestOf, openConnector, problemOf } from "#modules/installs";
import type { Context } from "../../context";
import { DomainError } from "../../errors";

const GEOCODER = "us-census-geocoder";

/** As on the wire: `slug` is the integration that was asked, `source` its name. */
export type FoundAddress = { address: string; matches: AddressMatch[]; slug: string; source: string };

type Geocode = { run: (run: object) => Promise<unknown> };

/**
 * The places that an address may be, of which a person chooses. Nothing is stored.
 * @throws DomainError invalid_state where no geocoder is installed; invalid_request; upstream_failed; unavailable
 */
export async function findAddress(ctx: Context, address: string): Promise<FoundAddress> {
  const { name: source } = await manifestOf(GEOCODER);
  const install = await findBySlug(ctx, GEOCODER);
  if (install?.status !== "active")
    throw new DomainError("invalid_state", `It needs ${source} to be installed and active.`);
  const opened = await openConnector(ctx, install);
  try {
    const action = opened.version.actions?.geocode_address as unknown as Geocode | undefined;
    if (!action) throw new DomainError("invalid_state", `This version of ${source} finds no addresses. Upgrade it.`);
    const { call, config } = opened;
    const output = await action.run({ call, config, now: new Date(ctx.now), input: { address }, key: "" });
    return { address, ...addressMatches().parse(output), slug: GEOCODER, source };
  } catch (error) {
    throw error instanceof CallFailure ? problemOf(error, "/address") : error;
  } finally {
    await opened.flush();
  }
}
