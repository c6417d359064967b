import { expect } from "vitest";
import { manifest as counties } from "../../src/connectors/county-gis/manifest";
import { manifest as floods } from "../../src/connectors/fema-flood-maps/manifest";
import { manifest as tides } from "../../src/connectors/noaa-tides/manifest";
import { type Client, eventually } from "./harness";

/** Integrations that know something of a site, beside the weather. */
const SITE_MANIFESTS = [floods, counties, tides];

/** Installs all of them, which needs `siteServices` at the far end. Their first runs have succeeded. */
export async function installSites(client: Client): Promise<void> {
  for (const { slug, permissions, syncs } of SITE_MANIFESTS) {
    const path = `/v1/marketplace/integrations/${slug}/install`;
    const { body, status } = await client.post<{ id: string }>(path, { permissions });
    expect({ status, body }).toMatchObject({ status: 200 });
    await eventually(async () => {
      const { data } = (await client.get<{ data: { status: string }[] }>(`/v1/installs/${body.id}/runs`)).body;
      const done = data.filter((run) => run.status === "succeeded");
      return done.length >= syncs.length && done.length === data.length ? true : undefined;
    }, 20_000);
  }
}
