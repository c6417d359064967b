import type { DomainEvent } from "#db/commit";
import type { InstallRow } from "./store";

/** What happened to an install as a whole. The directory counts installs by these. */
export const installEvent = (
  what: "installed" | "uninstalled" | "first_synced",
  {
    id,
    slug,
    connector_version: version,
    environment,
  }: Pick<InstallRow, "id" | "slug" | "connector_version" | "environment">,
): DomainEvent => ({
  type: `integration.${what}`,
  objectId: id,
  data: { id, slug, version, environment },
});
