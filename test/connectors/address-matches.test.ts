import { afterEach, beforeEach, expect, test } from "vitest";
import { manifest } from "../../src/connectors/us-census-geocoder/manifest";
import { expectProblem } from "../support/expect-problem";
import { type Client, newClient } from "../support/harness";
import { siteServices } from "../support/site-services";
import { json, Upstream } from "../support/upstream";

const WHITE_HOUSE = "1600 Pennsylvania Avenue NW, Washington, DC 20500";

let upstream: Upstream;
beforeEach(() => {
  upstream = new Upstream(siteServices);
});
afterEach(() => upstream.end());

const install = (client: Client) =>
  client.post<{ id: string }>("/v1/marketplace/integrations/us-census-geocoder/install", {
    permissions: manifest.permissions,
  });
const find = (client: Client, address: string) => client.post("/v1/address-matches", { address });

test("an address is found, or several, or none; nothing is stored", async () => {
  const client = await newClient({ shard: 1 });
  expect((await install(client)).status).toBe(200);
  expect((await find(client, WHITE_HOUSE)).body).toEqual({
    address: WHITE_HOUSE,
    matches: [
      {
        address: "1600 PENNSYLVANIA AVE NW, WASHINGTON, DC, 20502",
        latitude: 38.898754,
        longitude: -77.03535,
        precision: "along_street",
      },
    ],
    slug: "us-census-geocoder",
    source: "US Census Geocoder",
  });
  const several = await find(client, "100 Main St, Springfield, IL 62701");
  expect((several.body["matches"] as unknown[]).length).toBeGreaterThan(1);
  expect((await find(client, "1 Nowhere Lane, Ocean, AK 99999")).body["matches"]).toEqual([]);
  expect((await client.get<{ data: unknown[] }>("/v1/projects")).body.data).toEqual([]);
});

test("without the geocoder nothing is asked", async () => {
  const client = await newClient();
  expectProblem(await find(client, WHITE_HOUSE), "invalid_state", /US Census Geocoder to be installed/u);
  const { body } = await install(client);
  await client.post(`/v1/installs/${body.id}/pause`);
  expectProblem(await find(client, WHITE_HOUSE), "invalid_state", /installed and active/u);
  expect(upstream.sent).toEqual([]);
});

test("what cannot be asked is refused at the address, and a geocoder that fails is one", async () => {
  const client = await newClient();
  await install(client);
  for (const address of ["", "x".repeat(101), "x".repeat(301)])
    expect(expectProblem(await find(client, address), "invalid_request").errors[0]?.pointer).toBe("/address");
  expect(upstream.sent).toEqual([]);
  upstream.behave = () => json({}, 503);
  expectProblem(await find(client, "2 Main Street, Norton, MA"), "upstream_failed");
});

test("a sandbox is given what was recorded", async () => {
  const client = await newClient({ environment: "sandbox" });
  await install(client);
  expect((await find(client, WHITE_HOUSE)).body["matches"]).toHaveLength(1);
  expect(upstream.sent).toEqual([]);
});
