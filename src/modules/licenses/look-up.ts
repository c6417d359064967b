import { CallFailure } from "#connectors/sdk";
import { contractorLicense, type ContractorLicense } from "#models";
import { findBySlug, manifestOf, openConnector, problemOf } from "#modules/installs";
import { findInFile } from "#modules/license-files";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import type { LicensedVendor } from "./vendor";

export type Found = { license: ContractorLicense; source: string };

const byHand = ({ board }: LicensedVendor): string =>
  board.lookup_url === null
    ? `${board.name} has no board of its own: ask the city or the county, and record what you learn.`
    : `Look it up at ${board.lookup_url} and record what it says.`;

/**
 * What the state has on record now.
 * @throws DomainError invalid_state where a person has to look, or the integration is not installed; upstream_failed,
 * unavailable
 */
export async function lookUp(ctx: Context, vendor: LicensedVendor): Promise<Found> {
  switch (vendor.board.method) {
    case "live":
      return await askUpstream(ctx, vendor, vendor.board.integration ?? "");
    case "file":
      return { license: await findInFile(ctx, vendor.state, vendor.number), source: "file" };
    case "manual":
      throw new DomainError(
        "invalid_state",
        `${vendor.board.name} has no data that can be looked up here. ${byHand(vendor)}`,
      );
  }
}

type Verify = { run: (run: object) => Promise<unknown> };

async function askUpstream(ctx: Context, vendor: LicensedVendor, slug: string): Promise<Found> {
  const install = await findBySlug(ctx, slug);
  if (install?.status !== "active") {
    const { name } = await manifestOf(slug);
    throw new DomainError("invalid_state", `It needs ${name} to be installed and active. ${byHand(vendor)}`);
  }
  const opened = await openConnector(ctx, install);
  try {
    const action = opened.version.actions?.verify_license as unknown as Verify | undefined;
    if (!action) throw new DomainError("invalid_state", "The version of the integration cannot verify. Upgrade it.");
    const { call, config } = opened;
    const output = await action.run({
      call,
      config,
      now: new Date(ctx.now),
      input: { number: vendor.number },
      key: "",
    });
    return { license: contractorLicense().parse(output), source: slug };
  } catch (error) {
    if (error instanceof CallFailure) throw problemOf(error, "/license_number");
    throw error;
  } finally {
    await opened.flush();
  }
}
