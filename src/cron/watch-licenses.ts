import { importLicenseFiles } from "#modules/license-files";
import { watchLicenses as watch } from "#modules/licenses";
import type { Bindings } from "../bindings";

/** Files of states first, so that what is looked up in them is what they say. */
export async function watchLicenses(env: Bindings, scheduledAt: number): Promise<void> {
  await importLicenseFiles(env, scheduledAt);
  await watch(env, scheduledAt);
}
