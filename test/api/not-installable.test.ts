import { beforeAll, expect, test } from "vitest";
import { newUserClient } from "../support/accounts";
import { expectProblem } from "../support/expect-problem";
import { Client, newClient } from "../support/harness";
import { seedCatalogue } from "../support/listings";

const anyone = new Client("", undefined);
const get = (slug: string) => anyone.get(`/v1/marketplace/integrations/${slug}`);

beforeAll(() => seedCatalogue());

test("what cannot be installed says why", async () => {
  const builder = await newClient();
  const install = (slug: string) => builder.post(`/v1/marketplace/integrations/${slug}/install`, { permissions: [] });
  expectProblem(await install("quickbooks-online"), "not_found", /^QuickBooks Online is planned: it is not built yet/u);
  expectProblem(await install("no-such-thing"), "not_found", /^There is no such integration\.$/u);
});

test("what is built in says where it is used, and can neither be installed nor followed", async () => {
  const builder = await newClient();
  const member = await newUserClient();
  for (const [slug, path] of [
    ["landxml", "/console/projects/"],
    ["dxf-survey", "/console/projects/"],
    ["survey-points", "/console/projects/"],
    ["california-contractor-licenses", "/console/licenses/"],
    ["state-contractor-licenses", "/console/licenses/"],
  ] as const) {
    expect((await get(slug)).body).toMatchObject({ status: "available", console_path: path, install_form: null });
    const install = await builder.post(`/v1/marketplace/integrations/${slug}/install`, { permissions: [] });
    expect(expectProblem(install, "not_found").detail).toMatch(/is built in: .* It is used at \/console\//u);
    expectProblem(await member.put(`/v1/marketplace/integrations/${slug}/follow`, undefined), "invalid_state");
  }
  expect((await get("xero")).body).toMatchObject({ status: "planned", console_path: null });
});
