import { permits } from "#models";
import { findRecord } from "#modules/records";
import type { Context } from "../../context";
import { type Filled, fillApplication } from "./application";
import { mailAddress } from "./mail-address";

/** A permit's application as it stands, and where mail about it goes. */
export async function getApplication(ctx: Context, id: string): Promise<Filled & { status_address: string | null }> {
  const stored = await findRecord(ctx, permits, id);
  const address = await mailAddress(ctx.env, { builderId: ctx.builderId, permitId: id });
  return { ...(await fillApplication(ctx, stored)), status_address: address };
}
